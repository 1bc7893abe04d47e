"""Properties of dates, times, durations and ranges (DMN 1.5, table 65)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from .temporal import SECOND, Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration
from .values import Range, Value

Reader = Callable[[Any], Value]


def number(read: Callable[[Any], int]) -> Reader:
    """A property that is a number."""
    return lambda value: Decimal(read(value))


def offset(value: Time | DateTime) -> DaysTimeDuration | None:
    """The offset from UTC as a duration."""
    seconds = value.offset
    return None if seconds is None else DaysTimeDuration(seconds * SECOND)


def zone_id(value: Time) -> str | None:
    """The zone's id, ``None`` for an offset or no zone."""
    return value.zone if isinstance(value.zone, str) else None


def signed(months: int, part: int) -> int:
    """Whole years (0) or months left (1), both negative in a negative duration."""
    found = divmod(abs(months), 12)[part]
    return -found if months < 0 else found


DATE: Final[dict[str, Reader]] = {
    "year": number(lambda value: value.year),
    "month": number(lambda value: value.month),
    "day": number(lambda value: value.day),
    "weekday": number(lambda value: value.weekday),
}
TIME: Final[dict[str, Reader]] = {
    "hour": number(lambda value: value.hour),
    "minute": number(lambda value: value.minute),
    "second": number(lambda value: value.second),
    "time offset": offset,
    "timezone": zone_id,
}


def of(part: str, readers: dict[str, Reader]) -> dict[str, Reader]:
    """The same properties of a part of a value."""

    def through(reader: Reader) -> Reader:
        return lambda value: reader(getattr(value, part))

    return {name: through(reader) for name, reader in readers.items()}


PROPERTIES: Final[dict[type, dict[str, Reader]]] = {
    Date: DATE,
    Time: TIME,
    DateTime: {**of("date", DATE), **of("time", TIME), "time offset": offset},
    YearsMonthsDuration: {
        "years": number(lambda value: signed(value.months, 0)),
        "months": number(lambda value: signed(value.months, 1)),
    },
    DaysTimeDuration: {
        "days": number(lambda value: value.parts[0]),
        "hours": number(lambda value: value.parts[1]),
        "minutes": number(lambda value: value.parts[2]),
        "seconds": lambda value: Decimal(value.parts[3]) + Decimal(value.parts[4]).scaleb(-9),
    },
    Range: {
        "start": lambda value: value.start,
        "end": lambda value: value.end,
        "start included": lambda value: value.start_included,
        "end included": lambda value: value.end_included,
    },
}
