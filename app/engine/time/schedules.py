"""Timers: ISO 8601 dates, durations and cycles, and cron expressions, written as plain text or given by FEEL.

Months and years are counted in the calendar of a time zone (`later`), days and times on the time line, as in FEEL.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import isodate
from dateutil.relativedelta import relativedelta

from app.engine.ground.elements import TimerEvent
from app.engine.time import cron
from app.feel.temporal import Date, OutOfRange

DATE, DURATION, CYCLE = "date", "duration", "cycle"
_CYCLE = re.compile(r"^R(?P<count>\d*)/(?P<rest>.+)$")
_INTERVAL_PARTS = ("years", "months", "days", "hours", "minutes", "seconds", "microseconds")
_LONGEST = timedelta(days=366 * 1000)


class ScheduleError(ValueError):
    """A timer's value gives no point in time."""


@dataclass(frozen=True)
class Schedule:
    """When a timer fires.

    Attributes:
        due_at: the next time, in UTC.
        interval: time between two firings of a cycle, or None.
        first: the moment from which the rounds of an interval are counted, so that a 31st comes back after a February.
        rounds: how many intervals lie between `first` and `due_at`.
        remaining: firings after the next one; None: without an end (of a cycle), or none (otherwise).
        cron: a cron expression, of a cycle without an interval; or None.
        zone: name of the time zone in whose calendar a cycle is counted.
    """

    due_at: datetime
    interval: relativedelta | None = None
    remaining: int | None = None
    cron: str | None = None
    zone: str = "UTC"
    first: datetime | None = None
    rounds: int = 0

    def next(self, now: datetime) -> "Schedule | None":
        """The schedule after the timer has fired; None when that was the last time.

        Parameters:
            now: rounds that were missed until then (the clock had stopped) are used up: they do not fire one by one.
        """
        if self.cron is not None:
            return replace(self, due_at=cron.after(self.cron, max(now, self.due_at), ZoneInfo(self.zone)))
        if self.interval is None:
            return None
        passed = max(1, (now - self.due_at) // _longest(self.interval))  # at least so many
        while self._due_after(passed) <= now:
            passed += 1
        following = replace(self, due_at=self._due_after(passed), first=self._first, rounds=self.rounds + passed)
        if self.remaining is None:
            return following
        return replace(following, remaining=self.remaining - passed) if passed <= self.remaining else None

    @property
    def _first(self) -> datetime:
        return self.due_at if self.first is None else self.first

    def _due_after(self, rounds: int) -> datetime:
        """When it is due so many rounds later."""
        assert self.interval is not None
        return later(self._first, self.interval * (self.rounds + rounds), ZoneInfo(self.zone))

    def to_json(self) -> dict[str, Any]:
        """The schedule as values that JSON has."""
        interval = self.interval and {name: getattr(self.interval, name) for name in _INTERVAL_PARTS}
        values = {"due_at": self.due_at.isoformat(), "interval": interval, "remaining": self.remaining}
        if self.cron is not None:
            return {**values, "cron": self.cron, "zone": self.zone}
        if self.first is None:
            return values
        return {**values, "first": self.first.isoformat(), "rounds": self.rounds, "zone": self.zone}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Schedule":
        """What `to_json` was made from."""
        interval = relativedelta(**values["interval"]) if values["interval"] else None
        due_at = datetime.fromisoformat(values["due_at"])
        first = datetime.fromisoformat(values["first"]) if "first" in values else None
        return cls(
            due_at,
            interval,
            values["remaining"],
            values.get("cron"),
            values.get("zone", "UTC"),
            first,
            values.get("rounds", 0),
        )


def schedule(timer: TimerEvent, scope: Mapping[str, Any], now: datetime, zone: tzinfo = UTC) -> Schedule | None:
    """When a timer fires that begins to wait now.

    Parameters:
        scope: what its expression may read.
        now: an aware datetime.
        zone: of dates and times written without one.

    Returns:
        None: it is the date in a field, which is empty: the timer waits until the field is filled.

    Raises:
        ScheduleError: the value is no date, duration or cycle.
    """
    value = timer.value.evaluate(scope)
    if value is None and timer.kind == DATE and any(len(path) > 1 for path in timer.value.reads):
        return None
    return _schedule(timer.kind, value, now, zone)


def check_text(kind: str, text: str) -> bool:
    """Whether plain text is a timer of that kind."""
    try:
        _schedule(kind, text, datetime(2000, 1, 1, tzinfo=UTC), UTC)
    except ScheduleError:
        return False
    return True


def moment(value: Any, now: datetime, zone: tzinfo = UTC) -> datetime | None:
    """A point in time from a date, a date and time, or a duration from now; None for None.

    Raises:
        ScheduleError: it is something else.
    """
    if value is None or value == "":
        return None
    value = _plain(value)
    if isinstance(value, str) and value.lstrip("-").startswith("P"):
        return later(now, _duration(value), zone)
    if isinstance(value, timedelta | relativedelta):
        return later(now, _duration(value), zone)
    return _date_time(value, zone)


def _schedule(kind: str, value: Any, now: datetime, zone: tzinfo) -> Schedule:
    value = _plain(value)
    now = now.astimezone(UTC)
    if kind == DURATION:
        return Schedule(later(now, _duration(value), zone))
    if kind == DATE:
        return Schedule(_date_time(value, zone))
    found = _CYCLE.match(value) if isinstance(value, str) else None
    if found is None and isinstance(value, str) and cron.looks_like_cron(value):
        return _cron(value, now, zone)
    if found is None:
        raise ScheduleError(f"{value!r} is not a repetition such as R3/PT10M")
    return _cycle(found["count"], found["rest"].split("/"), now, zone)


def _cron(text: str, now: datetime, zone: tzinfo) -> Schedule:
    try:
        return Schedule(cron.after(text, now, zone), cron=text, zone=str(zone))
    except cron.CronError as error:
        raise ScheduleError(f"{text!r} is not a cron expression: {error}") from error


def _cycle(count: str, parts: list[str], now: datetime, zone: tzinfo) -> Schedule:
    remaining = int(count) - 1 if count else None
    if remaining is not None and remaining < 0:
        raise ScheduleError("a repetition of 0 times never happens")
    if len(parts) == 1:
        interval = _positive(_duration(parts[0]))
        return Schedule(later(now, interval, zone), interval, remaining, None, str(zone), now, 1)
    if len(parts) == 2 and not parts[0].startswith("P"):
        interval, first = _positive(_duration(parts[1])), _date_time(parts[0], zone)
        return Schedule(first, interval, remaining, None, str(zone), first)
    if len(parts) == 2 and not parts[1].startswith("P"):
        interval = _positive(_duration(parts[0]))
        first = later(_date_time(parts[1], zone), -interval, zone)
        return Schedule(first, interval, remaining, None, str(zone), first)
    raise ScheduleError(f"{'/'.join(parts)!r} is not an interval")


def _plain(value: Any) -> Any:
    to_python = getattr(value, "to_python", None)
    if to_python is not None:
        value = to_python()
    if value is None or isinstance(value, str | date | timedelta | relativedelta | time):
        return value.strip() if isinstance(value, str) else value
    return str(value)  # FEEL values that have no Python type print as ISO 8601


def _duration(value: Any) -> relativedelta:
    if isinstance(value, relativedelta):
        return value
    if isinstance(value, timedelta):
        return relativedelta(days=value.days, seconds=value.seconds, microseconds=value.microseconds)
    if not isinstance(value, str) or not any(character.isdigit() for character in value):
        raise ScheduleError(f"{value!r} is not a duration")
    try:
        parsed = isodate.parse_duration(value, as_timedelta_if_possible=True)
    except (isodate.ISO8601Error, ValueError, OverflowError, ArithmeticError) as error:
        raise ScheduleError(f"{value!r} is not a duration") from error
    if isinstance(parsed, timedelta):
        return _duration(parsed)
    rest = _duration(parsed.tdelta)
    years, months = _whole(parsed.years), _whole(parsed.months)
    return relativedelta(years=years, months=months) + rest


def _whole(number: Any) -> int:
    if int(number) != number:
        raise ScheduleError("months and years of a duration are whole numbers")
    return int(number)


def _date_time(value: Any, zone: tzinfo) -> datetime:
    if isinstance(value, str):
        try:
            value = isodate.parse_datetime(value) if "T" in value else isodate.parse_date(value)
        except (isodate.ISO8601Error, ValueError, OverflowError) as error:
            raise ScheduleError(f"{value!r} is not a date and time") from error
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if not isinstance(value, datetime):
        raise ScheduleError(f"{value!r} is not a date and time")
    if value.tzinfo is None:
        value = value.replace(tzinfo=zone)
    try:
        moment: datetime = value.astimezone(UTC)
    except OverflowError as error:
        raise ScheduleError(f"{value!r} is out of range") from error
    return moment


def _positive(interval: relativedelta) -> relativedelta:
    if later(datetime(2000, 1, 1, tzinfo=UTC), interval, UTC) <= datetime(2000, 1, 1, tzinfo=UTC):
        raise ScheduleError("the time between two repetitions must be longer than nothing")
    return interval


def later(start: datetime, interval: relativedelta, zone: tzinfo) -> datetime:
    """A moment some time later, in UTC.

    Parameters:
        start: an aware datetime.
        interval: its months and years keep the clock of the zone (a day that a month lacks is its last), days and
            times are added on the time line: as FEEL adds durations.

    Raises:
        ScheduleError: the moment is out of range.
    """
    months = interval.years * 12 + interval.months
    try:
        moved = start.astimezone(UTC)
        if months:
            local = start.astimezone(zone)
            day = Date(local.year, local.month, local.day).plus_months(months)
            moved = local.replace(year=day.year, month=day.month, day=day.day, fold=0).astimezone(UTC)
        moved += _exact(interval)
    except (OverflowError, ValueError, OutOfRange) as error:
        raise ScheduleError("the point in time is out of range") from error
    if abs(moved - start) > _LONGEST:
        raise ScheduleError("the point in time is out of range")
    return moved


def _longest(interval: relativedelta) -> timedelta:
    """No interval of this kind is longer, whatever the months and the changes of summer time."""
    months = interval.years * 12 + interval.months
    return timedelta(days=32 * months) + _exact(interval)


def _exact(interval: relativedelta) -> timedelta:
    """The part of an interval that has the same length always."""
    return timedelta(
        days=interval.days,
        hours=interval.hours,
        minutes=interval.minutes,
        seconds=interval.seconds,
        microseconds=interval.microseconds,
    )
