"""What a record must fulfil that a grant holds, as conditions of a query."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select, true

from app.engine import Actor
from app.records.lifecycle.current import find_lifecycle, rights_of
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
    conditions,
    grants,
)
from app.records.models import RecordPerson
from app.records.types import RecordType, registry

_NOBODY = 0

PersonIn = Callable[[RecordType, str], ColumnElement[Any]]


def grants_of(record_type: RecordType, actor: Actor) -> Iterable[Grant]:
    """Everything that gives the actor a right on records of the type; the system has all rights."""
    if actor.id is None:
        return (Grant("write", ALL, Always()),)
    return grants(rights_of(record_type.name), actor)


def in_lists(record_type: RecordType, name: str) -> ColumnElement[int]:
    """The person in a field, as an expression that no index answers.

    Rights are looked at while a list is walked in its own order. Looked up by an index, half of all records would be
    gathered and sorted to show fifty.
    """
    return func.coalesce(record_type.field(name).column, _NOBODY)


def _indexed(record_type: RecordType, name: str) -> ColumnElement[int]:
    return record_type.field(name).column


def condition(
    record_type: RecordType, grant: Grant, actor: Actor, person_in: PersonIn = in_lists
) -> ColumnElement[bool]:
    """The condition under which a grant holds for a record."""
    fulfilled = when(record_type, grant.when, actor, person_in)
    if grant.statuses == ALL or not record_type.has_status:
        return fulfilled
    return and_(record_type.model.status.in_(grant.statuses), fulfilled)


def when(
    record_type: RecordType, wanted: Condition, actor: Actor, person_in: PersonIn = in_lists
) -> ColumnElement[bool]:
    """The condition of a role, whatever the status."""
    identifier: ColumnElement[int] = record_type.model.id
    match wanted:
        case Always():
            return true()
        case PersonField(name):
            return person_in(record_type, name) == actor.id
        case EmptyPersonField(name):
            return in_lists(record_type, name) == _NOBODY
        case PersonListField(name):
            listed = select(RecordPerson.record_id).where(
                RecordPerson.person_id == actor.id,
                RecordPerson.record_type == record_type.name,
                RecordPerson.field == name,
            )
            return identifier.in_(listed)  # read once, where EXISTS would be asked for every record
        case Creator():
            made_by: ColumnElement[Any] = record_type.model.created_by_id
            return made_by == actor.id
        case Linked(reference):
            field = record_type.field(reference)
            target: RecordType = registry[field.targets[0]]
            held = linked(target, wanted, actor)
            pointer: ColumnElement[Any] = field.column
            return pointer.is_not(None) if held is None else pointer.in_(select(target.model.id).where(held))
    raise TypeError(f"unknown condition of a grant: {wanted!r}")


def linked(target: RecordType, wanted: Linked, actor: Actor) -> ColumnElement[bool] | None:
    """The condition on the record that a reference points to; None: every such record fulfils it."""
    lifecycle = find_lifecycle(target.name)
    if lifecycle is None:
        return false()
    if wanted.right:
        held = [each for each in grants(lifecycle, actor) if wanted.right == "read" or each.access == "write"]
        if any(each.statuses == ALL and isinstance(each.when, Always) for each in held):
            return None
        return or_(false(), *(condition(target, each, actor, _indexed) for each in held))
    role = lifecycle.roles.get(wanted.role or "")
    fulfilled = list(conditions(role, actor)) if role else []
    if any(isinstance(each, Always) for each in fulfilled):
        return None
    return or_(false(), *(when(target, each, actor, _indexed) for each in fulfilled))
