"""What people read about a file."""

from babel.units import format_unit
from flask_babel import get_locale

_STEPS = ("byte", "kilobyte", "megabyte", "gigabyte", "terabyte")
_PICTURE, _ARCHIVE, _TEXT, _ANY = "photo", "file-zip", "file-text", "file"
_PACKED = ("zip", "compressed", "-rar", ".rar", "-tar")
# icons: photo, file-zip, file-text, file


def size_words(size: int) -> str:
    """A size in bytes as a person reads it: `1,4 МБ`."""
    amount, step = float(size), 0
    while round(amount) >= 1000 and step < len(_STEPS) - 1:
        amount, step = amount / 1000, step + 1
    shown = round(amount, 1) if step and amount < 100 else round(amount)
    return format_unit(shown, f"digital-{_STEPS[step]}", "short", locale=get_locale() or "en")


def file_icon(media_type: str) -> str:
    """The name of an icon for the kind of file."""
    if media_type.startswith("image/"):
        return _PICTURE
    if any(word in media_type for word in _PACKED):
        return _ARCHIVE
    return _TEXT if media_type.startswith(("text/", "application/pdf", "application/")) else _ANY
