"""What part of the calendar a page shows: a day, a week, a month, or a day of several people side by side."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from babel.dates import format_date, format_interval, format_skeleton
from dateutil.relativedelta import relativedelta
from flask_babel import get_locale, get_timezone

from app.clock import clock
from app.i18n import lazy_gettext as _
from app.i18n import local_time

DAY, WEEK, MONTH, PEOPLE = "day", "week", "month", "people"
VIEWS = {DAY: _("Day"), WEEK: _("Week"), MONTH: _("Month"), PEOPLE: _("Side by side")}
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Period:
    """A view on a day.

    Attributes:
        view: one of VIEWS.
        day: within what is shown.
    """

    view: str
    day: date

    @property
    def first(self) -> date:
        """The first day that is drawn; a month is drawn in whole weeks, which begin on Monday."""
        if self.view == MONTH:
            return _monday(self.day.replace(day=1))
        return _monday(self.day) if self.view == WEEK else self.day

    @property
    def end(self) -> date:
        """The day after the last that is drawn."""
        if self.view == MONTH:
            return _monday(self.day.replace(day=1) + relativedelta(months=1, days=-1)) + timedelta(days=7)
        return self.first + timedelta(days=7 if self.view == WEEK else 1)

    def moments(self) -> tuple[datetime, datetime]:
        """The beginning and the end, in the zone of the person."""
        zone = get_timezone() or UTC
        return datetime.combine(self.first, time.min, zone), datetime.combine(self.end, time.min, zone)

    def moved(self, steps: int) -> "Period":
        """The one so many days, weeks or months later."""
        if self.view == MONTH:
            return Period(self.view, _bounded(self.day + relativedelta(months=steps)))
        return Period(self.view, _bounded(self.day + timedelta(days=steps * (7 if self.view == WEEK else 1))))

    @property
    def title(self) -> str:
        """«ноябрь 2026 г.», «23–29 нояб. 2026 г.», «суббота, 28 ноября 2026 г.»"""
        locale = get_locale() or "ru"
        if self.view == MONTH:
            return format_skeleton("yMMMM", self.day, locale=locale)
        if self.view != WEEK:
            return format_date(self.day, "full", locale=locale)
        return format_interval(self.first, self.end - timedelta(days=1), "yMMMd", locale=locale)


def read_period(view: str, day: str) -> Period:
    """The period that an address means; what it does not understand is the week of today."""
    chosen = view if view in VIEWS else WEEK
    try:
        return Period(chosen, _bounded(date.fromisoformat(day)))
    except ValueError:
        return Period(chosen, local_time(clock.now()).date())


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _bounded(day: Any) -> date:
    found: date = min(max(day, FIRST), LAST)
    return found
