"""Cron expressions as Camunda 7 takes them: seconds, minutes, hours, day of month, month, day of week, maybe the year.

Sunday is 1, as in Quartz; `?` says that the other of the two days decides; `L` is the last day (of the month, or
`6L`: its last Friday); `6#3` is the third Friday. `W` (the nearest weekday) is not known.
"""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from apscheduler.triggers.cron import CronTrigger

_WEEK_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_FIELDS = ("second", "minute", "hour", "day", "month", "day_of_week", "year")
_ORDINALS = ("1st", "2nd", "3rd", "4th", "5th")
_ANY = ("*", "?")
_EXAMPLE = "0 0 9 ? * MON-FRI"
_TICK = timedelta(microseconds=1)


class CronError(ValueError):
    """A text is no cron expression, or names no day that ever comes."""


def looks_like_cron(text: str) -> bool:
    """Whether a text was meant to be one."""
    parts = text.split()
    return 5 <= len(parts) <= 7 and all(part[0] in "*?0123456789" for part in parts[:3])


def likely_cron(text: str) -> str:
    """What a malformed expression was probably meant to be: five parts are those of Unix, where Sunday is 0."""
    parts = text.split()
    if len(parts) == 5:
        week_day = re.sub("[0-7]", lambda found: _WEEK_DAYS[int(found[0]) % 7], parts[4]).upper()
        day = "?" if week_day != "*" and parts[2] == "*" else parts[2]
        found = f"0 {parts[0]} {parts[1]} {day} {parts[3]} {week_day}"
        try:
            after(found, datetime(2000, 1, 1, tzinfo=UTC), UTC)
        except CronError:
            return _EXAMPLE
        return found
    return _EXAMPLE


def after(text: str, moment: datetime, zone: tzinfo) -> datetime:
    """The first time of a cron expression after a moment, UTC.

    Parameters:
        zone: whose days and hours are meant.

    Raises:
        CronError: it is none, or there is no such time.
    """
    trigger = _trigger(text, zone)
    found: datetime | None = trigger.get_next_fire_time(None, (moment + _TICK).astimezone(zone))
    if found is None:
        raise CronError("it never happens")
    return found.astimezone(UTC)


def _trigger(text: str, zone: tzinfo) -> Any:
    parts = text.lower().split()
    if len(parts) not in (6, 7):
        raise CronError("it has six or seven parts: seconds, minutes, hours, day, month, day of week, year")
    fields = dict(zip(_FIELDS, parts, strict=False))
    day, week_day = fields["day"], fields["day_of_week"]
    if day not in _ANY and week_day not in _ANY:
        raise CronError("either the day of the month or the day of the week is ?")
    fields["day"], fields["day_of_week"] = _day(day, week_day), _days_of_week(week_day)
    fields = {name: "*" if value == "?" else value for name, value in fields.items()}
    try:
        return CronTrigger(**fields, timezone=zone)
    except (ValueError, TypeError) as error:
        raise CronError(str(error)) from error


def _day(day: str, week_day: str) -> str:
    if day == "l":
        return "last"
    last = re.fullmatch(r"([1-7]|[a-z]{3})l", week_day)
    if last:
        return f"last {_name(last[1])}"
    nth = re.fullmatch(r"([1-7]|[a-z]{3})#([1-5])", week_day)
    if nth:
        return f"{_ORDINALS[int(nth[2]) - 1]} {_name(nth[1])}"
    return day


def _days_of_week(week_day: str) -> str:
    if week_day in _ANY or "#" in week_day or (week_day.endswith("l") and week_day != "l"):
        return "*"
    if week_day == "l":
        return "sat"
    head, slash, step = week_day.partition("/")
    if slash and head not in ("*", "1"):
        raise CronError("a step of days of the week begins with *")
    if slash:
        return ",".join(_WEEK_DAYS[:: _step(step)])
    return ",".join(name for part in head.split(",") for name in _week_days(part))


def _step(text: str) -> int:
    if not re.fullmatch("[1-7]", text):
        raise CronError(f"{text!r} is not a step")
    return int(text)


def _week_days(part: str) -> list[str]:
    """One day, or the days from one to another; a week may be passed (`fri-mon`)."""
    first, dash, last = part.partition("-")
    begin = _WEEK_DAYS.index(_name(first))
    if not dash:
        return [_WEEK_DAYS[begin]]
    count = (_WEEK_DAYS.index(_name(last)) - begin) % 7 + 1
    return [_WEEK_DAYS[(begin + offset) % 7] for offset in range(count)]


def _name(day: str) -> str:
    if day in _WEEK_DAYS:
        return day
    if day.isdecimal() and 1 <= int(day) <= 7:
        return _WEEK_DAYS[int(day) - 1]
    raise CronError(f"{day!r} is not a day of the week (1 is Sunday)")
