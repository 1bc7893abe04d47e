"""What a process may change: its own record, records that it made, and records that people have linked with its own.

Anything else is its only where the lifecycle file of the other type lets processes in. A process is published by an
analyst, who is not thereby an administrator.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from app.db import db
from app.engine import Execution, UnitOfWork
from app.engine.models import HistoryEntry
from app.i18n import gettext as _
from app.records.lifecycle.current import find_lifecycle
from app.records.types import RecordType, registry
from app.records.values.of_records import values_of

WRITTEN = ("fieldsChanged", "recordCreated")


def require_reach(unit: UnitOfWork, execution: Execution, record_type: RecordType, record_id: int) -> None:
    """Refuse a process that would change a record which is none of its own.

    Raises:
        PermissionError: with words for the incident.
    """
    if (execution.record_type, execution.record_id) == (record_type.name, record_id):
        return
    lifecycle = find_lifecycle(record_type.name)
    if lifecycle is not None and lifecycle.processes.lets_update(process_of(execution)):
        return
    if _made(unit, execution, record_type.name, record_id) or _linked(unit, execution, record_type, record_id):
        return
    raise PermissionError(
        _(
            "a process changes its own record, those that it made, and those that people have linked with it;"
            " “processes” in %(type)s.lifecycle.yaml does not let “%(process)s” change others",
            type=record_type.name,
            process=process_of(execution),
        )
    )


def require_creation(execution: Execution, record_type: RecordType) -> None:
    """Refuse a process that is about no record and would add one, unless the type lets it in.

    Raises:
        PermissionError
    """
    lifecycle = find_lifecycle(record_type.name)
    if execution.record_id is not None or (lifecycle and lifecycle.processes.lets_create(process_of(execution))):
        return
    raise PermissionError(
        _(
            "“processes” in %(type)s.lifecycle.yaml does not let “%(process)s”, which is about no record, add records",
            type=record_type.name,
            process=process_of(execution),
        )
    )


def require_process_fields(record_type: RecordType, names: Iterable[str]) -> None:
    """Refuse to write fields that are read-only, unless they are declared to be filled by processes.

    Raises:
        PermissionError
    """
    lifecycle = find_lifecycle(record_type.name)
    declared = lifecycle.processes.fields if lifecycle else ()
    closed = [
        name
        for name in names
        if record_type.has_field(name)
        and record_type.field(name).read_only
        and not record_type.field(name).custom
        and name not in declared
    ]
    if closed:
        raise PermissionError(
            _(
                "read-only: %(fields)s; only fields under “processes: fields” in %(type)s.lifecycle.yaml are filled by"
                " processes",
                fields=", ".join(sorted(closed)),
                type=record_type.name,
            )
        )


def remember_made(unit: UnitOfWork, execution: Execution, record_type: str, record_id: int) -> None:
    """Remember in this unit what its history does not hold yet: the process has made a record."""
    unit.cache["made by process", execution.process_instance_id, record_type, record_id] = True


def remember_written(unit: UnitOfWork, record_type: str, record_id: int, names: Iterable[str]) -> None:
    """Remember in this unit what its history does not hold yet: a process has written fields."""
    unit.cache.setdefault(("written by process", record_type, record_id), set()).update(names)


def process_of(execution: Execution) -> str:
    """The id of the process in its diagram."""
    return str(execution.runtime.definition.key)


def _made(unit: UnitOfWork, execution: Execution, record_type: str, record_id: int) -> bool:
    number = execution.process_instance_id
    if ("made by process", number, record_type, record_id) in unit.cache:
        return True
    found = select(HistoryEntry.id).where(
        HistoryEntry.process_instance_id == number,
        HistoryEntry.kind == "recordCreated",
        HistoryEntry.record_type == record_type,
        HistoryEntry.record_id == record_id,
    )
    return db.session.scalar(found.limit(1)) is not None


def _linked(unit: UnitOfWork, execution: Execution, record_type: RecordType, record_id: int) -> bool:
    """Whether one of the two points to the other, and no process has written that."""
    own = registry.get(execution.record_type) if execution.record_type else None
    if own is None or execution.record_id is None:
        return False
    here, there = (own, execution.record_id), (record_type, record_id)
    return _points(unit, *here, *there) or _points(unit, *there, *here)


def _points(unit: UnitOfWork, of: RecordType, of_id: int, to: RecordType, to_id: int) -> bool:
    names = [field.name for field in of.fields if to.name in field.targets]
    record = db.session.get(of.model, of_id) if names else None
    if record is None:
        return False
    held: dict[str, Any] = values_of(of, record, names)
    return any(
        (to.name, to_id) in of.field(name).pointed_to(held[name]) and not _by_process(unit, of.name, of_id, name)
        for name in names
    )


def _by_process(unit: UnitOfWork, record_type: str, record_id: int, name: str) -> bool:
    """Whether a process was the last to write the field: a process that wrote its link would open itself any record."""
    if name in unit.cache.get(("written by process", record_type, record_id), ()):
        return True
    entries = db.session.execute(
        select(HistoryEntry.kind, HistoryEntry.data, HistoryEntry.process_instance_id)
        .where(
            HistoryEntry.record_type == record_type,
            HistoryEntry.record_id == record_id,
            HistoryEntry.kind.in_(WRITTEN),
        )
        .order_by(HistoryEntry.id.desc())
    )
    for kind, data, process in entries:
        if kind == "recordCreated" or name in data.get("fields", {}):
            return process is not None
    return False
