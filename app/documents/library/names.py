"""What folders and files of the library may be called."""

import unicodedata

from app.bounds import keepable
from app.files.naming import LONGEST
from app.i18n import gettext as _
from app.i18n import ngettext
from app.records.errors import RecordRefused

#: What the file systems of those who download it do not take.
FORBIDDEN = '/\\:*?"<>|'
_JOINER = "\u200d"  # within one sign of several, such as a family


def judged_name(given: str) -> str:
    """The name as it is kept: composed, each space single.

    Raises:
        RecordRefused: it says nothing, is too long, or has signs that are dangerous in names.
    """
    wrong = _wrong_sign(given)
    if wrong:
        raise RecordRefused({"name": wrong})
    name = " ".join(unicodedata.normalize("NFC", given).split())
    if not name:
        raise RecordRefused({"name": _("Write a name.")})
    if name.startswith(".") or name.endswith("."):
        raise RecordRefused({"name": _("A name does not begin or end with a dot.")})
    if too_long := _too_long(name):
        words = ngettext(
            "The name is too long: shorten it by %(num)s character.",
            "The name is too long: shorten it by %(num)s characters.",
            too_long,
        )
        raise RecordRefused({"name": words})
    return name


def _wrong_sign(given: str) -> str:
    for sign in given.strip():
        if sign in FORBIDDEN:
            return _("A name does not have the signs %(signs)s.", signs=" ".join(FORBIDDEN))
        if (unicodedata.category(sign) in ("Cc", "Cf", "Cs") and sign != _JOINER) or not keepable(sign):
            return _("The name has an invisible sign (%(code)s): type it anew.", code=f"U+{ord(sign):04X}")
    return ""


def _too_long(name: str) -> int:
    """By how many characters."""
    kept = name.encode()[:LONGEST].decode(errors="ignore")
    return len(name) - len(kept)
