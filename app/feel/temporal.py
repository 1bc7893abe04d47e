"""FEEL's dates, times and durations (DMN 1.5, 10.3.2.3): years within ±999,999,999, nanoseconds, offsets, zones."""

from __future__ import annotations

import datetime
import zoneinfo
from dataclasses import dataclass
from functools import lru_cache

SECOND = 1_000_000_000
DAY_SECONDS = 86_400
DAY = DAY_SECONDS * SECOND
MAX_YEAR = 999_999_999
MAX_NANOSECONDS = DAY * 366 * MAX_YEAR * 2
MAX_MONTHS = MAX_YEAR * 12 * 2

Zone = int | str | None
"""A time zone: an offset in seconds, a zone id such as ``Europe/Paris``, or ``None`` for local time."""


class OutOfRange(ValueError):
    """A date, time or duration beyond FEEL's range."""


def is_leap_year(year: int) -> bool:
    """Whether a year of the proleptic Gregorian calendar has 366 days."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """The number of days of a month (1 to 12)."""
    if month == 2:
        return 29 if is_leap_year(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


@lru_cache(maxsize=256)
def time_zone(key: str) -> zoneinfo.ZoneInfo | None:
    """The zone of an IANA id, or ``None`` when there is none."""
    try:
        return zoneinfo.ZoneInfo(key)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return None


@dataclass(frozen=True, slots=True)
class Date:
    """A date of the proleptic Gregorian calendar."""

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        if not -MAX_YEAR <= self.year <= MAX_YEAR or not 1 <= self.month <= 12:
            raise OutOfRange
        if not 1 <= self.day <= days_in_month(self.year, self.month):
            raise OutOfRange

    @property
    def ordinal(self) -> int:
        """Days since 0000-03-01 (an era of 400 years has 146,097 days)."""
        year = self.year - (self.month <= 2)
        era, year_of_era = divmod(year, 400)
        day_of_year = (153 * (self.month + (-3 if self.month > 2 else 9)) + 2) // 5 + self.day - 1
        return era * 146_097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year

    @staticmethod
    def from_ordinal(ordinal: int) -> Date:
        """The date with this :attr:`ordinal`."""
        era, day_of_era = divmod(ordinal, 146_097)
        year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
        day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
        shifted = (5 * day_of_year + 2) // 153
        month = shifted + (3 if shifted < 10 else -9)
        return Date(year_of_era + era * 400 + (month <= 2), month, day_of_year - (153 * shifted + 2) // 5 + 1)

    @property
    def weekday(self) -> int:
        """Monday is 1, Sunday is 7."""
        return (self.ordinal + 2) % 7 + 1

    @property
    def day_of_year(self) -> int:
        """From 1 to 366."""
        return self.ordinal - Date(self.year, 1, 1).ordinal + 1

    @property
    def week_of_year(self) -> int:
        """The ISO 8601 week, from 1 to 53."""
        thursday = Date.from_ordinal(self.ordinal + 4 - self.weekday)
        return (thursday.day_of_year - 1) // 7 + 1

    def plus_months(self, months: int) -> Date:
        """This date some months later; the day is cut to the month's last."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        if not -MAX_YEAR <= year <= MAX_YEAR:
            raise OutOfRange
        return Date(year, month + 1, min(self.day, days_in_month(year, month + 1)))

    def plus_days(self, days: int) -> Date:
        """This date some days later."""
        return Date.from_ordinal(self.ordinal + days)

    def __str__(self) -> str:
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04d}-{self.month:02d}-{self.day:02d}"

    def to_python(self) -> datetime.date | Date:
        """A ``datetime.date`` within its range (years 1 to 9999), else the value itself."""
        return datetime.date(self.year, self.month, self.day) if 1 <= self.year <= 9999 else self


def format_zone(zone: Zone) -> str:
    """A zone as it is written after a time: ``Z``, ``+02:00``, ``@Europe/Paris`` or nothing."""
    if zone is None:
        return ""
    if isinstance(zone, str):
        return "@" + zone
    if zone == 0:
        return "Z"
    minutes, seconds = divmod(abs(zone), 60)
    text = f"{'-' if zone < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{text}:{seconds:02d}" if seconds else text


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day."""

    hour: int
    minute: int
    second: int
    nanosecond: int = 0
    zone: Zone = None

    def __post_init__(self) -> None:
        if not (0 <= self.hour < 24 and 0 <= self.minute < 60 and 0 <= self.second < 60):
            raise OutOfRange

    @property
    def seconds(self) -> int:
        """Whole seconds since midnight."""
        return self.hour * 3600 + self.minute * 60 + self.second

    @property
    def nanoseconds(self) -> int:
        """Nanoseconds since midnight."""
        return self.seconds * SECOND + self.nanosecond

    @staticmethod
    def from_nanoseconds(nanoseconds: int, zone: Zone = None) -> Time:
        """The time so long after midnight; whole days fall away."""
        seconds, nanosecond = divmod(nanoseconds % DAY, SECOND)
        return Time(seconds // 3600, seconds // 60 % 60, seconds % 60, nanosecond, zone)

    @property
    def offset(self) -> int | None:
        """Seconds east of UTC. A zone id counts with its offset of 1 January 2000: a time has no date."""
        if isinstance(self.zone, str):
            return DateTime(Date(2000, 1, 1), self).offset
        return self.zone

    def __str__(self) -> str:
        fraction = f".{self.nanosecond:09d}".rstrip("0") if self.nanosecond else ""
        return f"{self.hour:02d}:{self.minute:02d}:{self.second:02d}{fraction}{format_zone(self.zone)}"

    def to_python(self) -> datetime.time:
        """A ``datetime.time``; nanoseconds are cut to microseconds."""
        return datetime.time(self.hour, self.minute, self.second, self.nanosecond // 1000, python_zone(self.zone))


def python_zone(zone: Zone) -> datetime.tzinfo | None:
    """The ``tzinfo`` of a zone."""
    if isinstance(zone, str):
        return time_zone(zone)
    return None if zone is None else datetime.timezone(datetime.timedelta(seconds=zone))


def seconds_of(value: datetime.datetime) -> int:
    """The offset from UTC in seconds."""
    offset = value.utcoffset()
    return 0 if offset is None else int(offset.total_seconds())


@dataclass(frozen=True, slots=True)
class DateTime:
    """A date and time."""

    date: Date
    time: Time

    @property
    def offset(self) -> int | None:
        """Seconds east of UTC, or ``None`` for a local date and time."""
        zone = self.time.zone
        if not isinstance(zone, str):
            return zone
        return seconds_of(self.near_python.replace(tzinfo=time_zone(zone)))

    @property
    def near_python(self) -> datetime.datetime:
        """This date and time without zone in a year that Python knows and that has the same rules of zones."""
        year = self.date.year
        if year > 9999:  # the rules of a zone repeat with the calendar's era
            year = 9200 + year % 400
        year = max(year, 1)
        day = min(self.date.day, days_in_month(year, self.date.month))
        return datetime.datetime(year, self.date.month, day, self.time.hour, self.time.minute, self.time.second)

    @property
    def local_nanoseconds(self) -> int:
        """Nanoseconds since 0000-03-01T00:00:00 on the local clock."""
        return self.date.ordinal * DAY + self.time.nanoseconds

    @property
    def nanoseconds(self) -> int:
        """Nanoseconds since 0000-03-01T00:00:00 in UTC; the local clock's when there is no zone."""
        return self.local_nanoseconds - (self.offset or 0) * SECOND

    @staticmethod
    def from_nanoseconds(nanoseconds: int, zone: Zone = None) -> DateTime:
        """The date and time on the local clock so long after 0000-03-01T00:00:00."""
        days, rest = divmod(nanoseconds, DAY)
        return DateTime(Date.from_ordinal(days), Time.from_nanoseconds(rest, zone))

    def plus_nanoseconds(self, nanoseconds: int) -> DateTime:
        """So much later on the time line: over a change of summer time the local clock jumps."""
        zone = self.time.zone
        if not isinstance(zone, str):
            return DateTime.from_nanoseconds(self.local_nanoseconds + nanoseconds, zone)
        instant = self.nanoseconds + nanoseconds
        universal = DateTime.from_nanoseconds(instant).near_python.replace(tzinfo=datetime.UTC)
        try:
            offset = seconds_of(universal.astimezone(time_zone(zone)))
        except OverflowError:
            offset = self.offset or 0
        return DateTime.from_nanoseconds(instant + offset * SECOND, zone)

    def __str__(self) -> str:
        return f"{self.date}T{self.time}"

    def to_python(self) -> datetime.datetime | DateTime:
        """A ``datetime.datetime`` within its range (years 1 to 9999), else the value itself."""
        date = self.date.to_python()
        return datetime.datetime.combine(date, self.time.to_python()) if isinstance(date, datetime.date) else self


@dataclass(frozen=True, slots=True, order=True)
class YearsMonthsDuration:
    """A duration of years and months."""

    months: int

    def __post_init__(self) -> None:
        if abs(self.months) > MAX_MONTHS:
            raise OutOfRange

    def __str__(self) -> str:
        years, months = divmod(abs(self.months), 12)
        text = ("-" if self.months < 0 else "") + "P"
        if years:
            text += f"{years}Y"
        return text + (f"{months}M" if months or not years else "")

    def to_python(self) -> YearsMonthsDuration:
        """The value itself: Python has no such duration."""
        return self


@dataclass(frozen=True, slots=True, order=True)
class DaysTimeDuration:
    """A duration of days, hours, minutes and seconds."""

    nanoseconds: int

    def __post_init__(self) -> None:
        if abs(self.nanoseconds) > MAX_NANOSECONDS:
            raise OutOfRange

    @property
    def parts(self) -> tuple[int, int, int, int, int]:
        """Days, hours, minutes, seconds, nanoseconds, all of them negative in a negative duration."""
        sign = -1 if self.nanoseconds < 0 else 1
        seconds, nanosecond = divmod(abs(self.nanoseconds), SECOND)
        days, seconds = divmod(seconds, DAY_SECONDS)
        return (
            sign * days,
            sign * (seconds // 3600),
            sign * (seconds // 60 % 60),
            sign * (seconds % 60),
            sign * nanosecond,
        )

    def __str__(self) -> str:
        days, hours, minutes, seconds, nanosecond = (abs(part) for part in self.parts)
        text = ("-" if self.nanoseconds < 0 else "") + "P" + (f"{days}D" if days else "")
        clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
        if seconds or nanosecond:
            clock += f"{seconds}" + (f".{nanosecond:09d}".rstrip("0") if nanosecond else "") + "S"
        if clock:
            return f"{text}T{clock}"
        return text if days else "PT0S"

    def to_python(self) -> datetime.timedelta | DaysTimeDuration:
        """A ``datetime.timedelta`` when it fits, nanoseconds cut to microseconds, else the value itself."""
        try:
            return datetime.timedelta(microseconds=self.nanoseconds // 1000)
        except OverflowError:
            return self
