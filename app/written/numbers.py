"""Numbers as people write them and as spreadsheets copy them."""

import re
import unicodedata
from decimal import Decimal

from babel.numbers import format_decimal, get_decimal_symbol, list_currencies
from flask_babel import get_locale

from app.i18n import gettext as _
from app.written.text import Unreadable

LONGEST = 100
_MINUS = {ord(each): "-" for each in "\u2212\u2012\u2013\u2014\ufe63"}
_APOSTROPHES = {ord(each): " " for each in "'\u2019\u02bc"}
_ROUBLES = ("руб.", "руб", "р.", "р")
_SHAPE = re.compile(r"(?P<sign>[+-]?) ?(?P<digits>[0-9]*(?:[., ][0-9]+)*)")
_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?")


def read_number(text: str, decimals: int | None = None) -> Decimal:
    """The number that a person means.

    Parameters:
        text: digits, grouped or not, with the decimal mark of the person's language or another one that can be no
            other thing; a sign and the sign of a currency are let through.
        decimals: how many the place keeps at most; a number that would have more may be a grouped one.

    Raises:
        Unreadable: it is no number, or may be one of two.
    """
    sign, digits = _parts(text)
    spaced = " " in digits
    if spaced and not _SPACED.fullmatch(digits):
        raise Unreadable(_("This must be a number."))
    readings = _readings(digits.replace(" ", ""), spaced, decimals)
    if not readings:
        raise Unreadable(_("This must be a number."))
    if len(readings) > 1:
        first, second = (_shown(sign * each) for each in readings)
        words = _("“%(text)s” can be read as %(first)s or as %(second)s. Write the one that you mean.")
        raise Unreadable(words % {"text": text.strip(), "first": first, "second": second})
    return sign * readings[0]


def _parts(text: str) -> tuple[int, str]:
    """The sign, and the digits with their marks."""
    plain = unicodedata.normalize("NFKC", text[: LONGEST + 1]).translate(_MINUS | _APOSTROPHES)
    found = _SHAPE.fullmatch(_without_currency(" ".join(plain.split())))
    if len(text) > LONGEST or found is None or not found["digits"]:
        raise Unreadable(_("This must be a number."))
    return (-1 if found["sign"] == "-" else 1), found["digits"]


def _without_currency(text: str) -> str:
    """The text without the sign or the code of a currency before or behind it."""
    bare = "".join("" if unicodedata.category(each) == "Sc" else each for each in text).strip()
    lower = bare.lower()
    for unit in _ROUBLES:
        if lower.endswith(unit):
            return bare[: -len(unit)].strip()
    for place, code in ((slice(3, None), bare[:3]), (slice(None, -3), bare[-3:])):
        if code.upper() in list_currencies():
            return bare[place].strip()
    return bare


def _readings(digits: str, spaced: bool, decimals: int | None) -> list[Decimal]:
    """What a number without spaces may mean: nothing, one number or two."""
    marks = [each for each in digits if each in ".,"]
    if not marks:
        return [Decimal(digits)]
    last = marks[-1]
    if len(set(marks)) == 2:  # the one before groups, the last one parts
        whole, _mark, rest = digits.rpartition(last)
        grouped = _grouped(whole, marks[0])
        return [] if grouped is None or spaced else [Decimal(f"{grouped}.{rest}")]
    grouped = _grouped(digits, last)
    if len(marks) > 1:
        return [] if grouped is None or spaced else [Decimal(grouped)]
    parted = Decimal(digits.replace(last, "."))
    if spaced:
        return [parted]
    return _readings_of_one_mark(parted, grouped, digits, decimals)


def _readings_of_one_mark(parted: Decimal, grouped: str | None, digits: str, decimals: int | None) -> list[Decimal]:
    mark = "," if "," in digits else "."
    own = get_decimal_symbol(_locale())
    too_fine = decimals is not None and len(digits.partition(mark)[2]) > decimals
    if mark == own:
        return [parted] if grouped is None or not too_fine else [parted, Decimal(grouped)]
    if own == ".":  # a comma groups in this language: in another place it may be a slip or a decimal mark
        return [parted, Decimal(digits.replace(mark, ""))] if grouped is None else [Decimal(grouped)]
    return [parted] if grouped is None else [parted, Decimal(grouped)]


def _grouped(digits: str, mark: str) -> str | None:
    """The digits without a mark that stands between groups of three, None where it stands elsewhere."""
    mark = re.escape(mark)
    fits = re.fullmatch(rf"[1-9][0-9]{{0,2}}(?:{mark}[0-9]{{3}})+", digits)
    return re.sub(mark, "", digits) if fits else None


def _shown(number: Decimal) -> str:
    return format_decimal(number, "#,##0.######", locale=_locale())


def _locale() -> str:
    return str(get_locale() or "ru")
