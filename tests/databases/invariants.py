"""What holds in the database between any two commands, whoever was killed or refused in the middle of one."""

from collections import Counter
from typing import Any

from flask import Flask
from sqlalchemy import select

from app.db import db
from app.engine.models import HistoryEntry, ProcessInstance, UserTask, UserTaskCandidate
from app.records.models import Counter as RecordCounter
from app.records.types import registry

WITH_PROCESS = ("lead", "deal")


def assert_everything_belongs_together(app: Flask) -> None:
    """Every record has its process, its history and its status from it; every open task a process that waits in it."""
    with app.app_context():
        try:
            for name in WITH_PROCESS:
                _assert_records(name)
            _assert_tasks()
        finally:
            db.session.remove()


def _assert_records(name: str) -> None:
    model = registry[name].model
    records = {row.id: row for row in _rows(select(model.id, model.number, model.status))}
    instances = _rows(select(ProcessInstance.record_id).where(ProcessInstance.record_type == name))
    assert Counter(row.record_id for row in instances) == Counter(records.keys())
    history = _rows(
        select(HistoryEntry.record_id, HistoryEntry.kind, HistoryEntry.data)
        .where(HistoryEntry.record_type == name)
        .order_by(HistoryEntry.id)
    )
    for kind in ("recordCreated", "processStarted"):
        told = Counter(row.record_id for row in history if row.kind == kind)
        assert set(told.values()) == {1}, kind
        assert records.keys() <= told.keys(), kind
    last = {row.record_id: row.data["new"] for row in history if row.kind == "statusChanged"}
    assert {key: row.status for key, row in records.items()} == {
        key: last.get(key, row.status) for key, row in records.items()
    }
    deleted = {row.record_id for row in history if row.kind == "recordDeleted"}
    assert {row.record_id for row in history} == records.keys() | deleted
    counted = db.session.scalar(select(RecordCounter.value).where(RecordCounter.name == name))
    assert len(records) + len(deleted) == counted


def _assert_tasks() -> None:
    tasks = _rows(
        select(UserTask.id, UserTask.state, ProcessInstance.ended_at, ProcessInstance.state.label("tree")).join(
            ProcessInstance, ProcessInstance.id == UserTask.process_instance_id
        )
    )
    for task in tasks:
        if task.state == "open":
            assert task.ended_at is None
            assert task.id in task.tree
    states = {task.id: task.state for task in tasks}
    for row in _rows(select(UserTaskCandidate.user_task_id, UserTaskCandidate.state)):
        assert row.state == states[row.user_task_id]
    told = Counter(
        row.data["task_id"] for row in _rows(select(HistoryEntry.data).where(HistoryEntry.kind == "taskCompleted"))
    )
    assert told == Counter(task.id for task in tasks if task.state == "completed")


def _rows(statement: Any) -> list[Any]:
    return list(db.session.execute(statement).all())
