"""Whether grants hold for records that have been read: the same answers as `grant_conditions` gives inside a query."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.db import db
from app.engine import Actor
from app.records.lifecycle.permissions import (
    ALL,
    Always,
    Condition,
    Creator,
    EmptyPersonField,
    Grant,
    Linked,
    PersonField,
    PersonListField,
)
from app.records.rights.grant_conditions import linked
from app.records.types import RecordType, registry
from app.records.values.related import people_of

PeopleByField = Mapping[tuple[int, str], list[int]]


class Holding:
    """What holds for one person on some records; other tables are asked once for all of them.

    Parameters:
        records: for which it is going to be asked.
        people: `people_of` for the records, when it is known already.
    """

    def __init__(
        self, record_type: RecordType, records: Sequence[Any], actor: Actor, people: PeopleByField | None = None
    ) -> None:
        self._type, self._records, self._actor, self._people = record_type, records, actor, people
        self._linked: dict[Linked, frozenset[int]] = {}

    def holds(self, grant: Grant, record: Any) -> bool:
        """Whether a grant gives its right on the record as it is now."""
        if self._type.has_status and grant.statuses != ALL and record.status not in grant.statuses:
            return False
        return self.fulfils(grant.when, record)

    def fulfils(self, wanted: Condition, record: Any) -> bool:
        """Whether the record fulfils the condition, whatever its status."""
        match wanted:
            case Always():
                return True
            case PersonField(name) | PersonListField(name):
                return self._actor.id in self._people_in(record, name)
            case EmptyPersonField(name):
                return not self._people_in(record, name)
            case Creator():
                return bool(record.created_by_id == self._actor.id)
            case Linked(reference):
                return self._type.field(reference).get(record) in self._linked_records(wanted)
        raise TypeError(f"unknown condition of a grant: {wanted!r}")

    def _people_in(self, record: Any, attribute: str) -> list[int]:
        field = self._type.field(attribute)
        if field.many:
            if self._people is None:
                self._people = people_of(self._type.name, [each.id for each in self._records])
            return self._people.get((record.id, attribute), [])
        person = field.get(record)
        return [person] if person else []

    def _linked_records(self, wanted: Linked) -> frozenset[int]:
        """Those of the records pointed to that fulfil the condition."""
        if wanted not in self._linked:
            field = self._type.field(wanted.reference)
            target: RecordType = registry[field.targets[0]]
            ids = frozenset(field.get(each) for each in self._records) - {None}
            held = linked(target, wanted, self._actor) if ids else None
            if held is not None:
                ids = frozenset(db.session.scalars(select(target.model.id).where(target.model.id.in_(ids), held)))
            self._linked[wanted] = ids
        return self._linked[wanted]
