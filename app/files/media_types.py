"""What a file is: told by its content, never by its name."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import PurePath

import filetype

UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
#: What a browser shows by itself without running anything of it.
SHOWN = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif", "application/pdf"})

#: The names of files that claim to be something a browser shows.
_CLAIM = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".pdf"})
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # the older formats of Office look the same in their beginning
_BY_NAME_IN_OLE = {
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
    ".msg": "application/vnd.ms-outlook",
}
_BY_NAME_IN_TEXT = {".csv": "text/csv", ".eml": "message/rfc822"}


def media_type_of(head: bytes, name: str) -> str:
    """The media type of a content.

    Parameters:
        head: its beginning, 8 KB of it if there are as many.
        name: decides only between types that look the same in their beginning and do nothing by themselves.
    """
    suffix = PurePath(name).suffix.lower()
    known = filetype.guess(head)
    if known is not None:
        return str(known.mime)
    if head.startswith(_OLE):
        return _BY_NAME_IN_OLE.get(suffix, "application/x-ole-storage")
    text = _as_text(head)
    if text is None:
        return UNKNOWN
    return _markup(text) or _BY_NAME_IN_TEXT.get(suffix, TEXT)


def fits(media_type: str, accepted: Sequence[str]) -> bool:
    """Whether a media type is one of these (`image/*`, `application/pdf`); of none means of any."""
    return not accepted or any(fnmatchcase(media_type, each) for each in accepted)


def is_disguised(media_type: str, name: str) -> bool:
    """Whether a file is called like a picture or a PDF and is neither."""
    if PurePath(name).suffix.lower() not in _CLAIM:
        return False
    return media_type == "image/svg+xml" or not media_type.startswith(("image/", "application/pdf"))


def _as_text(head: bytes) -> str | None:
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace").lstrip("\ufeff")
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start >= len(head) - 3:  # a sign that the end of the head cuts
            return head[: error.start].decode("utf-8-sig")
    text = head.decode("cp1251", errors="replace")
    return text if all(each.isprintable() or each.isspace() for each in text) else None


def _markup(text: str) -> str:
    """The media type of a text that begins with a tag."""
    begin = text.lstrip().lower()
    if not begin.startswith("<"):
        return ""
    if "<svg" in begin:
        return "image/svg+xml"
    return "application/xml" if begin.startswith("<?xml") and "<html" not in begin else "text/html"
