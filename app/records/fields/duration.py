"""A length of time."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

import isodate
from babel.units import format_unit
from flask_babel import get_locale

from app.feel.values import from_timedelta
from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.records.types.errors import ValueRefused
from app.records.types.field import Field
from app.records.types.showing import Showing
from app.records.types.views import Views

_HOURS_AND_MINUTES = re.compile(r"(\d{1,6}):([0-5]\d)")
_LONGEST = timedelta(days=36_600)
_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))


@dataclass(frozen=True)
class DurationField(Field):
    """Days, hours, minutes and seconds; written `2:30` by people, `PT2H30M` (ISO 8601) by programs."""

    type: ClassVar[str] = "duration"
    holds: ClassVar[Any] = _l("a duration")
    components: ClassVar[tuple[str, ...]] = ("textfield",)
    operators = ("eq", "contains", "gte", "lte", "in", "empty")
    filter_control: ClassVar[str] = "range"
    numeric: ClassVar[bool] = True
    totalled: ClassVar[bool] = True

    def _read(self, raw: Any) -> timedelta:
        duration = raw if isinstance(raw, timedelta) else self._parsed(str(raw).strip())
        if not timedelta(0) <= duration <= _LONGEST:
            raise ValueRefused(_("A duration is between nothing and a hundred years."))
        return timedelta(days=duration.days, seconds=duration.seconds)

    def _parsed(self, text: str) -> timedelta:
        if found := _HOURS_AND_MINUTES.fullmatch(text):
            return timedelta(hours=int(found[1]), minutes=int(found[2]))
        try:
            duration = isodate.parse_duration(text)
        except (ValueError, OverflowError):
            duration = None
        if not isinstance(duration, timedelta):  # months and years are of no certain length
            raise ValueRefused(_("This must be a duration such as 2:30 or PT2H30M."))
        return duration

    def _words(self, value: Any, showing: Showing) -> str:
        left, parts = int(value.total_seconds()), []
        for unit, seconds in _UNITS:
            count, left = divmod(left, seconds)
            if count:
                parts.append(format_unit(count, unit, "short", locale=get_locale() or "ru"))
        return " ".join(parts) or format_unit(0, "minute", "short", locale=get_locale() or "ru")

    def cell(self, value: Any, showing: Showing) -> Any:
        return value

    def json(self, value: Any) -> Any:
        return None if value is None else isodate.duration_isoformat(value)

    def from_json(self, kept: Any) -> Any:
        return None if kept is None else self._parsed(kept)

    def feel(self, value: Any, views: Views) -> Any:
        return None if value is None else from_timedelta(value)

    def get(self, record: Any) -> Any:
        if not self.custom:
            return super().get(record)
        seconds = (record.custom or {}).get(self.name)
        return None if seconds is None else timedelta(seconds=seconds)

    def set(self, record: Any, value: Any) -> None:
        if self.custom and value is not None:
            record.custom = {**(record.custom or {}), self.name: self.bound(value)}
        else:
            super().set(record, value)

    def bound(self, value: Any) -> Any:
        """Where it is added to a record, seconds: unlike ISO 8601 they have an order."""
        return int(value.total_seconds()) if self.custom and value is not None else value

    def _custom_column(self, column: Any) -> Any:
        return column.as_integer()

    def openapi(self) -> dict[str, Any]:
        return {"type": "string", "format": "duration", "example": "PT2H30M"}
