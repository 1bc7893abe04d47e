"""Constructors and functions of dates, times and durations (DMN 1.5, tables 72, 80 and 81)."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from ..clock import now as read_clock
from ..registry import bad_value, built_in, no_result
from ..runtime import State
from ..temporal import (
    SECOND,
    Date,
    DateTime,
    DaysTimeDuration,
    OutOfRange,
    Time,
    YearsMonthsDuration,
    Zone,
)
from ..temporal_text import MAX_OFFSET, parse_date, parse_date_time, parse_duration, parse_time
from ..values import from_datetime

DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MIDNIGHT: Final = Time(0, 0, 0)


def whole(function: str, name: str, value: Decimal) -> int:
    """A number that must be whole and not monstrous."""
    if value.adjusted() > 12 or value != value.to_integral_value():
        raise bad_value(function, name)
    return int(value)


@built_in("date", "from: string or date")
def date(_state: State, value: str | Date | DateTime) -> Date:
    """A text as a date, or the date of a date and time."""
    if isinstance(value, str):
        found = parse_date(value)
        if found is None:
            raise bad_value("date", "from")
        return found
    return value.date if isinstance(value, DateTime) else value


@built_in("date", "year: number, month: number, day: number")
def date_of(_state: State, year: Decimal, month: Decimal, day: Decimal) -> Date:
    """A date of its parts."""
    try:
        return Date(whole("date", "year", year), whole("date", "month", month), whole("date", "day", day))
    except OutOfRange:
        raise no_result("date") from None


@built_in("time", "from: string or time")
def time(_state: State, value: str | Time | Date | DateTime) -> Time:
    """A text as a time, or the time of a date and time; of a date it is midnight UTC."""
    if isinstance(value, str):
        found = parse_time(value)
        if found is None:
            raise bad_value("time", "from")
        return found
    if isinstance(value, DateTime):
        return value.time
    return Time(0, 0, 0, 0, 0) if isinstance(value, Date) else value


@built_in("time", "hour: number, minute: number, second: number, offset?: days and time duration?")
def time_of(
    _state: State, hour: Decimal, minute: Decimal, second: Decimal, offset: DaysTimeDuration | None = None
) -> Time:
    """A time of its parts."""
    zone: Zone = None
    if offset is not None:
        zone = int(Decimal(offset.nanoseconds) / SECOND)
        if abs(zone) > MAX_OFFSET:
            raise bad_value("time", "offset")
    if second.adjusted() > 2:
        raise bad_value("time", "second")
    seconds, nanosecond = divmod(int(second.scaleb(9)), SECOND)
    try:
        return Time(whole("time", "hour", hour), whole("time", "minute", minute), seconds, nanosecond, zone)
    except OutOfRange:
        raise no_result("time") from None


@built_in("date and time", "from: string or date")
def date_and_time(_state: State, value: str | Date | DateTime) -> DateTime:
    """A text as a date and time; a date is its midnight."""
    if isinstance(value, str):
        found = parse_date_time(value)
        if found is None:
            raise bad_value("date and time", "from")
        return found
    return value if isinstance(value, DateTime) else DateTime(value, MIDNIGHT)


@built_in("date and time", "date: date or date and time, time: time")
def date_and_time_of(_state: State, day: Date | DateTime, clock: Time) -> DateTime:
    """A date and a time together."""
    return DateTime(day.date if isinstance(day, DateTime) else day, clock)


@built_in("duration", "from: string")
def duration(_state: State, text: str) -> YearsMonthsDuration | DaysTimeDuration:
    """A text as a duration."""
    found = parse_duration(text)
    if found is None:
        raise bad_value("duration", "from")
    return found


@built_in("duration", "from: duration")
def duration_itself(
    _state: State, value: YearsMonthsDuration | DaysTimeDuration
) -> YearsMonthsDuration | DaysTimeDuration:
    """A duration as it is."""
    return value


@built_in("years and months duration", "from: date or date and time, to: date or date and time")
def years_and_months(_state: State, start: Date | DateTime, end: Date | DateTime) -> YearsMonthsDuration:
    """The whole months between two dates."""
    first = start.date if isinstance(start, DateTime) else start
    last = end.date if isinstance(end, DateTime) else end
    months = (last.year * 12 + last.month) - (first.year * 12 + first.month)
    if months > 0 and last.day < first.day:
        months -= 1
    elif months < 0 and last.day > first.day:
        months += 1
    return YearsMonthsDuration(months)


@built_in("now")
def now(_state: State) -> DateTime:
    """The date and time now, in the host's zone."""
    return from_datetime(read_clock())


@built_in("today")
def today(_state: State) -> Date:
    """The date today, in the host's zone."""
    return from_datetime(read_clock()).date


def day_of(value: Date | DateTime) -> Date:
    """The date of a date or a date and time."""
    return value.date if isinstance(value, DateTime) else value


@built_in("day of year", "date: date or date and time")
def day_of_year(_state: State, value: Date | DateTime) -> Decimal:
    """From 1 to 366."""
    return Decimal(day_of(value).day_of_year)


@built_in("day of week", "date: date or date and time")
def day_of_week(_state: State, value: Date | DateTime) -> str:
    """The English name of the day."""
    return DAYS[day_of(value).weekday - 1]


@built_in("month of year", "date: date or date and time")
def month_of_year(_state: State, value: Date | DateTime) -> str:
    """The English name of the month."""
    return MONTHS[day_of(value).month - 1]


@built_in("week of year", "date: date or date and time")
def week_of_year(_state: State, value: Date | DateTime) -> Decimal:
    """The week of ISO 8601, from 1 to 53."""
    return Decimal(day_of(value).week_of_year)
