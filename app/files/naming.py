"""The name of a file: what it says, without what it could do."""

import unicodedata

from pathvalidate import sanitize_filename

from app.i18n import gettext as _

LONGEST = 250  # bytes in UTF-8; the disks of those who download it take 255
_JOINER = "\u200d"  # within one sign of several, such as a family


def cleaned_name(given: str) -> str:
    """The name under which a file is kept and handed out.

    Folders before it go, and so do control characters, signs that turn the direction of writing around (they make
    `exe.pdf` of `fdp.exe`), and what the file systems of others do not take. What remains of nothing is “file”.
    """
    last = given.replace("\\", "/").rpartition("/")[2]
    text = unicodedata.normalize("NFC", last)
    text = "".join(each for each in text if each == _JOINER or not unicodedata.category(each).startswith("C"))
    name = sanitize_filename(_shortened(" ".join(text.split())), platform="universal")
    name = name.lstrip(".").strip()
    return name or _("file")


def _shortened(name: str) -> str:
    """As much of the name as fits, with the suffix."""
    if len(name.encode()) <= LONGEST:
        return name
    stem, dot, suffix = name.rpartition(".")
    if not stem or len(suffix) > 10:
        return _cut(name, LONGEST)
    return _cut(stem, LONGEST - len((dot + suffix).encode())) + dot + suffix


def _cut(text: str, longest: int) -> str:
    return text.encode()[:longest].decode(errors="ignore")
