"""A reference to what holds for a time: the tax rate that is in force on the day of a document."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import select

from app.db import db
from app.i18n import lazy_gettext as _l
from app.records.fields.reference import ReferenceField


@dataclass(frozen=True)
class DatedReferenceField(ReferenceField):
    """The id of a record that is in force from one day to another. In the place of one that is not, on the day that the
    record is of, stands the one of the same kind that is; where there is none it stays.

    Attributes:
        on: the field of the record that holds its day, a date or a moment; empty: no day is asked for.
        kind, begins, ends: fields of the target.
    """

    on: str = ""
    kind: str = "kind"
    begins: str = "valid_from"
    ends: str = "valid_to"

    type: ClassVar[str] = "dated_reference"
    holds: ClassVar[Any] = _l("a reference to what is in force on a day")

    def problems(self) -> list[str]:
        found = super().problems()
        if not found:
            names = [each for each in (self.kind, self.begins, self.ends) if not self.target_type.has_field(each)]
            found = [f"reads “{name}”, which {self.target} does not have" for name in names]
        return found

    def put_in_force(self, rows: Sequence[dict[str, Any]], moment: Any) -> None:
        """Let rows point to what is in force on that day: one statement.

        Parameters:
            moment: what the field `on` holds.
        """
        wanted = {row[self.name] for row in rows if isinstance(row.get(self.name), int)}
        day = _day(moment)
        if not wanted or day is None:
            return
        known = self._of_the_same_kinds(wanted)
        for row in rows:
            held = known.get(row.get(self.name))
            if held is not None and not self._holds(held, day):
                row[self.name] = next((each.id for each in self._followers(known, held, day)), held.id)

    def _of_the_same_kinds(self, wanted: Iterable[int]) -> Mapping[Any, Any]:
        model = self.target_type.model
        kind = getattr(model, self.kind)
        kinds = select(kind).where(model.id.in_(wanted), kind.is_not(None))
        return {each.id: each for each in db.session.scalars(select(model).where(kind.in_(kinds)).order_by(model.id))}

    def _followers(self, known: Mapping[Any, Any], held: Any, day: date) -> Iterable[Any]:
        same = (each for each in known.values() if getattr(each, self.kind) == getattr(held, self.kind))
        return (each for each in same if self._holds(each, day))

    def _holds(self, target: Any, day: date) -> bool:
        begins, ends = getattr(target, self.begins), getattr(target, self.ends)
        return (begins is None or begins <= day) and (ends is None or day <= ends)


def _day(moment: Any) -> date | None:
    if isinstance(moment, datetime):
        return moment.astimezone(ZoneInfo(current_app.config["SETTINGS"].time_zone)).date()
    return moment if isinstance(moment, date) else None
