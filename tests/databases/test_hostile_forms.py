"""What a form or a body may carry that no page sends: answered in words, nothing half-written, on both databases."""

import logging
import re

import pytest
from sqlalchemy import select

from app.access.models import Person
from app.db import db
from app.engine.models import UserTask
from tests.databases.invariants import assert_everything_belongs_together
from tests.databases.walking import HUGE, addresses, good_values
from tests.visitors import Visitor, signed_in

ODD_FORMS = {
    "nothing": {},
    "zero characters": dict.fromkeys(("name", "_outcome", "_status", "person", "login", "id", "q"), "a\x00b"),
    "huge numbers": dict.fromkeys(
        ("_revision", "person", "id", "manager", "viewers", "amount", "width", "line_manager_id", "order"), HUGE
    ),
    "no numbers": dict.fromkeys(("_revision", "person", "id", "manager", "viewers", "amount", "width"), "²"),
    "long texts": dict.fromkeys(("name", "login", "_outcome", "_status", "full_organization_name"), "x" * 70_000),
    "many of each": {"name": ["a", "b"], "manager": ["1", "2"], "_status": ["new", "won"], "id": ["1", "1", "1"]},
    "fields of others": {"name": "x", "created_by_id": "1", "revision": "7", "number": "1", "password_hash": "x"},
    "odd rows": {"_add_row": "name", "_remove_row": "contacts-²", "contacts-999999999-phone": "1"},
    "odd rows, too": {"_remove_row": f"contacts-{HUGE}", "contacts-x-phone": "1", "contacts--1-email": "x"},
}  # fmt: skip


@pytest.fixture
def tasks(world) -> tuple[str, ...]:
    with world.app_context():
        found = tuple(db.session.scalars(select(UserTask.id).where(UserTask.state == "open").limit(1)))
        db.session.remove()
    return found


def posted(world, tasks):
    """Every address that takes a form, except those that sign in and out or change people."""
    values = good_values(world, task_ids=tasks, groups=("crm-cco",)) | {
        "record_id": ("2",),
        "record_type": ("leads", "counterparties"),
        "plural": ("leads",),
        "status": ("new",),
        "name": ("name",),
        "key": ("lead-take-to-work",),
    }
    left_out = ("/sign-", "/people", "/profile/password", "/studio")
    return [address for address in addresses(world, values, "POST") if not address.startswith(left_out)]


@pytest.mark.parametrize("case", ODD_FORMS)
def test_odd_forms_are_answered_in_words(world, tasks, caplog, sampler, case):
    caplog.set_level(logging.ERROR)
    visitor = signed_in(world, "director")
    for (address,) in sampler.combinations(2, posted(world, tasks), shift=list(ODD_FORMS).index(case)):
        if address.endswith("/delete"):
            continue  # it has no fields
        answer = visitor.post(address, ODD_FORMS[case])
        causes = [repr(record.exc_info[1])[:300] for record in caplog.records if record.exc_info]
        assert answer.status_code < 500, (address, causes)
    if case == "fields of others":
        with world.app_context():
            assert db.session.scalar(select(Person.password_hash).where(Person.password_hash == "x")) is None
            db.session.remove()


def test_administrators_forms_take_no_nonsense(world):
    visitor = signed_in(world, "admin")
    for address in ("/people/new", "/people/1", "/people/1/password", "/groups/new", "/groups/crm-cco", "/profile"):
        for case, form in ODD_FORMS.items():
            assert visitor.post(address, form).status_code < 500, (address, case)
    assert signed_in(world, "manager").get("/tasks").status_code == 200


BODIES = (
    {"name": 1, "amount": []},
    {"name": {"a": {"b": []}}, "viewers": {"id": 1}, "contacts": {"a": 1}},
    {"status": {"a": 1}, "fields": []},
    {"status": "x" * 100_000, "fields": {"name": None}},
    {"outcome": ["a"], "variables": []},
    {"outcome": "x" * 70_000, "variables": {"a": {"b": [1, None, True, 1.5, "x" * 70_000]}}},
    {"variables": {"": 1, "deal": {"status": "won"}, "user": {"id": 1}, "record": 5, "x": 10**30}},
    {"variables": {"a": {"value": 10**400, "type": "Integer"}, "b": {"value": "[" * 10_000, "type": "Json"}}},
    {"variables": {"a": {"value": "NaN", "type": "Double"}}},
    {"person": HUGE, "userId": -1},
    {"person": {"id": []}, "userId": ["a"], "ids": "x"},
    {"messageName": "statusRequested", "businessKey": f"lead:{HUGE}", "processVariables": {"status": 1}},
    {"messageName": "x" * 10_000, "businessKey": "lead:2"},
)


def test_odd_bodies_are_answered_in_words(world, tasks, caplog, sampler):
    caplog.set_level(logging.ERROR)
    values = {"plural": ("leads", "counterparties"), "record_id": ("2",), "task_id": tasks}
    director = signed_in(world, "director")
    found = [
        (method, address)
        for method in ("POST", "PATCH")
        for address in addresses(world, values, method)
        if address.startswith(("/api/", "/engine-rest/"))
    ]
    for (method, address), body in sampler.combinations(3, found, BODIES):
        answer = director.send(method, address, json=body)
        causes = [repr(record.exc_info[1])[:300] for record in caplog.records if record.exc_info]
        assert answer.status_code < 500, (method, address, body, causes)
        assert answer.status_code < 400 or answer.json["message"], (address, body)


@pytest.mark.parametrize("login", ["\x00", "a\x00", "\ud800", "x" * 100_000, "'; --", ""])
def test_odd_logins_do_not_sign_in(world, login):
    safe = login.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    answer = Visitor(world).sign_in(safe)
    assert answer.status_code in (400, 401, 413, 422, 429, 200)
    basic = world.test_client().get("/api/v1/deals", auth=(safe, "demo"))
    assert basic.status_code == 401


def test_a_stale_tab_is_told_and_keeps_the_text(world):
    visitor = signed_in(world, "director")
    seen = re.search(r'name="_revision" value="(\d+)"', visitor.get("/leads/2/field/name").text)[1]
    form = {"_revision": seen}
    assert visitor.post("/leads/2/field/name", form | {"name": "Первое"}).status_code == 303
    stale = visitor.post("/leads/2/field/name", form | {"name": "Второе"})
    assert stale.status_code == 409
    assert "Первое" in stale.text
    assert "Второе" in stale.text


def test_a_missing_token_changes_nothing(world):
    visitor = signed_in(world, "director")
    for token in ("", "x", "a" * 10_000):
        answer = visitor.post("/leads/2/field/name", {"name": "Взлом"}, headers={"X-CSRFToken": token})
        assert answer.status_code == 400
        assert "out of date" in answer.text
    assert "Взлом" not in visitor.get("/leads/2").text
    assert_everything_belongs_together(world)
