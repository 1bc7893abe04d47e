"""A submit through every door: once though it is clicked twice; with a fault everything stays as it was."""

import re
from functools import partial
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from app.db import db
from app.engine import SYSTEM, deploy, start_process, unit_of_work
from app.engine.ground.service_tasks import service_task, service_tasks
from app.engine.models import HistoryEntry, ProcessInstance, UserTask
from tests.visitors import signed_in

HERE = Path(__file__).parent
TYPED = "Мои слова"


@pytest.fixture
def task_id(crm):
    @service_task("trial.fail", name={"ru": "Сбой", "en": "Fail"})
    def _fail(unit, execution, inputs):
        raise ConnectionError("the wire is cut")

    deploy({name: (HERE / name).read_bytes() for name in ("trial.bpmn", "trial.form")}, name="Test", actor=SYSTEM)
    with unit_of_work(SYSTEM) as unit:
        start_process(unit, "trial")
    yield rows(select(UserTask.id).where(UserTask.element_id == "ask"))[0][0]
    service_tasks.unregister("trial.fail")


@pytest.fixture
def manager(crm):
    return signed_in(crm, "manager")


def rows(statement):
    found = [tuple(row) for row in db.session.execute(statement)]
    db.session.commit()
    return found


def written():
    """What a submit may write."""
    instance, history = ProcessInstance.__table__, HistoryEntry.__table__
    return rows(select(instance)), rows(select(UserTask.__table__)), rows(select(history))


def page(visitor, task_id, outcome, **values):
    return visitor.post(f"/tasks/{task_id}/complete", {"_outcome": outcome, "_revision": 1, **values})


def api(visitor, task_id, outcome, **values):
    body = {"outcome": outcome, "variables": values}
    return visitor.send("POST", f"/api/v1/tasks/{task_id}/complete", json=body)


def camunda(visitor, task_id, outcome, **values):
    body = {"variables": {name: {"value": value} for name, value in {"outcome": outcome, **values}.items()}}
    return visitor.send("POST", f"/engine-rest/task/{task_id}/complete", json=body)


DOORS = {"page": page, "api": api, "camunda": camunda}


@pytest.mark.parametrize("door", DOORS)
def test_the_second_click_is_told_and_changes_nothing(manager, task_id, door):
    submit = partial(DOORS[door], manager, task_id, "go", comment=TYPED)
    assert submit().status_code in (204, 303)
    before = written()
    again = submit()
    assert again.status_code == 409
    assert TYPED in again.text or door != "page"
    assert written() == before


@pytest.mark.parametrize("door", DOORS)
def test_of_two_clicks_at_once_one_counts(crm, task_id, door):
    visitors = [signed_in(crm, "manager") for _ in range(2)]
    barrier, codes = Barrier(2), []

    def click(visitor):
        barrier.wait()
        codes.append(DOORS[door](visitor, task_id, "go", comment=TYPED).status_code)

    threads = [Thread(target=click, args=(visitor,)) for visitor in visitors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) in ([204, 409], [303, 409])
    assert len(rows(select(HistoryEntry.id).where(HistoryEntry.kind == "taskCompleted"))) == 1


@pytest.mark.parametrize(
    ("outcome", "words"), [("script", "Посчитать"), ("service", "the wire is cut"), ("refuse", "Так нельзя")]
)
@pytest.mark.parametrize("door", DOORS)
def test_what_fails_after_a_submit_leaves_the_task_open_with_what_was_typed(manager, task_id, door, outcome, words):
    before = written()
    answer = DOORS[door](manager, task_id, outcome, comment=TYPED)
    assert answer.status_code == 409
    assert words in (answer.text if door == "page" else answer.json["message"])
    assert written() == before
    if door == "page":
        assert re.search(rf"<textarea[^>]*>\s*{TYPED}\s*</textarea>", answer.text)
    assert DOORS[door](manager, task_id, "go", comment=TYPED).status_code in (204, 303)


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({}, {"comment"}),
        ({"comment": "x" * 51}, {"comment"}),
        ({"comment": TYPED, "number": "11"}, {"number"}),
        ({"comment": "", "number": "much"}, {"comment", "number"}),
    ],
)
@pytest.mark.parametrize("door", DOORS)
def test_a_body_that_breaks_the_form_is_refused_per_field(manager, task_id, door, values, fields):
    before = written()
    answer = DOORS[door](manager, task_id, "go", **values)
    if door == "page":
        assert answer.status_code == 422
        assert answer.text.count('class="field-error') == len(fields)
        assert values.get("comment", "") in answer.text
    else:
        assert answer.status_code in (400, 422)
        assert set(answer.json["details"]) == fields
    assert written() == before
