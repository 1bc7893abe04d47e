"""Every address × method × person × record: who gets in is computed here, from a table of rules (domain §4).

Nothing of the application says what is expected. An address that has no line in the table fails the test.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from app.access.commands import update_person
from app.access.tokens import issue_token
from app.db import db
from app.engine.models import ProcessInstance
from tests.attack_table import (
    API,
    ASSIGNERS,
    DELETERS,
    ENGINE,
    EVERYBODY,
    GROUPS,
    PEOPLE,
    READERS,
    WRITERS,
    Door,
    doors,
)
from tests.records.samples import new, task_of
from tests.visitors import Visitor, signed_in

OWN_SESSION = ("/sign-out", "/sign-in/again", "/profile/sessions/end-all")  # whoever asks is out afterwards
#: What programs send so that they are judged by their rights, by the end of the address.
BODIES = {"/status": {"status": "none"}, "/assign": {"person": "nobody"}, "/assignee": {"userId": "nobody"}}
NOWHERE = {"int": "9999", "": "none"}
OF_A_DEAL = ("see", "change", "get a file", "attach", "delete", "assign", "change a lead or deal")


class World:
    """A deal of each kind."""

    def __init__(self, actors: dict[str, Any]) -> None:
        director, self._manager2 = actors["director"], actors["manager2"].id
        given = {
            "own": {"manager": actors["manager"].id},
            "foreign": {"manager": self._manager2},
            "free": {},
            "watched": {"manager": self._manager2, "viewers": [actors["observer"].id]},
        }
        self._given, self._director = given, director
        self.deals = {whose: self.another(whose) for whose in given}
        self.task = task_of("deal", self.deals["free"]).id

    def another(self, whose: str) -> int:
        return new(self._director, "deal", name=f"Сделка {whose}", **self._given[whose])

    def process(self, whose: str) -> str:
        of_deal = (ProcessInstance.record_type == "deal", ProcessInstance.record_id == self.deals[whose])
        found = db.session.query(ProcessInstance.id).filter(*of_deal).scalar()
        db.session.commit()
        return str(found)


def address(rule: str, **known: str) -> str:
    """The address of a rule; what is not known names nothing that is there."""
    known = {"record_type": "deals", "plural": "deals", "name": "name", "key": "deal", **known}
    known |= {"status": "new", "entity": "deal", "kind": "form", "group_id": "crm-cco"} if "status" not in known else {}
    parts = []
    for part in rule.split("/"):
        kind, _colon, name = part.strip("<>").rpartition(":")
        if not part.startswith("<"):
            parts.append(part)
        elif name == "name" and "widget" in rule:
            parts.append("properties")
        else:
            parts.append(known.get(name, NOWHERE.get(kind, "none")))
    return "/".join(parts)


def send(visitor: Visitor, door: Door, where: str, **more: Any) -> int:
    """The status of an answer to a request that changes nothing more than it must."""
    if door.method == "GET":
        return visitor.get(where).status_code
    if door.rule.endswith("/files"):
        return visitor.send("POST", where, data={}, content_type="multipart/form-data", **more).status_code
    if door.is_for_programs:
        body = next((each for end, each in BODIES.items() if door.rule.endswith(end)), {})
        return visitor.send(door.method, where, json=body, **more).status_code
    return visitor.post(where, {}, **more).status_code


def places(door: Door, world: World) -> Iterator[tuple[str, str]]:
    """What the door is tried on: whose deal, and the address."""
    if door.kind in OF_A_DEAL:
        yield from ((whose, address(door.rule, record_id=str(deal))) for whose, deal in world.deals.items())
    elif door.kind == "process":
        yield from ((whose, address(door.rule, instance_id=world.process(whose))) for whose in world.deals)
    elif door.kind == "task":
        yield "free", address(door.rule, task_id=world.task)
    else:
        yield "", address(door.rule)


def fault(door: Door, login: str, whose: str, status: int) -> str:
    """What is wrong with an answer, by the rules; nothing when it is right."""
    match door.kind:
        case "public":
            expected = status not in (401, 403)
        case "see" | "process":
            expected = status not in (401, 403, 404) if login in READERS[whose] else status in (403, 404)
            expected = expected or (door.rule.endswith("<name>") and status == 404 and login in READERS[whose])
        case "change" | "change a lead or deal":
            expected = _changes(status, login in WRITERS[whose], login in READERS[whose])
        case "get a file":
            expected = status == 404  # deals hold none; who gets one that is there: tests/extension/test_file_doors.py
        case "attach":
            expected = status == (403 if login in READERS[whose] - WRITERS[whose] else 404)
        case "delete":
            expected = _changes(status, login in DELETERS[whose], login in READERS[whose])
        case "assign":
            may = login in WRITERS[whose] & ASSIGNERS
            expected = _changes(status, may, login in READERS[whose])
        case "task":
            expected = status not in (401,) if login in READERS[whose] else status == 404
        case "works with":
            expected = status not in (401, 403) if login in EVERYBODY else False
        case kind:
            expected = status not in (401, 403) if login in GROUPS[kind] else status == 403
    return "" if expected else f"{login} {door.method} {door.rule} {whose}: {status}"


def _changes(status: int, may: bool, reads: bool) -> bool:
    if may:
        return status not in (401, 403, 404)
    return status == 403 if reads else status == 404


@pytest.fixture
def world(crm, actors) -> World:
    return World(actors)


def test_every_address_has_a_line(crm):
    there = {(method, rule.rule) for rule in crm.url_map.iter_rules() for method in rule.methods - {"HEAD", "OPTIONS"}}
    known = [(door.method, door.rule) for door in doors()]
    assert sorted(there ^ set(known)) == []
    assert len(known) == len(set(known))


@pytest.mark.parametrize("login", PEOPLE)
def test_everybody_gets_in_where_the_rules_say(crm, world, sampler, login):
    visitor, found, step = signed_in(crm, login), [], sampler.step(3)
    for number, door in enumerate(doors()):
        if door.rule in OWN_SESSION:
            continue
        if door.kind in ("public", "everybody") and (number + PEOPLE.index(login)) % step:
            continue  # where all are answered alike, each is asked by some
        for whose, where in places(door, world):
            if door.kind == "delete":
                where = address(door.rule, record_id=str(world.another(whose)))
            found.append(fault(door, login, whose, send(visitor, door, where)))
    assert list(filter(None, found)) == []


def is_kept_out(door: Door, visitor: Visitor, where: str) -> bool:
    """Whether somebody without a session gets nothing: programs a refusal, people the page on which one signs in."""
    if door.method != "GET":
        return send(visitor, door, where) in (302, 303, 400, 401, 403, 404, 405)
    answer = visitor.get(where)
    return answer.status_code in (401, 403, 404) or (answer.status_code in (302, 303) and "/sign-in" in answer.location)


def test_a_stranger_gets_in_nowhere(crm, world):
    stranger = Visitor(crm)
    closed = [door for door in doors() if door.kind != "public"]
    open_to_all = [
        f"{door.method} {where}"
        for door in closed
        for _whose, where in places(door, world)
        if not is_kept_out(door, stranger, where)
    ]
    assert open_to_all == []


def test_whoever_is_disabled_gets_in_nowhere_at_once(crm, world, actors):
    visitor = signed_in(crm, "manager")
    token = issue_token(actors["manager"].id, "x")
    update_person(actors["manager"].id, disabled=True)
    opened = []
    for door in doors():
        _whose, where = next(places(door, world))
        if door.kind != "public" and not is_kept_out(door, visitor, where):
            opened.append(f"{door.method} {where}")
        if door.is_for_programs and status_of_token(crm, token, door, where) not in (401, 403):
            opened.append(f"token {door.method} {where}")
    assert opened == []


def test_nothing_is_changed_without_the_token_of_the_form(crm, world):
    visitor, passed = signed_in(crm, "admin"), []
    for door in doors():
        if door.method != "GET":
            _whose, where = next(places(door, world))
            status = send(visitor, door, where, headers={"X-CSRFToken": ""})
            passed += [] if status in (400, 403) else [f"{door.method} {where}: {status}"]
    assert passed == []


def test_nothing_is_changed_for_a_page_of_another_site(crm, world):
    visitor, passed = signed_in(crm, "admin"), []
    for door in doors():
        if door.method != "GET":
            _whose, where = next(places(door, world))
            status = send(visitor, door, where, headers={"Sec-Fetch-Site": "cross-site"})
            passed += [] if status == 403 else [f"{door.method} {where}: {status}"]
    assert passed == []


def scope_of(door: Door) -> str:
    """The scope that a token needs, as the page of tokens says it."""
    if door.method == "GET":
        return "read"
    if door.rule.startswith(f"{API}/tasks") or door.rule.startswith(f"{ENGINE}/task/"):
        return "tasks"
    if door.rule == f"{ENGINE}/deployment/create" or door.rule.startswith(f"{API}/waiting-deployments"):
        return "deploy"
    return "records" if door.rule.startswith(API) else "engine"


def status_of_token(crm: Flask, token: str, door: Door, where: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    body = None if door.method == "GET" else {}
    return crm.test_client().open(where, method=door.method, headers=headers, json=body).status_code


def test_a_token_that_lacks_the_scope_of_a_door_does_not_open_it(crm, world, actors):
    scopes = ("read", "records", "tasks", "engine", "deploy")
    tokens = {
        left_out: issue_token(actors["admin"].id, "x", scopes=[each for each in scopes if each != left_out])
        for left_out in scopes
    }
    passed = []
    for door in doors():
        if door.is_for_programs and door.rule not in (f"{ENGINE}/engine", f"{ENGINE}/version"):
            _whose, where = next(places(door, world))
            status = status_of_token(crm, tokens[scope_of(door)], door, where)
            passed += [] if status == 403 else [f"{door.method} {where}: {status}"]
    assert passed == []


def test_tokens_open_no_pages(crm, world, actors):
    token = issue_token(actors["admin"].id, "x")
    pages = [door for door in doors() if not door.is_for_programs and door.kind != "public" and door.method != "GET"]
    opened = [
        f"{door.method} {where}"
        for door in pages
        for where in [next(places(door, world))[1]]
        if status_of_token(crm, token, door, where) not in (302, 400, 401, 403)
    ]
    assert opened == []
