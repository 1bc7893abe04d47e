"""Keep the running processes of a record as they stand, so that what ends them can be undone; and move them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from app.db import UtcDateTime, table_of
from app.engine.models import (
    EventSubscription,
    ExternalTask,
    Job,
    ProcessInstance,
    Timer,
    UserTask,
    UserTaskCandidate,
)
from app.engine.unit.unit_of_work import UnitOfWork

Kept = dict[str, list[dict[str, Any]]]

_NUMBERED = (Timer, Job, EventSubscription)  # the database gives the numbers anew
_STATE = ("state", "ended_at", "suspended")
_OF_TASK = ("state", "completed_at", "completed_by_id", "outcome", "assignee_id", "claimed_at")


def keep_processes(unit: UnitOfWork, record_type: str, record_id: int) -> Kept:
    """The running processes of a record with their tasks, timers and what they wait for, as JSON."""
    unit.lock_instances_of(record_type, record_id)
    unit.finish()
    of_record = (ProcessInstance.record_type == record_type, ProcessInstance.record_id == record_id)
    running = _rows(unit, ProcessInstance, (*of_record, ProcessInstance.ended_at.is_(None)))
    instances = [row["id"] for row in running]
    kept = {ProcessInstance.__tablename__: running}
    for model in (*_NUMBERED, ExternalTask):
        kept[model.__tablename__] = _rows(unit, model, (model.process_instance_id.in_(instances),))
    open_ = (UserTask.process_instance_id.in_(instances), UserTask.state == "open")
    kept[UserTask.__tablename__] = _rows(unit, UserTask, open_)
    tasks = [row["id"] for row in kept[UserTask.__tablename__]]
    kept[UserTaskCandidate.__tablename__] = _rows(unit, UserTaskCandidate, (UserTaskCandidate.user_task_id.in_(tasks),))
    return kept


def restore_processes(unit: UnitOfWork, kept: Kept) -> None:
    """Let those of the kept processes stand again as they stood that have ended since.

    A timer that has become due meanwhile fires at once.
    """
    unit.finish()
    ids = [row["id"] for row in kept[ProcessInstance.__tablename__]]
    ended = set(
        unit.connection.scalars(
            select(ProcessInstance.id).where(ProcessInstance.id.in_(ids), ProcessInstance.ended_at.is_not(None))
        )
    )
    for row in kept[ProcessInstance.__tablename__]:
        if row["id"] in ended:
            values = _values(ProcessInstance, {name: row[name] for name in _STATE})
            changed = update(ProcessInstance).where(ProcessInstance.id == row["id"])
            unit.connection.execute(changed.values(revision=ProcessInstance.revision + 1, **values))
    for model in (*_NUMBERED, ExternalTask):
        _put_back(unit, model, kept[model.__tablename__], model.process_instance_id, ended)
    tasks = [row for row in kept[UserTask.__tablename__] if row["process_instance_id"] in ended]
    for row in tasks:
        values = _values(UserTask, {name: row[name] for name in _OF_TASK})
        unit.connection.execute(
            update(UserTask).where(UserTask.id == row["id"]).values(revision=UserTask.revision + 1, **values)
        )
    candidates = kept[UserTaskCandidate.__tablename__]
    _put_back(unit, UserTaskCandidate, candidates, UserTaskCandidate.user_task_id, {row["id"] for row in tasks})
    unit.forget_instances()


def move_processes(
    unit: UnitOfWork, record_type: str, record_id: int, other_id: int, only: Collection[int] | None = None
) -> list[int]:
    """Let the running processes of a record be about another one of its type, with their tasks.

    Parameters:
        only: of these numbers.

    Returns:
        Their numbers.
    """
    unit.finish()
    chosen = [
        ProcessInstance.record_type == record_type,
        ProcessInstance.record_id == record_id,
        ProcessInstance.ended_at.is_(None),
    ]
    if only is not None:
        chosen.append(ProcessInstance.id.in_(only))
    moved = list(unit.connection.scalars(select(ProcessInstance.id).where(*chosen).order_by(ProcessInstance.id)))
    if moved:
        instance = update(ProcessInstance).where(ProcessInstance.id.in_(moved))
        unit.connection.execute(instance.values(record_id=other_id, revision=ProcessInstance.revision + 1))
        task = update(UserTask).where(UserTask.process_instance_id.in_(moved))
        unit.connection.execute(task.values(record_id=other_id, revision=UserTask.revision + 1))
    unit.forget_instances()
    return moved


def _rows(unit: UnitOfWork, model: Any, conditions: Any) -> list[dict[str, Any]]:
    columns = table_of(model).columns
    found = unit.connection.execute(select(*columns).where(*conditions)).mappings()
    return [{name: _json(value) for name, value in row.items()} for row in found]


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _values(model: Any, row: Mapping[str, Any]) -> dict[str, Any]:
    columns = table_of(model).columns
    moments = {name for name in row if row[name] is not None and isinstance(columns[name].type, UtcDateTime)}
    return {name: datetime.fromisoformat(value) if name in moments else value for name, value in row.items()}


def _put_back(unit: UnitOfWork, model: Any, rows: list[dict[str, Any]], owner: Any, owners: Collection[Any]) -> None:
    unit.connection.execute(delete(model).where(owner.in_(owners)))
    given = [_values(model, row) for row in rows if row[owner.key] in owners]
    if model is not ExternalTask:
        given = [{name: value for name, value in row.items() if name != "id"} for row in given]
    if given:
        unit.connection.execute(insert(model), given)
