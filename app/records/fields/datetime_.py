"""A moment."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, ClassVar

from flask_babel import get_timezone
from sqlalchemy import ColumnElement, and_

from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.i18n import local_time
from app.records.fields.calendar import bounded_moment
from app.records.fields.date import day_words, plain_time, time_separator
from app.records.types.errors import ValueRefused
from app.records.types.field import Field
from app.records.types.showing import Showing, Shown
from app.written import Unreadable, Written, read_day, read_moment

_DAY = len("2026-11-24")


@dataclass(frozen=True)
class DateTimeField(Field):
    """A moment: aware, in UTC. What is given without a zone is meant in the person's."""

    type: ClassVar[str] = "datetime"
    holds: ClassVar[Any] = _l("a date and time")
    components: ClassVar[tuple[str, ...]] = ("datetime",)
    operators = ("eq", "contains", "gte", "lte", "in", "empty")
    filter_control: ClassVar[str] = "range"
    filter_input: ClassVar[str] = "date"
    template: ClassVar[str] = "records/fields/datetime.html"

    def _read(self, raw: Any) -> datetime:
        raw = plain_time(raw)
        if isinstance(raw, date) and not isinstance(raw, datetime):
            raw = datetime(raw.year, raw.month, raw.day)
        if not isinstance(raw, datetime):
            try:
                raw = read_moment(raw) if isinstance(raw, Written) else datetime.fromisoformat(str(raw))
            except Unreadable as error:
                raise ValueRefused(str(error)) from None
            except ValueError:
                raise ValueRefused(_("This must be a date and time such as 2026-11-24T14:05.")) from None
        zoned: datetime = raw if raw.tzinfo else raw.replace(tzinfo=get_timezone() or UTC)
        return bounded_moment(zoned)

    def _words(self, value: Any, showing: Showing) -> str:
        local = local_time(value)
        return f"{day_words(local.date())}{time_separator()}{local:%H:%M}"

    def brief(self, value: Any, showing: Showing | None = None) -> str:
        return "" if value is None else day_words(local_time(value).date())

    def show(self, record: Any, value: Any, showing: Showing) -> Shown:
        return Shown("moment", value=value)

    def cell(self, value: Any, showing: Showing) -> Any:
        return None if value is None else local_time(value).replace(tzinfo=None)

    def json(self, value: Any) -> Any:
        return None if value is None else value.isoformat()

    def from_json(self, kept: Any) -> Any:
        return None if kept is None else datetime.fromisoformat(kept)

    def is_remembered_as(self, value: Any, kept: Any) -> bool:
        """A form shows no seconds: the minute that it showed is the moment that the history keeps."""
        if value is not None and kept and not value.second and not value.microsecond:
            return bool(self.from_json(kept).replace(second=0, microsecond=0) == value)
        return super().is_remembered_as(value, kept)

    def _filter_value(self, words: str) -> Any:
        """A day alone means its beginning in the person's zone."""
        value = super()._filter_value(words)
        if len(words) == _DAY:
            return datetime.combine(datetime.fromisoformat(words).date(), time.min, get_timezone())
        return value

    def written_filter(self, words: Written) -> str:
        """A day: its filter asks for whole days."""
        try:
            return read_day(words).isoformat()
        except Unreadable:
            return super().written_filter(words)

    def bound(self, value: Any) -> object:
        return self.json(value.astimezone(UTC)) if self.custom else value

    def _equals(self, words: str) -> ColumnElement[bool]:
        if len(words) == _DAY:
            return and_(self.column >= self.filter_value(words), self._up_to(words))
        return super()._equals(words)

    def _up_to(self, words: str) -> ColumnElement[bool]:
        if len(words) == _DAY:
            return self.column < self.bound(self._filter_value(words) + timedelta(days=1))
        return super()._up_to(words)

    def filter_words(self, words: str, showing: Showing) -> str:
        if len(words) != _DAY:
            return super().filter_words(words, showing)
        try:
            return day_words(date.fromisoformat(words))
        except ValueError:
            return words

    def openapi(self) -> dict[str, Any]:
        return {"type": "string", "format": "date-time"}

    def component(self) -> dict[str, Any]:
        return {"type": "datetime", "subtype": "datetime"}
