"""The statements of the engine's hot path: few, prepared once, each for all rows of a command."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Connection, RowMapping, and_, bindparam, delete, exists, insert, or_, select, update
from sqlalchemy.exc import OperationalError

from app.db import table_of
from app.engine.models import (
    EventSubscription,
    ExternalTask,
    HistoryEntry,
    Incident,
    Job,
    OwedEffect,
    ProcessInstance,
    StartTimer,
    Timer,
    UserTask,
    UserTaskCandidate,
)

INSTANCE = table_of(ProcessInstance)
USER_TASK = table_of(UserTask)
CANDIDATE = table_of(UserTaskCandidate)
TIMER = table_of(Timer)
JOB = table_of(Job)
START_TIMER = table_of(StartTimer)
SUBSCRIPTION = table_of(EventSubscription)
EXTERNAL_TASK = table_of(ExternalTask)
INCIDENT = table_of(Incident)
HISTORY = table_of(HistoryEntry)
EFFECT = table_of(OwedEffect)

_INSTANCES_OF_RECORD = (
    select(INSTANCE)
    .where(
        INSTANCE.c.record_type == bindparam("record_type"),
        INSTANCE.c.record_id == bindparam("record_id"),
        INSTANCE.c.ended_at.is_(None),
    )
    .order_by(INSTANCE.c.id)
)
_RECORD_OF_INSTANCE = select(INSTANCE.c.record_type, INSTANCE.c.record_id).where(INSTANCE.c.id == bindparam("id"))
_INSTANCE = select(INSTANCE).where(INSTANCE.c.id == bindparam("id"))
# By whether to wait for others who hold the lock. (SQLite has locked everything at the begin of the transaction.)
_LOCKED_INSTANCES_OF_RECORD = {wait: _INSTANCES_OF_RECORD.with_for_update(nowait=not wait) for wait in (True, False)}
_LOCKED_INSTANCE = {wait: _INSTANCE.with_for_update(nowait=not wait) for wait in (True, False)}
_CANDIDATES_OF_TASK = CANDIDATE.c.user_task_id == USER_TASK.c.id
_HAS_CANDIDATES = exists().where(_CANDIDATES_OF_TASK)
_IS_CANDIDATE = exists().where(
    _CANDIDATES_OF_TASK,
    or_(
        CANDIDATE.c.person_id == bindparam("person_id"),
        CANDIDATE.c.group_id.in_(bindparam("group_ids", expanding=True)),
    ),
)
_SUSPENDED = (
    select(INSTANCE.c.suspended).where(INSTANCE.c.id == USER_TASK.c.process_instance_id).correlate(USER_TASK)
).scalar_subquery()
_TASK = (
    select(
        USER_TASK,
        _SUSPENDED.label("suspended"),
        _HAS_CANDIDATES.label("has_candidates"),
        _IS_CANDIDATE.label("is_candidate"),
    )
    .where(USER_TASK.c.id == bindparam("task_id"))
    .with_for_update(of=USER_TASK)
)
_OF_TASK = "task__"
_TASK_WITH_INSTANCES = (
    select(
        INSTANCE,
        *(column.label(_OF_TASK + column.name) for column in USER_TASK.c),
        _HAS_CANDIDATES.label(_OF_TASK + "has_candidates"),
        _IS_CANDIDATE.label(_OF_TASK + "is_candidate"),
    )
    .select_from(INSTANCE)
    .join(
        USER_TASK,
        or_(
            INSTANCE.c.id == USER_TASK.c.process_instance_id,
            and_(
                INSTANCE.c.record_type == USER_TASK.c.record_type,
                INSTANCE.c.record_id == USER_TASK.c.record_id,
                INSTANCE.c.ended_at.is_(None),
            ),
        ),
    )
    .where(USER_TASK.c.id == bindparam("task_id"))
    .order_by(INSTANCE.c.id)
    .with_for_update(of=[INSTANCE, USER_TASK])
)
# The columns that an update sets are the names of the parameters it is executed with.
_UPDATE_INSTANCE = update(INSTANCE).where(
    INSTANCE.c.id == bindparam("key"), INSTANCE.c.revision == bindparam("expected")
)
_CLOSE_TASK = update(USER_TASK).where(USER_TASK.c.id == bindparam("key")).values(revision=USER_TASK.c.revision + 1)
_CLOSE_CANDIDATES = update(CANDIDATE).where(CANDIDATE.c.user_task_id == bindparam("key"))
# Found by the index of their process: one of task ids would have to be written with every status change.
_SUBSCRIPTION = and_(
    SUBSCRIPTION.c.process_instance_id == bindparam("owner"), SUBSCRIPTION.c.task_id == bindparam("key")
)
_MOVE_SUBSCRIPTION = update(SUBSCRIPTION).where(_SUBSCRIPTION)
_DELETE_SUBSCRIPTION = delete(SUBSCRIPTION).where(_SUBSCRIPTION)
_RESOLVE_INCIDENT = update(INCIDENT).where(  # what waited for a person is not needed any more
    INCIDENT.c.process_instance_id == bindparam("instance"),
    INCIDENT.c.state == "open",
    INCIDENT.c.command == "external_task",
    INCIDENT.c.arguments["task_id"].as_string() == bindparam("key"),
)
_DELETE_EXTERNAL_TASK = delete(EXTERNAL_TASK).where(EXTERNAL_TASK.c.id == bindparam("key"))
_DELETE_TIMER = delete(TIMER).where(TIMER.c.task_id == bindparam("key"))
_SUBSCRIBED_INSTANCES = (
    select(SUBSCRIPTION.c.process_instance_id)
    .where(SUBSCRIPTION.c.kind == bindparam("kind"), SUBSCRIPTION.c.name == bindparam("name"))
    .distinct()
    .order_by(SUBSCRIPTION.c.process_instance_id)
)
_INSERT_INSTANCE = insert(INSTANCE).returning(INSTANCE.c.id)
_INSERT_TASK, _INSERT_CANDIDATE, _INSERT_TIMER = insert(USER_TASK), insert(CANDIDATE), insert(TIMER)
_INSERT_SUBSCRIPTION, _INSERT_HISTORY, _INSERT_EFFECT = insert(SUBSCRIPTION), insert(HISTORY), insert(EFFECT)
_INSERT_JOB = insert(JOB)
_INSERT_EXTERNAL_TASK = insert(EXTERNAL_TASK)
_DELETE_JOB = delete(JOB).where(JOB.c.task_id == bindparam("key"))
_WORK_OF_TASK = {
    table: select(table, INSTANCE.c.record_type, INSTANCE.c.record_id)
    .join(INSTANCE, INSTANCE.c.id == table.c.process_instance_id)
    .where(table.c.task_id == bindparam("task_id"))
    for table in (TIMER, JOB)
}

Row = Mapping[str, Any]
Rows = Sequence[Row]


def _row(found: RowMapping | None) -> Row | None:
    return cast("Row | None", found)


def _rows(found: Sequence[RowMapping]) -> Rows:
    return cast(Rows, found)


def instances_of_record(connection: Connection, record_type: str, record_id: int, wait: bool = True) -> Rows:
    """The running instances of a record, locked, in the order in which everybody locks them."""
    parameters = {"record_type": record_type, "record_id": record_id}
    return _rows(connection.execute(_LOCKED_INSTANCES_OF_RECORD[wait], parameters).mappings().all())


def instance(connection: Connection, instance_id: int, wait: bool = True) -> Mapping[str, Any] | None:
    """One instance, locked."""
    return _row(connection.execute(_LOCKED_INSTANCE[wait], {"id": instance_id}).mappings().first())


def record_of_instance(connection: Connection, instance_id: int) -> tuple[str | None, int | None] | None:
    """The record that an instance is about, not locked; None when there is no such instance."""
    row = connection.execute(_RECORD_OF_INSTANCE, {"id": instance_id}).first()
    return None if row is None else (row.record_type, row.record_id)


def task(
    connection: Connection, task_id: str, person_id: int | None, group_ids: Sequence[str]
) -> Mapping[str, Any] | None:
    """A user task, locked, with `has_candidates` and `is_candidate` (is this person one of them?)."""
    parameters = {"task_id": task_id, "person_id": person_id, "group_ids": list(group_ids)}
    return _row(connection.execute(_TASK, parameters).mappings().first())


def task_with_instances(
    connection: Connection, task_id: str, person_id: int | None, group_ids: Sequence[str]
) -> tuple[Mapping[str, Any] | None, Rows]:
    """A user task as `task` gives it, with its instance and the running ones of the same record, all locked.

    The instances are locked before the task, as by everybody who cancels tasks: the other way round two people who
    complete two tasks of one process would wait for each other.
    """
    parameters = {"task_id": task_id, "person_id": person_id, "group_ids": list(group_ids)}
    rows = connection.execute(_TASK_WITH_INSTANCES, parameters).mappings().all()
    if not rows:
        return None, []
    found = {name.removeprefix(_OF_TASK): value for name, value in rows[0].items() if name.startswith(_OF_TASK)}
    found["suspended"] = any(row["suspended"] for row in rows if row["id"] == found["process_instance_id"])
    return found, [{column.name: row[column.name] for column in INSTANCE.c} for row in rows]


def insert_instance(connection: Connection, row: Mapping[str, Any]) -> int:
    """Add an instance; its number."""
    values = {name: value for name, value in row.items() if name != "id"}
    return int(connection.execute(_INSERT_INSTANCE, values).scalar_one())


def update_instance(connection: Connection, row: Mapping[str, Any]) -> bool:
    """Write the state of an instance; false when somebody else has written since it was read."""
    parameters = {
        "key": row["id"],
        "expected": row["revision"],
        "revision": row["revision"] + 1,
        "state": row["state"],
        "ended_at": row["ended_at"],
    }
    return connection.execute(_UPDATE_INSTANCE, parameters).rowcount == 1


def subscribed_instances(connection: Connection, kind: str, name: str) -> list[int]:
    """Numbers of the instances that wait for a message or signal of this name."""
    return list(connection.execute(_SUBSCRIBED_INSTANCES, {"kind": kind, "name": name}).scalars())


def waiting_definitions(connection: Connection, kind: str, name: str) -> list[int]:
    """The definitions of the instances that wait for a message or signal of this name."""
    owners = INSTANCE.c.id == SUBSCRIPTION.c.process_instance_id
    found = select(INSTANCE.c.process_definition_id).distinct().join(SUBSCRIPTION, owners)
    return list(connection.execute(found.where(SUBSCRIPTION.c.kind == kind, SUBSCRIPTION.c.name == name)).scalars())


def timer(connection: Connection, task_id: str) -> Mapping[str, Any] | None:
    """A waiting timer by the id of the engine's task, with the record of its process; not locked."""
    return _row(connection.execute(_WORK_OF_TASK[TIMER], {"task_id": task_id}).mappings().first())


def job(connection: Connection, task_id: str) -> Mapping[str, Any] | None:
    """A job by the id of the engine's task that waits for it, with the record of its process; not locked."""
    return _row(connection.execute(_WORK_OF_TASK[JOB], {"task_id": task_id}).mappings().first())


def is_collision(error: OperationalError) -> bool:
    """Two transactions in each other's way: a deadlock on PostgreSQL, a lock held for too long on SQLite."""
    state = getattr(error.orig, "sqlstate", None)
    return state in ("40001", "40P01", "55P03") or "database is locked" in str(error.orig)


class Batch:
    """Everything that one unit of work writes into the engine's tables besides the instances."""

    def __init__(self) -> None:
        self.new_tasks: list[dict[str, Any]] = []
        self.new_candidates: list[dict[str, Any]] = []
        self.closed_tasks: list[dict[str, Any]] = []
        self.new_timers: list[dict[str, Any]] = []
        self.gone_timers: list[dict[str, Any]] = []
        self.new_jobs: list[dict[str, Any]] = []
        self.gone_jobs: list[dict[str, Any]] = []
        self.new_subscriptions: list[dict[str, Any]] = []
        self.moved_subscriptions: list[dict[str, Any]] = []
        self.gone_subscriptions: list[dict[str, Any]] = []
        self.new_external_tasks: list[dict[str, Any]] = []
        self.gone_external_tasks: list[dict[str, Any]] = []
        self.resolved_incidents: list[dict[str, Any]] = []
        self.history: list[dict[str, Any]] = []
        self.effects: list[dict[str, Any]] = []

    def write(self, connection: Connection) -> None:
        """One statement per table and kind of change."""
        candidates_closed = [
            {"key": row["key"], "state": row["state"]} for row in self.closed_tasks if row.pop("has_candidates", True)
        ]
        for statement, rows in (
            (_CLOSE_TASK, self.closed_tasks),
            (_CLOSE_CANDIDATES, candidates_closed),
            (_DELETE_TIMER, self.gone_timers),
            (_RESOLVE_INCIDENT, self.resolved_incidents),
            (_DELETE_EXTERNAL_TASK, self.gone_external_tasks),
            (_DELETE_JOB, self.gone_jobs),
            (_DELETE_SUBSCRIPTION, self.gone_subscriptions),
            (_MOVE_SUBSCRIPTION, self.moved_subscriptions),
            (_INSERT_TASK, self.new_tasks),
            (_INSERT_CANDIDATE, self.new_candidates),
            (_INSERT_TIMER, self.new_timers),
            (_INSERT_JOB, self.new_jobs),
            (_INSERT_EXTERNAL_TASK, self.new_external_tasks),
            (_INSERT_SUBSCRIPTION, self.new_subscriptions),
            (_INSERT_HISTORY, self.history),
            (_INSERT_EFFECT, self.effects),
        ):
            if rows:
                connection.execute(statement, rows)
