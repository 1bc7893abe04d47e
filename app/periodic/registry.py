"""The register of periodic jobs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger
from flask import current_app

from app.i18n import Words, ngettext
from app.i18n import gettext as _

_LONGEST_NAME = 64  # characters, as in the database


@dataclass(frozen=True)
class PeriodicJob:
    """Work that the clock does again and again.

    Attributes:
        name: unique, such as `orders.remind`.
        function: does it, inside the application's context; says how much it did, or nothing.
        label: lazy words for the administrator.
        every: the time from one run to the next.
        at: instead: minute, hour, day, month and day of the week (by name, as `mon-fri`) as cron has them, in the time
            zone of the installation.
        longest: how long a run may take; after this time another process takes it for dead and runs the job.
        shared: any number of processes run it at the same time at every look of the clock: what is due has leases of
            its own.
    """

    name: str
    function: Callable[[], int | None]
    label: Words
    every: timedelta | None = None
    at: str = ""
    longest: timedelta = timedelta(minutes=15)
    shared: bool = False

    def due_after(self, now: datetime) -> datetime:
        """When it is due for the first time after a moment."""
        if self.every is not None:
            return now + self.every
        due: datetime = _trigger(self.at).get_next_fire_time(None, now + timedelta(seconds=1))
        return due

    @property
    def rule(self) -> str:
        """When it runs, in words."""
        if self.shared:
            return _("at every look of the clock")
        if self.every is None:
            return f"{self.at} ({_zone().key})"
        minutes = round(self.every.total_seconds() / 60)
        return ngettext("every %(num)s minute", "every %(num)s minutes", minutes)


_jobs: dict[str, PeriodicJob] = {}


def register_periodic_job(
    name: str,
    function: Callable[[], int | None],
    label: Words,
    *,
    every: timedelta | None = None,
    at: str = "",
    longest: timedelta = timedelta(minutes=15),
    shared: bool = False,
) -> None:
    """Let the clock do something again and again; the same name again replaces it. See `PeriodicJob`.

    Raises:
        ValueError: the name is too long, `every`, `at` and `shared` are none or several, or `at` cannot be read.
    """
    if len(name) > _LONGEST_NAME:
        raise ValueError(f"periodic job {name}: the name is longer than {_LONGEST_NAME} characters")
    if sum((every is not None, bool(at), shared)) != 1:
        raise ValueError(f"periodic job {name}: give one of every, at and shared")
    if every is not None and every < timedelta(minutes=1):
        raise ValueError(f"periodic job {name}: every is a minute at least")
    if at:
        _check(name, at)
    _jobs[name] = PeriodicJob(name, function, label, every, at, longest, shared)


def periodic_jobs() -> Sequence[PeriodicJob]:
    """All of them, by name."""
    return [_jobs[name] for name in sorted(_jobs)]


def find_periodic_job(name: str) -> PeriodicJob | None:
    """The job of that name, or None."""
    return _jobs.get(name)


def withdraw_periodic_job(name: str) -> None:
    """Take a job out again."""
    _jobs.pop(name, None)


def _check(name: str, at: str) -> None:
    if any(character.isdigit() for character in at.split()[-1]):
        raise ValueError(f"periodic job {name}: at names days of the week, such as mon-fri")  # 0 is Monday or Sunday
    try:
        CronTrigger.from_crontab(at)
    except ValueError as error:
        raise ValueError(f"periodic job {name}: at “{at}”: {error}") from None


def _trigger(at: str) -> Any:
    return CronTrigger.from_crontab(at, timezone=_zone())


def _zone() -> ZoneInfo:
    return ZoneInfo(current_app.config["SETTINGS"].time_zone)
