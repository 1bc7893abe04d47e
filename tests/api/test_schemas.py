"""What `/api/v1` takes and answers is what its document says."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from app.crm.deal import deal
from app.records import fields as field_types
from app.records.types import Field, registry
from app.records.types.field_list import FieldList
from app.records.values.schemas import given_values
from tests.api.documented import PREFIX, Document, known_records, make_record, misfits

PLURALS = [each.plural for each in registry]
MULTIPART = "multipart/form-data"


@pytest.fixture
def director(api):
    return api("director", "en")


@pytest.fixture
def document(director) -> Document:
    return Document(director)


@pytest.fixture
def admin(api):
    return api("admin", "en")


@pytest.fixture
def known(document, admin, actors) -> dict[str, int]:
    """What fields can point to."""
    return known_records(document, admin, person=actors["director"].id)


@pytest.mark.parametrize("plural", PLURALS)
def test_every_answer_about_a_record_is_as_documented(document, admin, known, plural):
    _sent, made = make_record(document, admin, plural, known)
    record_id = str(made.json["id"])
    calls = [
        (PREFIX + plural, "post", made),
        (PREFIX + plural, "get", admin.get(PREFIX + plural)),
        (PREFIX + plural, "get", admin.get(f"{PREFIX}{plural}?after=&per_page=1")),
        (PREFIX + plural, "get", admin.get(f"{PREFIX}{plural}?colour=red")),
        (PREFIX + plural, "post", admin.post(PREFIX + plural, json={"colour": "red"})),
    ]
    for path, method in document.operations():
        if path.startswith(f"{PREFIX}{plural}/") and method in ("get", "post"):
            body = {"json": {"status": "nowhere"}} if method == "post" else {}
            calls.append((path, method, getattr(admin, method)(path.replace("{record_id}", record_id), **body)))
    for field in registry.by_plural(plural).fields:
        if field.groups:
            calls.append((f"{PREFIX}{plural}/groups", "get", admin.get(f"{PREFIX}{plural}/groups?by={field.name}")))
    faults = [fault for call in calls for fault in document.faults_of_answer(*call)]
    assert faults == []


def _answers_of_tasks(client: Any) -> dict[tuple[str, str], list[Callable[[str], Any]]]:
    """The calls of every operation on tasks, each given the id of an open one."""

    def to(name: str, **body: Any) -> Callable[[str], Any]:
        return lambda task: client.post(f"/api/v1/tasks/{task}/{name}", json=body)

    def bulk(**body: Any) -> Callable[[str], Any]:
        return lambda task: client.post("/api/v1/tasks/bulk", json={"ids": [task, "none"], **body})

    def listed(query: str) -> Callable[[str], Any]:
        return lambda _task: client.get(f"/api/v1/tasks?{query}")

    def of_one(name: str) -> tuple[str, str]:
        return f"/api/v1/tasks/{{task_id}}/{name}", "post"

    return {
        ("/api/v1/tasks", "get"): [listed(""), listed("scope=completed"), listed("record=leads:1")],
        of_one("claim"): [to("claim"), to("claim")],
        of_one("release"): [to("release")],
        of_one("assign"): [to("assign"), to("assign", person="nobody"), to("assign", person="manager")],
        of_one("files"): [
            lambda task: client.post(f"/api/v1/tasks/{task}/files?field=name", data={}, content_type=MULTIPART),
            lambda _task: client.post("/api/v1/tasks/none/files", data={}, content_type=MULTIPART),
        ],
        ("/api/v1/tasks/bulk", "post"): [bulk(action="release"), bulk(action="dance"), bulk(action="assign")],
        of_one("complete"): [
            to("complete", outcome=1),
            to("complete", outcome="disqualify"),
            to("complete", outcome="takeToWork"),
        ],
    }


def test_every_answer_about_tasks_is_as_documented(document, director, api):
    director.post("/api/v1/leads", json={"name": "Заявка"})
    manager = api("manager", "en")
    task = manager.get("/api/v1/tasks").json["items"][0]["id"]
    calls = _answers_of_tasks(manager)
    documented = {each for each in document.operations() if "/tasks" in each[0] and "{record_id}" not in each[0]}
    assert documented == calls.keys()
    faults = [
        fault
        for (path, method), every in calls.items()
        for call in every
        for fault in document.faults_of_answer(path, method, call(task))
    ]
    assert faults == []


@pytest.mark.parametrize("plural", PLURALS)
def test_what_is_answered_can_be_sent_back(document, admin, known, plural):
    sent, made = make_record(document, admin, plural, known)
    again = {name: made.json[name] for name in sent}
    path = f"{PREFIX}{plural}/{{record_id}}"
    assert document.faults(document.request_schema(path, "patch"), again) == []
    changed = admin.patch(f"{PREFIX}{plural}/{made.json['id']}", json=again)
    assert changed.status_code == 200, changed.text
    assert {name: changed.json[name] for name in sent} == again


@pytest.mark.parametrize("plural", PLURALS)
def test_what_the_document_refuses_is_refused_with_its_field(document, admin, known, plural):
    sent, made = make_record(document, admin, plural, known)
    path = f"{PREFIX}{plural}/{{record_id}}"
    schema, properties = document.request_schema(path, "patch"), document.properties(path, "patch")
    taken = []
    for name in sent:
        for wrong in misfits(properties[name]):
            assert document.faults(schema, {name: wrong}), (name, wrong)
            answer = admin.patch(f"{PREFIX}{plural}/{made.json['id']}", json={name: wrong})
            if answer.status_code != 422 or not any(
                re.split(r"\W", place)[0] == name for place in answer.json["details"]
            ):
                taken.append((name, wrong, answer.text))
    assert taken == []


@pytest.mark.parametrize("plural", PLURALS)
def test_only_what_may_be_written_is_in_the_body_of_a_request(document, admin, known, plural):
    _sent, made = make_record(document, admin, plural, known)
    properties = document.properties(PREFIX + plural, "post")
    for name in made.json.keys() - properties.keys():
        refused = admin.patch(f"{PREFIX}{plural}/{made.json['id']}", json={name: made.json[name]})
        assert (refused.status_code, list(refused.json["details"])) == (422, [name])


def test_no_list_is_documented_as_a_text(crm):
    kinds = [each for each in vars(field_types).values() if isinstance(each, type) and issubclass(each, Field)]
    lists = [each for each in kinds if each.many]
    assert lists
    assert [each.__name__ for each in lists if each.openapi is Field.openapi] == []


def test_every_list_of_a_record_is_documented_with_its_items(document):
    wrong = [
        f"{record_type.name}.{field.name}"
        for record_type in registry
        for field in record_type.fields
        if field.many
        and not {"type", "$ref"}
        & document.content["components"]["schemas"][record_type.model.__name__]["properties"][field.name]
        .get("items", {})
        .keys()
    ]
    assert wrong == []


def test_a_schema_is_made_once(crm):
    assert given_values(deal) is given_values(deal)


def test_a_schema_is_made_again_when_an_analyst_adds_a_field(crm, monkeypatch, admin):
    added = (field_types.IntegerField("floor", "Этаж", custom=True),)
    monkeypatch.setattr(FieldList, "added", staticmethod(lambda name: added if name == "deal" else ()))
    assert "floor" in Document(admin).properties("/api/v1/deals", "post")
    assert admin.post("/api/v1/deals", json={"name": "А", "floor": 3}).json["floor"] == 3
