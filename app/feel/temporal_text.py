"""Reading dates, times and durations from text (XML Schema's lexical forms plus ``@zone``, DMN 1.5, 10.3.4.1)."""

from __future__ import annotations

import re

from .temporal import (
    SECOND,
    Date,
    DateTime,
    DaysTimeDuration,
    OutOfRange,
    Time,
    YearsMonthsDuration,
    Zone,
    time_zone,
)

Temporal = Date | Time | DateTime | YearsMonthsDuration | DaysTimeDuration

DATE = re.compile(r"(-?)([0-9]{4}|[1-9][0-9]{4,8})-([0-9]{2})-([0-9]{2})")
TIME = re.compile(
    r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,30}))?"
    r"(?:(Z)|([+-])([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?|@([A-Za-z0-9_+\-]+(?:/[A-Za-z0-9_+\-]+)*))?"
)
YEARS_MONTHS = re.compile(r"(-?)P(?=.)(?:([0-9]{1,12})Y)?(?:([0-9]{1,12})M)?")
DAYS_TIME = re.compile(
    r"(-?)P(?=.)(?:([0-9]{1,15})D)?"
    r"(?:T(?=.)(?:([0-9]{1,18})H)?(?:([0-9]{1,18})M)?(?:([0-9]{1,18})(?:\.([0-9]{0,30}))?S)?)?"
)
MAX_OFFSET = 18 * 3600


def parse_date(text: str) -> Date | None:
    """``2017-12-31``, ``-2017-12-31``, ``999999999-12-31``; anything else is ``None``."""
    match = DATE.fullmatch(text)
    if match is None:
        return None
    sign, year, month, day = match.groups()
    try:
        return Date(-int(year) if sign else int(year), int(month), int(day))
    except OutOfRange:
        return None


def parse_clock(text: str) -> tuple[Time, bool] | None:
    """A time, and whether it was written as 24:00:00."""
    match = TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute, second, fraction, utc, sign, zone_hour, zone_minute, zone_second, zone_id = match.groups()
    zone: Zone = None
    if utc:
        zone = 0
    elif zone_id is not None:
        if time_zone(zone_id) is None:
            return None
        zone = zone_id
    elif sign:
        if int(zone_minute) > 59 or int(zone_second or 0) > 59:
            return None
        zone = int(zone_hour) * 3600 + int(zone_minute) * 60 + int(zone_second or 0)
        if zone > MAX_OFFSET:
            return None
        zone = -zone if sign == "-" else zone
    nanosecond = int(fraction[:9].ljust(9, "0")) if fraction else 0
    end_of_day = hour == "24"
    if end_of_day:
        if (int(minute), int(second), nanosecond) != (0, 0, 0):
            return None
        hour = "0"
    try:
        return Time(int(hour), int(minute), int(second), nanosecond, zone), end_of_day
    except OutOfRange:
        return None


def parse_time(text: str) -> Time | None:
    """``11:22:33``, ``11:22:33.444Z``, ``13:20:00+02:00``, ``00:01:00@Europe/Paris``; anything else is ``None``."""
    clock = parse_clock(text)
    return clock[0] if clock else None


def parse_date_time(text: str) -> DateTime | None:
    """A date, ``T``, a time; a date alone is its midnight. Anything else is ``None``."""
    day, mark, rest = text.partition("T")
    date = parse_date(day)
    if date is None:
        return None
    if not mark:
        return DateTime(date, Time(0, 0, 0))
    clock = parse_clock(rest)
    if clock is None:
        return None
    time, end_of_day = clock
    try:
        return DateTime(date.plus_days(1) if end_of_day else date, time)
    except OutOfRange:
        return None


def parse_duration(text: str) -> YearsMonthsDuration | DaysTimeDuration | None:
    """``P1Y2M`` or ``-P1DT2H3M4.5S``; anything else is ``None``."""
    try:
        match = YEARS_MONTHS.fullmatch(text)
        if match is not None:
            sign, years, months = match.groups()
            total = int(years or 0) * 12 + int(months or 0)
            return YearsMonthsDuration(-total if sign else total)
        match = DAYS_TIME.fullmatch(text)
        if match is None:
            return None
        sign, days, hours, minutes, seconds, fraction = match.groups()
        total = ((int(days or 0) * 24 + int(hours or 0)) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
        total = total * SECOND + (int(fraction[:9].ljust(9, "0")) if fraction else 0)
        return DaysTimeDuration(-total if sign else total)
    except OutOfRange:
        return None


def parse_temporal(text: str) -> Temporal | None:
    """What ``@"…"`` means: a date, a date and time, a time or a duration."""
    if text.startswith(("P", "-P")):
        return parse_duration(text)
    if "T" in text.partition("@")[0]:
        return parse_date_time(text)
    return parse_date(text) or parse_time(text)
