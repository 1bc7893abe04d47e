"""Whatever the doors of `/engine-rest` are given: no server error, always words. On both databases."""

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from marshmallow import Schema
from sqlalchemy import select

from app.db import db
from app.engine import SYSTEM, deploy, start_process, unit_of_work
from app.engine.models import ExternalTask, ProcessDefinition, Timer, UserTask
from tests.databases.invariants import assert_everything_belongs_together
from tests.databases.walking import HUGE, ODD_TEXTS, addresses
from tests.visitors import Visitor, signed_in

DIAGRAMS = Path(__file__).parents[1] / "api" / "diagrams"
DEEP = "[" * 5000 + "]" * 5000

ODD_VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1.5,
    2**31,
    10**30,
    "",
    "x" * 5000,
    "a\x00b",
    "\ud800",
    HUGE,
    [],
    [None],
    [[1]],
    [{"x": 1}],
    ["x"] * 600,
    {},
    {"": {"value": 1}},
    {"x": 1},
    {"x": {"value": []}},
    {"x": {"value": {"a": 10**400}, "type": "Json"}},
    {"x": {"value": DEEP, "type": "Json"}},
    {"x": {"value": "a\x00b", "type": "String"}},
    {"x": {"value": 1, "type": ["String"]}},
    {"x" * 5000: {"value": 1}},
    {"record": {"value": 1}, "user": {"value": "x"}},
)
ODD_BODIES = (
    "null",
    "[]",
    "1",
    '"x"',
    "{",
    "{}",
    '{"a": NaN}',
    '{"variables": 1e999}',
    DEEP,
    '{"variables": ' + DEEP + "}",
    '{"workerId": "\\u0000"}',
    '{"\\ud800": "\\udfff"}',
    '{"retries": ' + "9" * 5000 + "}",
    b"\xff\xfe",
    b"\x00",
)
ODD_MOMENTS = tuple(text for text in ODD_TEXTS if "-" in text or text in ("\x00", "x" * 5000, HUGE))
ODD_FILTERS = ("\x00", "%", "\ufffd", "😀", "x" * 5000, HUGE, "-1", "1e400", "²", "٣", "true", "9" * 5000, "," * 600)
# What each door takes, so that one odd member is met after all others were good.
GOOD = {
    "workerId": "worker",
    "maxTasks": 1,
    "lockDuration": 1000,
    "newDuration": 1000,
    "errorCode": "nobody-catches-this",
    "errorMessage": "broken",
    "retries": 1,
    "suspended": False,
    "name": "nobody-listens",
    "messageName": "nobody-waits",
    "userId": "admin",
    "modifications": {"x": {"value": 1}},
    "value": 1,
}
TOPIC = {"topicName": "charge-card", "lockDuration": 1000}


@pytest.fixture
def parts(world: Flask) -> dict[str, tuple[str, ...]]:
    """What may be written into addresses: what is there, and what is not."""
    with world.app_context():
        deploy({"billing.bpmn": (DIAGRAMS / "billing.bpmn").read_bytes()}, name="Billing", actor=SYSTEM)
        with unit_of_work(SYSTEM) as unit:
            instance = start_process(unit, "billing", variables={"order": "x", "amount": 1})
        work = db.session.scalar(select(ExternalTask.id))
        timer = db.session.scalar(select(Timer.id).where(Timer.process_instance_id == instance.id))
        task = db.session.scalar(select(UserTask.id).where(UserTask.state == "open").limit(1))
        number, version = db.session.execute(
            select(ProcessDefinition.id, ProcessDefinition.version).where(ProcessDefinition.key == "billing")
        ).one()
        found = {
            "external_task_id": (work, "x"),
            "instance_id": (str(instance.id), HUGE),
            "job_id": (f"timer-{timer}", "job-1"),
            "incident_id": ("1", HUGE),
            "definition_id": (f"billing:{version}:{number}", "billing"),
            "key": ("billing", "x"),
            "task_id": (task, "x"),
            "name": ("order", "x" * 300),
            "activity_instance_id": ("x",),
        }
        db.session.remove()
    return found


@pytest.fixture
def answered(world: Flask, caplog) -> Callable[..., None]:
    """`answered(method, address, …)`: the administrator asks and is answered, a refusal with words."""
    caplog.set_level(logging.ERROR)
    visitor = signed_in(world, "admin")

    def ask(method: str, address: str, **options: Any) -> None:
        answer = visitor.send(method, address, **options)
        causes = [repr(record.exc_info[1])[:300] for record in caplog.records if record.exc_info]
        asked = (method, address[:300], str(options.get("data", ""))[:300])
        assert answer.status_code < 500, (asked, causes)
        assert answer.status_code < 400 or answer.json["message"], asked

    return ask


def doors(world: Flask, parts: dict[str, tuple[str, ...]], method: str) -> list[str]:
    found = [each for each in addresses(world, parts, method) if each.startswith("/engine-rest/")]
    assert found
    return [each for each in found if not each.startswith("/engine-rest/deployment")]


def described(world: Flask, kind: str, method: str) -> dict[str, set[str]]:
    """Of each rule of the dialect, the names of the members that it is described to take."""
    found = {}
    for rule in world.url_map.iter_rules():
        if rule.rule.startswith("/engine-rest/") and method in rule.methods:
            said = world.view_functions[rule.endpoint].description
            found[rule.endpoint] = set(said.query) if kind == "query" else members_of(said.body)
    return found


def members_of(body: Schema | None) -> set[str]:
    """The names that a body may have, as JSON writes them."""
    return {field.data_key or name for name, field in body.fields.items()} if body else set()


def addresses_of(world: Flask, parts: dict[str, tuple[str, ...]], endpoint: str) -> list[str]:
    """The addresses of one door with everything that is there."""
    with world.test_request_context():
        rule = next(each for each in world.url_map.iter_rules() if each.endpoint == endpoint)
        values = {name: parts.get(name, ("1",))[0] for name in rule.arguments}
        return [world.url_map.bind("localhost").build(endpoint, values)]


def members(world: Flask, parts: dict[str, tuple[str, ...]], method: str) -> Iterator[tuple[str, str]]:
    for endpoint, names in described(world, "body", method).items():
        for address in addresses_of(world, parts, endpoint):
            for name in sorted(names | ({"value", "type"} if endpoint.endswith("put_instance_variable") else set())):
                yield address, name


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_bodies_that_are_no_objects(world, parts, answered, sampler, method):
    for address, body in sampler.combinations(3, doors(world, parts, method), ODD_BODIES):
        answered(method, address, data=body, content_type="application/json")
    assert_everything_belongs_together(world)


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_each_member_of_a_body_with_each_odd_value(world, parts, answered, sampler, method):
    taken = [each for each in members(world, parts, method) if not each[0].startswith("/engine-rest/deployment")]
    for (address, name), value in sampler.combinations(5, taken, ODD_VALUES):
        answered(method, address, data=json.dumps({**GOOD, name: value}), content_type="application/json")
    assert_everything_belongs_together(world)


@pytest.mark.parametrize(
    "name",
    [
        "topicName",
        "lockDuration",
        "variables",
        "localVariables",
        "businessKey",
        "processDefinitionId",
        "processDefinitionIdIn",
        "processDefinitionKey",
        "processDefinitionKeyIn",
        "includeExtensionProperties",
    ],
)
def test_each_member_of_a_topic_with_each_odd_value(world, parts, answered, name):
    for value in ODD_VALUES:
        body = {**GOOD, "topics": [{**TOPIC, name: value}]}
        answered("POST", "/engine-rest/external-task/fetchAndLock", data=json.dumps(body))


def test_each_filter_with_each_odd_text(world, parts, answered, sampler):
    filters = [
        (address, name)
        for endpoint, names in described(world, "query", "GET").items()
        for address in addresses_of(world, parts, endpoint)
        for name in sorted(names)
    ]
    moments = [each for each in filters if each[1].endswith(("Before", "After"))]
    others = [each for each in filters if each not in moments]
    for asked, texts in ((moments, ODD_MOMENTS), (others, ODD_FILTERS)):
        for (address, name), text in sampler.combinations(5, asked, texts):
            answered("GET", address, query_string={name: text})


def test_parts_of_addresses_that_are_not_there(world, parts, answered, sampler):
    for method in ("GET", "POST", "PUT", "DELETE"):
        for shift, text in enumerate(ODD_TEXTS):
            asked = doors(world, dict.fromkeys(parts, (text,)), method)
            for (address,) in sampler.combinations(3, asked, shift=shift):
                answered(method, address, **({} if method == "GET" else {"json": GOOD}))


@pytest.mark.parametrize("login", ["manager", "observer"])
def test_who_may_not_is_told_so(world, parts, login):
    visitor: Visitor = signed_in(world, login)
    for method in ("POST", "PUT", "DELETE"):
        for address in doors(world, parts, method):
            if address.startswith("/engine-rest/task/"):
                continue  # theirs
            answer = visitor.send(method, address, json=GOOD)
            assert 400 <= answer.status_code < 500, (method, address, answer.status_code)
            assert answer.json["message"], (method, address)
