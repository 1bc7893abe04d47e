"""A task of a process that is about no record has a page of its own."""

from pathlib import Path

import pytest
from sqlalchemy import select

from app.db import db
from app.engine import SYSTEM, deploy, start_process, unit_of_work
from app.engine.models import UserTask
from tests.visitors import signed_in


@pytest.fixture
def task_id(crm):
    content = (Path(__file__).parent / "question.bpmn").read_bytes()
    deploy({"question.bpmn": content}, name="Test", actor=SYSTEM)
    with unit_of_work(SYSTEM) as unit:
        start_process(unit, "question")
    found = db.session.execute(select(UserTask.id).where(UserTask.element_id == "ask")).scalar_one()
    db.session.commit()
    return found


def state(task_id):
    found = db.session.execute(select(UserTask.state).where(UserTask.id == task_id)).scalar_one()
    db.session.commit()
    return found


def test_it_is_in_the_inbox_and_opens(crm, task_id):
    manager = signed_in(crm, "manager")
    assert f"/tasks/{task_id}" in manager.get("/tasks").text
    assert "Вопрос без записи" in manager.get(f"/tasks/{task_id}").text


def test_it_is_answered_there_and_the_next_one_follows(crm, task_id):
    manager = signed_in(crm, "manager")
    reply = manager.post(f"/tasks/{task_id}/complete", {"_revision": 1})
    assert reply.location.startswith(f"/tasks/next?after={task_id}")
    assert state(task_id) == "completed"


def test_others_do_not_see_it(crm, task_id):
    assert signed_in(crm, "director").get(f"/tasks/{task_id}").status_code == 404
