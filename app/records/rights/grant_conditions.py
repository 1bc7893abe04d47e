"""What a record must fulfil that a grant holds, as conditions of a query."""

from collections.abc import Iterable
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, true
from sqlalchemy.sql.elements import False_

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


def grants_of(record_type: RecordType, actor: Actor) -> Iterable[Grant]:
    """Everything that gives the actor a right on records of the type; the system has all rights."""
    if actor.id is None:
        return (Grant("write", ALL, Always()),)
    return grants(rights_of(record_type.name), actor)


def any_of(
    record_type: RecordType, held: Iterable[Grant], actor: Actor, walked: bool = True, singly: bool = False
) -> ColumnElement[bool]:
    """The condition under which one of the grants holds for a record.

    Parameters:
        walked: the records are walked in an order of their own; otherwise an index may find them.
        singly: linked records are looked up for each record, where they would be listed once: faster where the first
            few of many that fulfil the condition are read.
    """
    statuses: dict[Condition, frozenset[str] | Literal["all"]] = {}
    for grant in held:
        known = statuses.get(grant.when, frozenset())
        statuses[grant.when] = ALL if ALL in (known, grant.statuses) else frozenset({*known, *grant.statuses})
    return or_(false(), *(_in_statuses(record_type, *each, actor, walked, singly) for each in statuses.items()))


def _in_statuses(
    record_type: RecordType,
    wanted: Condition,
    statuses: frozenset[str] | Literal["all"],
    actor: Actor,
    walked: bool,
    singly: bool,
) -> ColumnElement[bool]:
    fulfilled = when(record_type, wanted, actor, walked, singly)
    every = {each.id for each in rights_of(record_type.name).statuses}
    if statuses == ALL or not record_type.has_status or every.issubset(statuses):
        return fulfilled
    return and_(record_type.model.status.in_(statuses), fulfilled)


def when(
    record_type: RecordType, wanted: Condition, actor: Actor, walked: bool = True, singly: bool = False
) -> ColumnElement[bool]:
    """The condition of a role, whatever the status; `walked` and `singly` as of `any_of`."""
    identifier: ColumnElement[int] = record_type.model.id
    match wanted:
        case Always():
            return true()
        case PersonField(name):
            return _person_in(record_type, name, walked) == actor.id
        case EmptyPersonField(name):
            person = _person_in(record_type, name, walked)
            return person == _NOBODY if walked else person.is_(None)
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
            if held is None or isinstance(held, False_):
                return pointer.is_not(None) if held is None else held
            if singly:
                return exists(select(target.model.id).where(target.model.id == pointer, held))
            return pointer.in_(select(target.model.id).where(held))
    raise TypeError(f"unknown condition of a grant: {wanted!r}")


def _person_in(record_type: RecordType, name: str, walked: bool) -> ColumnElement[int]:
    """The person in a field; in a list that is walked as an expression that no index answers.

    Looked up by an index, half of all records would be gathered and sorted to show fifty.
    """
    column: ColumnElement[int] = record_type.field(name).column
    return func.coalesce(column, _NOBODY) if walked else column


def linked(target: RecordType, wanted: Linked, actor: Actor) -> ColumnElement[bool] | None:
    """The condition on the record that a reference points to; None: every such record fulfils it."""
    lifecycle = find_lifecycle(target.name)
    if lifecycle is None:
        return false()
    if wanted.right:
        held = [each for each in grants(lifecycle, actor) if wanted.right == "read" or each.access == "write"]
        if any(each.statuses == ALL and isinstance(each.when, Always) for each in held):
            return None
        return any_of(target, held, actor, walked=_finds_much(each.when for each in held))
    role = lifecycle.roles.get(wanted.role or "")
    fulfilled = list(conditions(role, actor)) if role else []
    if not fulfilled:
        return false()
    if any(isinstance(each, Always) for each in fulfilled):
        return None
    walked = _finds_much(fulfilled)
    return or_(false(), *(when(target, each, actor, walked) for each in fulfilled))


def _finds_much(wanted: Iterable[Condition]) -> bool:
    """Whether so many records fulfil one of the conditions that to read them all is faster than to look them up."""
    return any(isinstance(each, EmptyPersonField) for each in wanted)
