"""A day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from flask_babel import format_date

from app.i18n import current_language
from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.records.fields.calendar import bounded_day
from app.records.types.errors import ValueRefused
from app.records.types.field import Field
from app.records.types.showing import Showing, Shown
from app.written import Unreadable, Written, read_day


@dataclass(frozen=True)
class DateField(Field):
    """A day of the calendar."""

    type: ClassVar[str] = "date"
    holds: ClassVar[Any] = _l("a date")
    components: ClassVar[tuple[str, ...]] = ("datetime",)
    operators = ("eq", "contains", "gte", "lte", "in", "empty")
    filter_control: ClassVar[str] = "range"
    filter_input: ClassVar[str] = "date"
    template: ClassVar[str] = "records/fields/date.html"

    def _read(self, raw: Any) -> date:
        raw = plain_time(raw)
        if isinstance(raw, date):
            return bounded_day(raw.date() if isinstance(raw, datetime) else raw)
        try:
            read = read_day(raw) if isinstance(raw, Written) else date.fromisoformat(str(raw))
            return bounded_day(read)
        except Unreadable as error:
            raise ValueRefused(str(error)) from None
        except ValueError:
            raise ValueRefused(_("This must be a date such as 2026-11-24.")) from None

    def _words(self, value: Any, showing: Showing) -> str:
        return day_words(value)

    def show(self, record: Any, value: Any, showing: Showing) -> Shown:
        return Shown("moment", value=value)

    def cell(self, value: Any, showing: Showing) -> Any:
        return value

    @property
    def groups(self) -> bool:
        return self.stored_in_row

    def json(self, value: Any) -> Any:
        return None if value is None else value.isoformat()

    def from_json(self, kept: Any) -> Any:
        return None if kept is None else date.fromisoformat(kept)

    def openapi(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}

    def component(self) -> dict[str, Any]:
        return {"type": "datetime", "subtype": "date"}


def day_words(day: date) -> str:
    """`24.11.2026` · `24 Nov 2026`"""
    words: str = format_date(day, "dd.MM.yyyy" if current_language() == "ru" else "d MMM yyyy")
    return words


def time_separator() -> str:
    """What stands between a day and its time: `24.11.2026 14:05` · `24 Nov 2026, 14:05`."""
    return " " if current_language() == "ru" else ", "


def plain_time(raw: Any) -> Any:
    """A FEEL date or time as the standard library has it."""
    return raw.to_python() if hasattr(raw, "to_python") else raw
