"""Give external workers work: each task to one of them, until its lock runs out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, or_, select, update

from app.engine.deploying import deployment
from app.engine.ground.errors import EngineError
from app.engine.ground.store import EXTERNAL_TASK, INSTANCE
from app.engine.instance.inspection import read_state
from app.engine.instance.waiting import task_by_id
from app.engine.models import ProcessDefinition
from app.engine.specs.activities import external_inputs
from app.engine.unit.incidents import record_incident
from app.engine.unit.unit_of_work import UnitOfWork

COMMAND = "external_task"


@dataclass(frozen=True)
class Topic:
    """What a worker takes.

    Attributes:
        name: of the topic.
        lock: for how long a task is the worker's.
        variables: names of the variables that it wants; None: all.
        only_inputs: of the variables, only the input parameters of the element.
        definition_keys, definition_ids: only of these processes; None: of all.
        record: only of the processes of this record (type, id); None: of all.
        without_record: only of processes that are about none.
    """

    name: str
    lock: timedelta
    variables: Sequence[str] | None = None
    only_inputs: bool = False
    definition_keys: Sequence[str] | None = None
    definition_ids: Sequence[int] | None = None
    record: tuple[str, int] | None = None
    without_record: bool = False


@dataclass(frozen=True)
class LockedTask:
    """A task that now is a worker's.

    Attributes:
        row: of the table `external_task`, with `record_type` and `record_id` of its process.
        variables: by name.
        definition: of the diagram that the element is in.
    """

    row: Mapping[str, Any]
    variables: Mapping[str, Any] = field(repr=False)
    definition: Any = field(repr=False)


def fetch_and_lock(
    unit: UnitOfWork, worker_id: str, topics: Sequence[Topic], most: int, *, by_priority: bool = True
) -> list[LockedTask]:
    """Lock tasks for a worker. What another one has just locked is passed over, nobody waits.

    One statement for each topic, and three more.

    Parameters:
        worker_id: names the worker; completes, fails and extends only what it has locked.
        most: the number of tasks.
        by_priority: the highest `camunda:taskPriority` first, else the oldest.

    Returns:
        The tasks; fewer than asked for when there are no more.
    """
    found: list[tuple[Mapping[str, Any], Topic]] = []
    for topic in topics:
        rows = unit.connection.execute(_fetchable(unit, topic, most, by_priority)).mappings().all()
        found += [(dict(row), topic) for row in rows]
    if by_priority:
        found.sort(key=lambda pair: pair[0]["rank"])
    chosen = list({row["id"]: (row, topic) for row, topic in reversed(found[:most])}.values())[::-1]
    if not chosen:
        return []
    states = _states(unit, [row for row, _topic in chosen])
    locked, updates = [], []
    for row, topic in chosen:
        until = unit.now + topic.lock
        task = _locked(unit, row, topic, states, worker_id, until)
        if task is not None:
            locked.append(task)
            updates.append({"key": row["id"], "worker_id": worker_id, "locked_until": until})
    if updates:
        unit.connection.execute(_LOCK, updates)
    return locked


_LOCK = update(EXTERNAL_TASK).where(EXTERNAL_TASK.c.id == bindparam("key"))


def is_free(now: datetime) -> Any:
    """The condition that a task can be fetched."""
    return (
        EXTERNAL_TASK.c.failed.is_(False)
        & or_(EXTERNAL_TASK.c.locked_until.is_(None), EXTERNAL_TASK.c.locked_until <= now)
        & INSTANCE.c.suspended.is_(False)
    )


def _fetchable(unit: UnitOfWork, topic: Topic, most: int, by_priority: bool) -> Select[Any]:
    statement = (
        select(EXTERNAL_TASK, INSTANCE.c.record_type, INSTANCE.c.record_id)
        .join(INSTANCE, INSTANCE.c.id == EXTERNAL_TASK.c.process_instance_id)
        .where(EXTERNAL_TASK.c.topic == topic.name, is_free(unit.now))
    )
    if topic.definition_ids is not None:
        statement = statement.where(EXTERNAL_TASK.c.process_definition_id.in_(topic.definition_ids))
    if topic.definition_keys is not None:
        of_keys = select(ProcessDefinition.id).where(ProcessDefinition.key.in_(topic.definition_keys))
        statement = statement.where(EXTERNAL_TASK.c.process_definition_id.in_(of_keys))
    if topic.record is not None:
        statement = statement.where(INSTANCE.c.record_type == topic.record[0], INSTANCE.c.record_id == topic.record[1])
    if topic.without_record:
        statement = statement.where(INSTANCE.c.record_type.is_(None))
    order = [EXTERNAL_TASK.c.rank] if by_priority else []
    statement = statement.order_by(*order, EXTERNAL_TASK.c.created_at, EXTERNAL_TASK.c.id).limit(most)
    return statement.with_for_update(of=EXTERNAL_TASK, skip_locked=True)


def _states(unit: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> dict[int, Any]:
    """The states of the processes of these tasks: task trees, or the error for one that cannot be read."""
    numbers = {row["process_instance_id"] for row in rows}
    statement = select(INSTANCE.c.id, INSTANCE.c.process_definition_id, INSTANCE.c.state).where(
        INSTANCE.c.id.in_(numbers)
    )
    states: dict[int, Any] = {}
    for row in unit.connection.execute(statement).mappings():
        try:
            states[row["id"]] = read_state(dict(row))
        except EngineError as error:
            states[row["id"]] = error
    return states


def _locked(
    unit: UnitOfWork, row: Mapping[str, Any], topic: Topic, states: Mapping[int, Any], worker_id: str, until: datetime
) -> LockedTask | None:
    """The task for the worker; None when its process cannot be read, which becomes an incident."""
    state = states[row["process_instance_id"]]
    if isinstance(state, EngineError):
        give_up(unit, row, state)
        return None
    task = task_by_id(state, row["id"])
    inputs = {} if task is None else external_inputs(task)
    variables = dict(inputs) if task is None or topic.only_inputs else {**task.data, **inputs}
    if topic.variables is not None:
        variables = {name: variables[name] for name in topic.variables if name in variables}
    return LockedTask(
        {**row, "worker_id": worker_id, "locked_until": until},
        variables,
        deployment.definition(row["process_definition_id"]),
    )


def give_up(unit: UnitOfWork, row: Mapping[str, Any], error: BaseException) -> None:
    """No worker gets the task any more until a person has looked at it: an incident."""
    unit.connection.execute(
        update(EXTERNAL_TASK)
        .where(EXTERNAL_TASK.c.id == row["id"])
        .values(failed=True, retries=0, worker_id=None, locked_until=None)
    )
    record_incident(
        unit.connection,
        command=COMMAND,
        arguments={"task_id": row["id"]},
        error=error,
        process_instance_id=row["process_instance_id"],
        element_id=row["element_id"],
    )
