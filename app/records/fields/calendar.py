"""The part of the calendar that people write: every zone shows it, and its years have four digits."""

from datetime import UTC, date, datetime

from app.i18n import gettext as _
from app.records.types.errors import ValueRefused

FIRST_YEAR = 1000
LAST_YEAR_OF_DAYS = 9999
LAST_YEAR_OF_MOMENTS = 9998  # the last evening of 9999 is a day later elsewhere, which no calendar has


def bounded_day(day: date) -> date:
    """The day, when its year is one that people write.

    Raises:
        ValueRefused: it is not.
    """
    _require_year(day.year, LAST_YEAR_OF_DAYS)
    return day


def bounded_moment(moment: datetime) -> datetime:
    """The moment in UTC, when every zone can show it.

    Raises:
        ValueRefused: it lies at the edge of the calendar.
    """
    _require_year(moment.year, LAST_YEAR_OF_MOMENTS)
    utc = moment.astimezone(UTC)
    _require_year(utc.year, LAST_YEAR_OF_MOMENTS)
    return utc


def _require_year(year: int, last: int) -> None:
    if not FIRST_YEAR <= year <= last:
        raise ValueRefused(_("The year must be between %(first)s and %(last)s.", first=FIRST_YEAR, last=last))
