"""What the engine may ask of records (`app.engine.RecordHost`), answered for every record type."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import or_, select

from app.access.models import Group, Person
from app.access.naming import person_id
from app.db import db
from app.engine import UnitOfWork
from app.records.checks.texts import known_texts
from app.records.commands.candidates import active, candidates_of
from app.records.commands.changes import typed_values
from app.records.commands.command_views import CommandView
from app.records.commands.locking import locked, names_known
from app.records.commands.status import set_status
from app.records.commands.update import apply_values
from app.records.lifecycle.current import find_lifecycle, lifecycle_of
from app.records.rights.feel_views import known_names
from app.records.types import registry
from app.records.values.of_records import values_of


class Records:
    """The record host of the application."""

    def view(self, unit: UnitOfWork, record_type: str, record_id: int) -> Mapping[str, Any]:
        key = ("view", record_type, record_id)
        if key not in unit.cache:
            declared = registry[record_type]
            unit.cache[key] = CommandView(unit, declared, record_id, lambda: locked(unit, declared, record_id))
        view: Mapping[str, Any] = unit.cache[key]
        return view

    def known_fields(self, record_type: str) -> Mapping[str, Mapping[str, Any] | None] | None:
        declared = registry.get(record_type)
        return known_names(declared) if declared else None

    def known_texts(self, record_type: str, path: Sequence[str]) -> Sequence[str]:
        declared = registry.get(record_type)
        return known_texts(path, declared) if declared else ()

    def set_fields(self, unit: UnitOfWork, record_type: str, record_id: int, changes: Mapping[str, Any]) -> None:
        declared = registry[record_type]
        values = typed_values(declared, changes, system=True, known=names_known(unit))
        apply_values(unit, declared, locked(unit, declared, record_id), values)

    def set_status(self, unit: UnitOfWork, record_type: str, record_id: int, status: str) -> None:
        declared = registry[record_type]
        set_status(unit, declared, locked(unit, declared, record_id), status)

    def candidates(
        self, unit: UnitOfWork, record_type: str, record_id: int, role: str
    ) -> tuple[Sequence[str], Sequence[int]]:
        lifecycle = lifecycle_of(record_type)
        found = lifecycle.roles.get(role)
        attribute = found.attribute if found else None
        people = {attribute: active(self._people_in(unit, record_type, record_id, attribute))} if attribute else {}
        groups, persons = candidates_of(lifecycle, role, people)
        return sorted(groups), sorted(persons)

    def _people_in(self, unit: UnitOfWork, record_type: str, record_id: int, attribute: str) -> Sequence[int]:
        declared = registry[record_type]
        value = values_of(declared, locked(unit, declared, record_id), [attribute])[attribute]
        return value if declared.field(attribute).many else [value] if value else []

    def people(
        self, unit: UnitOfWork, record_type: str | None, record_id: int | None, role: str
    ) -> Sequence[Mapping[str, Any]]:
        groups: Sequence[str] = (role,)
        numbers: Sequence[int] = ()
        if record_type is not None and record_id is not None:
            groups, numbers = self.candidates(unit, record_type, record_id, role)
        member = Person.groups.any(Group.id.in_(groups))
        found = select(Person).where(Person.disabled.is_(False), or_(Person.id.in_(numbers), member))
        return [
            {"id": person.id, "login": person.login, "name": person.display_name, "email": person.email}
            for person in db.session.scalars(found.order_by(Person.id))
        ]

    def roles(self, record_type: str) -> Sequence[str] | None:
        lifecycle = find_lifecycle(record_type)
        return list(lifecycle.roles) if lifecycle else None

    def statuses(self, record_type: str) -> Sequence[str] | None:
        lifecycle = find_lifecycle(record_type)
        return [status.id for status in lifecycle.statuses] if lifecycle else None

    def person(self, unit: UnitOfWork, value: Any) -> int | None:
        named = person_id(value)
        return next(iter(active([named])), None) if named is not None else None

    def display_name(self, unit: UnitOfWork, record_type: str, record_id: int) -> str:
        declared = registry[record_type]
        return declared.display(locked(unit, declared, record_id))
