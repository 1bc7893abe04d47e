"""Who answers a task gives what it asks for, at every door, and nothing that hides what expressions read."""

import json
from pathlib import Path

import pytest

from app.db import db
from app.engine import NotAllowedNow, deploy, start_process, unit_of_work
from app.engine.models import ProcessInstance
from tests.api.conftest import ApiClient
from tests.records.samples import new, task_of

NAMES = ["people", "user", "deal", "record", "requested_status", "whatever"]


def _v1(api, task_id, name, value):
    body = {"outcome": "takeToWork", "variables": {"comment": "Беру", name: value}}
    return api.post(f"/api/v1/tasks/{task_id}/complete", json=body)


def _engine_rest(api, task_id, name, value):
    given = {"outcome": "takeToWork", "comment": "Беру", name: value}
    variables = {key: {"value": each, "type": "String"} for key, each in given.items()}
    return api.post(f"/engine-rest/task/{task_id}/complete", json={"variables": variables})


@pytest.fixture
def task(actors):
    return task_of("deal", new(actors["director"], "deal", name="Снеки")).id


@pytest.mark.parametrize("door", [_v1, _engine_rest])
@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_nobody_declares_is_refused_in_words(crm, actors, task, door, name):
    answer = door(ApiClient(crm.test_client(), "manager", "ru"), task, name, "x")
    assert answer.status_code in (400, 422)
    assert name in json.dumps(answer.json)
    states = db.session.scalars(db.select(ProcessInstance.state))
    assert not any("Беру" in state for state in states)


@pytest.mark.parametrize("door", [_v1, _engine_rest])
def test_what_the_form_asks_for_is_taken(crm, actors, task, door):
    answer = door(ApiClient(crm.test_client(), "manager", "ru"), task, "comment", "Беру")
    assert answer.status_code in (200, 204)


@pytest.mark.parametrize("door", [_v1, _engine_rest])
def test_what_the_process_declares_is_taken(crm, actors, door):
    text = Path("bpmn/deal.bpmn").read_text(encoding="utf-8")
    mark = '<camunda:property name="recordType" value="deal"/>'
    declared = text.replace(mark, f'{mark}<camunda:property name="variables" value="whatever"/>', 1)
    deploy({"deal.bpmn": declared.encode()}, name="declared", actor=actors["admin"])
    task = task_of("deal", new(actors["director"], "deal", name="Снеки")).id
    answer = door(ApiClient(crm.test_client(), "manager", "ru"), task, "whatever", "x")
    assert answer.status_code in (200, 204)


@pytest.mark.parametrize(
    "variables",
    [{"people": 1}, {"user": {"id": 1}}, {"record": 1}, {"deal": {"amount": 1}}, {"large": "x" * 1_000_001}],
)
def test_no_process_is_started_with_what_hides_or_overflows(crm, actors, variables):
    number = new(actors["manager"], "deal", name="Снеки", manager=actors["manager"].id)
    with pytest.raises(NotAllowedNow), unit_of_work(actors["admin"]) as unit:
        start_process(unit, "deal", "deal", number, variables)
