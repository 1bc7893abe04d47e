"""What the inbox costs with 100,000 tasks beside what it costs with 100, in one run."""

from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import func, select, text, update

from app.access.models import Person
from app.clock import clock
from app.db import db
from app.engine.models import UserTask, UserTaskCandidate
from benchmarks.card import worlds
from benchmarks.records import Row, compare

PAGES = (
    ("inbox, 50 rows", "manager", "/tasks"),
    ("completed tasks", "manager", "/tasks/completed"),
    ("tasks of subordinates", "manager", "/tasks/subordinates"),
)


def rows() -> list[Row]:
    """Measure the lists: of five tasks one is mine, one a subordinate's, one completed, two of my group."""
    few, many = worlds()
    for app in (few, many):
        _spread(app)
    return [row for page in PAGES for row in compare(few, many, *page)]


def _spread(app: Flask) -> None:
    with app.app_context():
        people = {login: identifier for identifier, login in db.session.execute(select(Person.id, Person.login))}
        number = UserTask.process_instance_id
        now = clock.now()
        shares: tuple[dict[str, Any], ...] = (
            {"assignee_id": people["manager"]},
            {"assignee_id": people["manager2"], "priority": 75},
            {"state": "completed", "completed_by_id": people["manager"], "completed_at": now},
            {"due_at": now + timedelta(days=2)},
            {"due_at": now - timedelta(days=2), "priority": 25},
        )
        for share, columns in enumerate(shares):
            db.session.execute(update(UserTask).where(number % 5 == share).values(columns))
        _spread_moments()
        done = select(UserTask.id).where(UserTask.state == "completed")
        db.session.execute(
            update(UserTaskCandidate).where(UserTaskCandidate.user_task_id.in_(done)).values(state="completed")
        )
        db.session.commit()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
        db.session.remove()


def _spread_moments() -> None:
    """One task a minute, the first the newest."""
    now = clock.now()
    largest = db.session.execute(select(func.max(UserTask.process_instance_id))).scalar() or 0
    moments = [
        {"number": number, "moment": (now - timedelta(minutes=number)).replace(tzinfo=None)}
        for number in range(1, largest + 1)
    ]
    connection = db.session.connection()
    for statement in (
        "UPDATE user_task SET created_at = :moment WHERE id = 'task-' || :number",
        "UPDATE user_task_candidate SET created_at = :moment WHERE user_task_id = 'task-' || :number",
    ):
        connection.execute(text(statement), moments)
