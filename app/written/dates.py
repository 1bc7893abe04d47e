"""Days and moments as people write them."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import cache

from babel.dates import format_date, get_month_names
from flask_babel import get_timezone

from app.clock import clock
from app.i18n import LANGUAGES, current_language
from app.i18n import gettext as _
from app.written.text import Unreadable

_LONGEST = 60
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_NUMBERS = re.compile(r"(?P<day>\d{1,2})(?P<mark>[./-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})(?: ?г\.?)?")
_DAY_MONTH = re.compile(r"(?P<day>\d{1,2})\.? (?P<name>[^\W\d_]+)\.?,? (?P<year>\d{4})(?: ?г\.?)?")
_MONTH_DAY = re.compile(r"(?P<name>[^\W\d_]+)\.? (?P<day>\d{1,2}),? (?P<year>\d{4})")
_LATER = re.compile(r"\+ ?(?P<days>\d{1,4})")
_WORDS = {"сегодня": 0, "завтра": 1, "послезавтра": 2, "вчера": -1, "today": 0, "tomorrow": 1, "yesterday": -1}
_WITH_TIME = re.compile(
    r"(?P<day>.+?)(?:T|,? (?:(?:в|at) )?)(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?",
    re.IGNORECASE,
)
_CENTURY_ENDS = 69
"""Years of two digits up to here are of this century, as POSIX has it."""


def read_day(text: str) -> date:
    """The day that a person means: `24.11.2026`, `24 Nov 2026`, `24/11/2026`, `2026-11-24`, `today`, `+3`.

    Raises:
        Unreadable: it is no day, or may be one of two.
    """
    day = _day(_plain(text))
    if day is None:
        raise Unreadable(_("This must be a date such as %(example)s.", example=_example()))
    return day


def read_moment(text: str) -> datetime:
    """The moment that a person means, without a zone: a day, and a time behind it; without one, the day's beginning.

    Raises:
        Unreadable: it is no moment, or may be one of two.
    """
    plain = _plain(text)
    found = _WITH_TIME.fullmatch(plain)
    day = _day(found["day"] if found else plain)
    try:
        if day is not None:
            return datetime.combine(day, _time(found) if found else time.min)
    except ValueError:
        pass
    raise Unreadable(_("This must be a date and time such as %(example)s.", example=_example(with_time=True)))


def _plain(text: str) -> str:
    return " ".join(text[:_LONGEST].replace("\u2212", "-").split()).removesuffix(",")


def _time(found: re.Match[str]) -> time:
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        raise ValueError(hour)
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, int(found["minute"]), int(found["second"] or 0))


def _day(text: str) -> date | None:
    lower = text.lower()
    if lower in _WORDS:
        return _today() + timedelta(days=_WORDS[lower])
    if later := _LATER.fullmatch(text):
        return _today() + timedelta(days=int(later["days"]))
    try:
        if found := _ISO.fullmatch(text):
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
        if found := _NUMBERS.fullmatch(lower):
            return _of_numbers(found)
        if found := _DAY_MONTH.fullmatch(lower) or _MONTH_DAY.fullmatch(lower):
            month = _months().get(found["name"])
            return date(int(found["year"]), month, int(found["day"])) if month else None
    except ValueError:
        return None
    return None


def _of_numbers(found: re.Match[str]) -> date:
    first, second = int(found["day"]), int(found["month"])
    year = int(found["year"])
    if len(found["year"]) == 2:
        year += 2000 if year < _CENTURY_ENDS else 1900
    month_first_is_usual = current_language() == "en" and found["mark"] == "/"
    if month_first_is_usual and first != second and first <= 12 and second <= 12:
        readings = [_shown(date(year, second, first)), _shown(date(year, first, second))]
        words = _("“%(text)s” can be read as %(first)s or as %(second)s. Write the one that you mean.")
        raise Unreadable(words % {"text": found[0], "first": readings[0], "second": readings[1]})
    if month_first_is_usual and second > 12:
        first, second = second, first
    return date(year, second, first)


@cache
def _months() -> Mapping[str, int]:
    """The months by every name that they have in our languages."""
    names = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():
                    names[name.lower().removesuffix(".")] = number
    return names | {"sept": 9, "сен": 9, "ноя": 11, "фев": 2}


def _today() -> date:
    return clock.now().astimezone(get_timezone()).date()


def _shown(day: date) -> str:
    return format_date(day, "d MMM yyyy", locale="en")


def _example(with_time: bool = False) -> str:
    if current_language() == "ru":
        return "24.11.2026 14:05" if with_time else "24.11.2026"
    return "24 Nov 2026, 14:05" if with_time else "24 Nov 2026"
