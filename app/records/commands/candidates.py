"""Who may take an open task: those whom its roles mean now."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import delete, insert, select

from app.access.models import Person
from app.db import db
from app.engine.models import UserTask, UserTaskCandidate
from app.engine.queries import definition
from app.records.lifecycle.current import find_lifecycle
from app.records.lifecycle.model import Lifecycle
from app.records.types import RecordType, registry
from app.records.values.of_records import Values

_AT_ONCE = 500

Candidates = tuple[frozenset[str], frozenset[int]]


def candidates_of(lifecycle: Lifecycle, role: str, people: Mapping[str, Collection[int]]) -> Candidates:
    """The groups and the people that a role means on one record.

    Parameters:
        people: who is in the fields of the record that hold people, by field.
    """
    found = lifecycle.roles.get(role)
    if found is None:
        return frozenset(), frozenset()
    if found.group:
        return frozenset([found.group]), frozenset()
    named = people.get(found.attribute, ()) if found.attribute else ()
    if named:
        return frozenset(), frozenset(named)
    return frozenset([found.fallback_group] if found.fallback_group else ()), frozenset()


def follow_record(record_type: RecordType, record: Any, changed: Collection[str]) -> None:
    """Offer the open tasks of a record to whom its roles mean after a change.

    Parameters:
        changed: names of the fields that have another value.
    """
    lifecycle = find_lifecycle(record_type.name)
    roles = [role.id for role in lifecycle.roles.values() if role.attribute in changed] if lifecycle else []
    if lifecycle and roles:
        db.session.flush()
        renew_candidates(record_type, lifecycle, roles, record.id)


def follow_person(person_id: int) -> None:
    """Offer the open tasks that were offered to somebody who has left to whom their roles mean now."""
    named = (
        select(UserTask.record_type, UserTask.record_id)
        .join(UserTaskCandidate, UserTaskCandidate.user_task_id == UserTask.id)
        .where(UserTaskCandidate.person_id == person_id, UserTask.state == "open")
        .distinct()
    )
    for name, record_id in db.session.execute(named).all():
        record_type, lifecycle = registry.get(name) if name else None, find_lifecycle(name) if name else None
        if record_type is not None and lifecycle is not None:
            renew_candidates(record_type, lifecycle, list(lifecycle.roles), record_id)


def active(people: Collection[int]) -> list[int]:
    """Those of the people who have not left."""
    found = select(Person.id).where(Person.id.in_(people), Person.disabled.is_(False)).order_by(Person.id)
    return list(db.session.scalars(found)) if people else []


def renew_candidates(
    record_type: RecordType, lifecycle: Lifecycle, roles: Collection[str], record_id: int | None = None
) -> None:
    """Offer open tasks to those whom some roles mean now; who has taken one keeps it.

    Parameters:
        roles: those that mean somebody else than before.
        record_id: only tasks about this record; None: about every record of the type.
    """
    about = [UserTask.record_type == record_type.name, UserTask.state == "open"]
    if record_id is not None:
        about.append(UserTask.record_id == record_id)
    columns = (
        UserTask.id,
        UserTask.record_id,
        UserTask.created_at,
        UserTask.process_definition_id,
        UserTask.element_id,
    )
    rows = db.session.execute(select(*columns).where(*about).order_by(UserTask.id)).all()
    asked = [(row, _roles_of(row)) for row in rows]
    concerned = [(row, named) for row, named in asked if not named.isdisjoint(roles)]
    for begin in range(0, len(concerned), _AT_ONCE):
        _renew(record_type, lifecycle, concerned[begin : begin + _AT_ONCE])


def _roles_of(row: Any) -> frozenset[str]:
    element: Any = definition(row.process_definition_id).process.elements.get(row.element_id)
    return frozenset() if element is None else frozenset(element.candidate_groups)


def _renew(record_type: RecordType, lifecycle: Lifecycle, tasks: Iterable[tuple[Any, frozenset[str]]]) -> None:
    tasks = list(tasks)
    people = _people_in(record_type, lifecycle, [row.record_id for row, _roles in tasks])
    added: list[dict[str, Any]] = []
    removed: list[int] = []
    held = _held([row.id for row, _roles in tasks])
    for row, named in tasks:
        meant: set[tuple[str, str | int]] = set()
        for role in named:
            groups, persons = candidates_of(lifecycle, role, people[row.record_id])
            meant |= {("group_id", each) for each in groups} | {("person_id", each) for each in persons}
        if not meant:
            continue  # a task that nobody may take is lost: who could take it still can
        former = held.get(row.id, {})
        removed += [identifier for whom, identifier in former.items() if whom not in meant]
        common = {"user_task_id": row.id, "state": "open", "created_at": row.created_at}
        added += [
            {**common, "group_id": None, "person_id": None, column: value} for column, value in meant - former.keys()
        ]
    if removed:
        db.session.execute(delete(UserTaskCandidate).where(UserTaskCandidate.id.in_(removed)))
    if added:
        db.session.execute(insert(UserTaskCandidate), added)


def _held(task_ids: Collection[str]) -> dict[str, dict[tuple[str, str | int], int]]:
    """The rows that there are, by task and whom they name."""
    found: dict[str, dict[tuple[str, str | int], int]] = {}
    rows = db.session.execute(
        select(
            UserTaskCandidate.user_task_id,
            UserTaskCandidate.group_id,
            UserTaskCandidate.person_id,
            UserTaskCandidate.id,
        ).where(UserTaskCandidate.user_task_id.in_(task_ids))
    )
    for row in rows:
        whom = ("group_id", row.group_id) if row.group_id is not None else ("person_id", row.person_id)
        found.setdefault(row.user_task_id, {})[whom] = row.id
    return found


def _people_in(
    record_type: RecordType, lifecycle: Lifecycle, record_ids: Collection[int]
) -> dict[int, dict[str, list[int]]]:
    """Who is in the fields that roles are bound to, by record and field."""
    names = {role.attribute for role in lifecycle.roles.values() if role.attribute}
    fields = [record_type.field(name) for name in names]
    values = Values(record_type, record_ids, fields)
    records = db.session.scalars(select(record_type.model).where(record_type.model.id.in_(record_ids)))
    found: dict[int, dict[str, list[int]]] = {each: {} for each in record_ids}
    for record in records:
        for field in fields:
            value = values.of(record, field)
            found[record.id][field.name] = value if field.many else [value] if value else []
    there = set(active({each for named in found.values() for people in named.values() for each in people}))
    return {
        record_id: {name: [each for each in people if each in there] for name, people in named.items()}
        for record_id, named in found.items()
    }
