"""What holds between the state of a process and the tables beside it, whoever came first and whoever was killed."""

from collections import Counter
from typing import Any

from sqlalchemy import select

from app.db import db
from app.engine import SYSTEM, unit_of_work
from app.engine.instance.waiting import waiting_of
from app.engine.models import (
    EventSubscription,
    ExternalTask,
    HistoryEntry,
    Job,
    ProcessInstance,
    Timer,
    UserTask,
    UserTaskCandidate,
)


def assert_tables_agree() -> None:
    """Open tasks, timers, jobs and subscriptions are exactly what the states wait for; what is told happened once."""
    expected: dict[Any, set[tuple[int, str]]] = {
        UserTask: set(),
        Timer: set(),
        EventSubscription: set(),
        Job: set(),
        ExternalTask: set(),
    }
    numbers = {row.id: row.ended_at for row in _rows(ProcessInstance)}
    with unit_of_work(SYSTEM, dry_run=True) as unit:
        for number, ended_at in numbers.items():
            workflow = unit.instance(number).workflow
            assert workflow.completed == (ended_at is not None)
            waiting = waiting_of(workflow)
            expected[UserTask] |= {(number, task_id) for task_id in waiting.user_tasks}
            expected[Timer] |= {(number, task_id) for task_id in waiting.timers}
            expected[Job] |= {(number, task_id) for task_id in waiting.jobs}
            expected[ExternalTask] |= {(number, task_id) for task_id in waiting.external_tasks}
            expected[EventSubscription] |= {(number, task_id) for task_id in waiting.events}
    tasks = _rows(UserTask)
    open_tasks = [(row.process_instance_id, row.id) for row in tasks if row.state == "open"]
    assert sorted(open_tasks) == sorted(expected[UserTask])
    for model in (Timer, EventSubscription, Job):
        found = [(row.process_instance_id, row.task_id) for row in _rows(model)]
        assert sorted(found) == sorted(expected[model]), model.__tablename__
    external = [(row.process_instance_id, row.id) for row in _rows(ExternalTask)]
    assert sorted(external) == sorted(expected[ExternalTask])
    states = {row.id: row.state for row in tasks}
    assert all(row.state == states[row.user_task_id] for row in _rows(UserTaskCandidate))
    told = Counter(row.data["task_id"] for row in _rows(HistoryEntry) if row.kind == "taskCompleted")
    assert set(told.values()) <= {1}
    assert {row.id for row in tasks if row.state == "completed"} <= told.keys()
    ended = Counter(row.process_instance_id for row in _rows(HistoryEntry) if row.kind == "processEnded")
    assert set(ended.values()) <= {1}


def _rows(model: Any) -> list[Any]:
    with db.engine.connect() as connection:
        return list(connection.execute(select(model.__table__)))
