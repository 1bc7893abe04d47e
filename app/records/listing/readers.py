"""Which of many people may read one record: the same answers as `rights` gives to each, with the tables asked once."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from app.access.models import Person
from app.db import db
from app.engine import Actor
from app.folding import dictionary_order
from app.records.fields.text import contains
from app.records.lifecycle.current import find_lifecycle
from app.records.lifecycle.permissions import Linked, conditions, grants
from app.records.rights.grant_conditions import grants_of
from app.records.rights.holding import Holding, PeopleByField
from app.records.types import RecordType, registry
from app.records.values.related import people_of

_LOOKED_AT = 200


class _Read:
    """What the rights of several people on one record read of other records, each once."""

    def __init__(self) -> None:
        self._records: dict[tuple[str, int], Any] = {}
        self._people: dict[tuple[str, int], PeopleByField] = {}

    def record(self, record_type: RecordType, record_id: int) -> Any:
        key = (record_type.name, record_id)
        if key not in self._records:
            self._records[key] = db.session.get(record_type.model, record_id)
        return self._records[key]

    def people(self, record_type: RecordType, record_id: int) -> PeopleByField:
        key = (record_type.name, record_id)
        if key not in self._people:
            self._people[key] = people_of(record_type.name, [record_id]) if record_type.people_fields else {}
        return self._people[key]


class _HoldingOfOne(Holding):
    """What holds for a person on one record; records that it points to are read, where a query would ask for each."""

    def __init__(self, record_type: RecordType, record: Any, actor: Actor, read: _Read) -> None:
        super().__init__(record_type, [record], actor, read.people(record_type, record.id))
        self._read = read

    def _linked_records(self, wanted: Linked) -> frozenset[int]:
        field = self._type.field(wanted.reference)
        target, target_id = registry[field.targets[0]], field.get(self._records[0])
        lifecycle = find_lifecycle(target.name)
        record = self._read.record(target, target_id) if target_id and lifecycle else None
        if record is None or lifecycle is None:
            return frozenset()
        there = _HoldingOfOne(target, record, self._actor, self._read)
        if wanted.right:
            held = (each for each in grants(lifecycle, self._actor) if wanted.right == "read" or each.access == "write")
            fulfilled = any(there.holds(each, record) for each in held)
        else:
            role = lifecycle.roles.get(wanted.role or "")
            fulfilled = role is not None and any(there.fulfils(each, record) for each in conditions(role, self._actor))
        return frozenset([target_id]) if fulfilled else frozenset()


def readers_among(record_type: RecordType, record: Any, people: Collection[Person]) -> list[Person]:
    """Those of the people who may read the record, in their order.

    Parameters:
        people: with their groups loaded.
    """
    read = _Read()
    return [each for each in people if _may_read(record_type, record, _actor(each), read)]


def find_readers(record_type: RecordType, record: Any, words: str, most: int) -> list[Person]:
    """People who may read the record, by name or login: a fixed number of statements."""
    statement = select(Person).where(Person.disabled.is_(False)).options(selectinload(Person.groups))
    for word in words.split()[:5]:
        columns = (Person.first_name, Person.last_name, Person.login)
        statement = statement.where(or_(*(contains(column, word) for column in columns)))
    order = (dictionary_order(Person.last_name), dictionary_order(Person.first_name), Person.id)
    found: Sequence[Person] = db.session.scalars(statement.order_by(*order).limit(_LOOKED_AT)).all()
    return readers_among(record_type, record, found)[:most]


def _may_read(record_type: RecordType, record: Any, actor: Actor, read: _Read) -> bool:
    holding = _HoldingOfOne(record_type, record, actor, read)
    return any(holding.holds(grant, record) for grant in grants_of(record_type, actor))


def _actor(person: Person) -> Actor:
    return Actor(person.id, person.login, person.display_name, frozenset(group.id for group in person.groups))
