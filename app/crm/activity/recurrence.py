"""When what repeats comes next: counted in the calendar of a time zone, so that ten o'clock stays ten o'clock."""

from datetime import UTC, date, datetime, timedelta, tzinfo

from dateutil.relativedelta import relativedelta

from app.crm.activity.record_type import DAILY, MONTHLY, WEEKLY

_DAYS = {DAILY: 1, WEEKLY: 7}


def next_occurrence(
    first: datetime, every: str, after: datetime, zone: tzinfo, until: date | None = None
) -> datetime | None:
    """The first moment of a series later than another moment; what lies between is left out.

    Parameters:
        first: with which the series begins, aware.
        every: `daily`, `weekly` or `monthly`; a month later is the same day, or the last one of a shorter month.
        after: aware.
        zone: in which days and hours are meant. An hour that a clock leaves out comes an hour later.
        until: the last day, in that zone; None: no end.

    Returns:
        The moment in UTC, None when the series has ended or the calendar does.
    """
    begins = first.astimezone(zone).replace(tzinfo=None)
    rounds = _rounds_up_to(begins, every, after.astimezone(zone).replace(tzinfo=None))
    while True:
        try:
            wall = _shifted(begins, every, rounds)
            found = wall.replace(tzinfo=zone).astimezone(UTC)
        except (OverflowError, ValueError):
            return None
        if until is not None and wall.date() > until:
            return None
        if found > after:
            return found
        rounds += 1


def _rounds_up_to(begins: datetime, every: str, after: datetime) -> int:
    """So many rounds that the search begins shortly before `after`, however long ago the series began; at least one."""
    if every == MONTHLY:
        passed = (after.year - begins.year) * 12 + after.month - begins.month - 1
    else:
        passed = (after - begins) // timedelta(days=_DAYS[every]) - 1
    return max(1, passed)


def _shifted(begins: datetime, every: str, rounds: int) -> datetime:
    if every == MONTHLY:
        shifted: datetime = begins + relativedelta(months=rounds)
        return shifted
    return begins + timedelta(days=_DAYS[every] * rounds)
