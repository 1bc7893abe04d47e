"""How close the rounds of a cycle may follow each other: each is a command, and the clock looks at all of them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice, pairwise

from app.engine.time.cron import CronError
from app.engine.time.schedules import Schedule, ScheduleError
from app.i18n import lazy_gettext as _

_ROUNDS = 61  # all seconds of a minute, or all minutes of an hour, and the next one


class TooOften(ScheduleError):
    """The rounds of a cycle follow each other faster than they may."""


def check_spacing(schedule: Schedule, shortest: int) -> None:
    """Refuse a cycle whose rounds are too close.

    Parameters:
        shortest: seconds that must lie between two rounds.

    Raises:
        TooOften: less than that lies between them.
    """
    rounds = islice(_rounds(schedule), _ROUNDS if schedule.cron is not None else 2)
    if any(later - earlier < timedelta(seconds=shortest) for earlier, later in pairwise(rounds)):
        raise TooOften(
            str(_("a timer may repeat every %(shortest)s s at most (DEALFLOW_TIMER_INTERVAL)", shortest=shortest))
        )


def _rounds(schedule: Schedule) -> Iterator[datetime]:
    following: Schedule | None = schedule
    while following is not None:
        yield following.due_at
        try:
            following = following.next(following.due_at)
        except (CronError, ScheduleError):  # there is none after this one
            return
