"""One use case through the page and through the API: the same decision, in the same words."""

import html
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.engine import UnitOfWork, unit_of_work
from app.records.tasks.answering import Answer, answer
from app.records.tasks.commands import claim
from tests.records.samples import new, task_of
from tests.visitors import Visitor, signed_in

DONE = "done"
CLIENT = {
    "full_organization_name": "ООО «Ромашка»",
    "counterparty_kind": "legalEntity",
    "inn": "7701234567",
    "juridical_address": "Москва",
}


@dataclass(frozen=True)
class Call:
    """A use case as it is asked for through both doors.

    Attributes:
        address: behind `/` and `/api/v1/`; where they differ `page` and `path` are the ends of it.
        values: what the page posts.
        body: what the API sends.
    """

    address: str
    page: str = ""
    path: str = ""
    method: str = "POST"
    values: dict[str, Any] = field(default_factory=dict)
    body: Any = None


class World:
    """Records and tasks for the calls, made by the manager."""

    def __init__(self, actors: dict[str, Any]) -> None:
        self.actors = actors
        self.manager = actors["manager"]

    def lead(self, **values: Any) -> int:
        return new(self.manager, "lead", **{"name": "Заявка", "manager": self.manager.id, **values})

    def client_of_a_deal(self) -> int:
        found = new(self.manager, "counterparty", full_organization_name="АО «Лето»", counterparty_kind="legalEntity")
        new(self.manager, "deal", name="Поставка", manager=self.manager.id, counterparty=found)
        return found

    def question(self) -> str:
        """A task that nobody has taken yet."""
        return task_of("deal", new(self.actors["director"], "deal", name="Поставка")).id

    def question_of_a_lead(self) -> str:
        return task_of("lead", self.lead(manager=None)).id

    def answered_question(self) -> str:
        return self._after(lambda unit, task_id: answer(unit, task_id, Answer("takeToWork")))

    def claimed_question(self, login: str) -> str:
        return self._after(claim, login)

    def _after(self, command: Callable[[UnitOfWork, str], object], login: str = "manager") -> str:
        task_id = self.question()
        with unit_of_work(self.actors[login]) as unit:
            command(unit, task_id)
        return task_id


def create(plural: str, **values: Any) -> Call:
    return Call(plural, page="/new", values=values, body=values)


def update(plural: str, record_id: int, **values: Any) -> Call:
    return Call(f"{plural}/{record_id}", page="/edit", method="PATCH", values=values, body=values)


def delete(plural: str, record_id: int) -> Call:
    return Call(f"{plural}/{record_id}", page="/delete", method="DELETE")


def status(record_id: int, wanted: str, **fields: Any) -> Call:
    body = {"status": wanted, "fields": fields}
    return Call(f"leads/{record_id}/status", values={"status": wanted, **fields}, body=body)


def complete(task_id: str, outcome: str, **values: Any) -> Call:
    body = {"outcome": outcome, "variables": values}
    return Call(f"tasks/{task_id}/complete", values={"_outcome": outcome, **values}, body=body)


def task(task_id: str, action: str, **values: Any) -> Call:
    return Call(f"tasks/{task_id}/{action}", values=values, body=values)


CASES: dict[str, tuple[str, Callable[[World], Call], int | str]] = {
    "create": ("manager", lambda w: create("leads", name="Заявка", manager=w.manager.id), DONE),
    "create with a value that the form refuses": (
        "manager",
        lambda w: create("counterparties", manager=w.manager.id, **CLIENT | {"inn": "123"}),
        422,
    ),
    "create with nothing in a field that is needed": (
        "manager",
        lambda w: create("leads", name="", manager=w.manager.id),
        422,
    ),
    "create with what is not there": (
        "manager",
        lambda w: create("leads", name="Заявка", manager=w.manager.id, counterparty=999_999),
        422,
    ),
    "create without the right": ("observer", lambda w: create("leads", name="Заявка", manager=w.manager.id), 403),
    "update": ("manager", lambda w: update("leads", w.lead(), amount="100.00"), DONE),
    "update with a value that the form refuses": ("manager", lambda w: update("leads", w.lead(), amount="-1"), 422),
    "update with a value that is none": ("manager", lambda w: update("leads", w.lead(), amount="many"), 422),
    "update with nothing in a field that is needed": ("manager", lambda w: update("leads", w.lead(), name=""), 422),
    "update by a reader": (
        "observer",
        lambda w: update("leads", w.lead(viewers=[w.actors["observer"].id]), name="Другая"),
        403,
    ),
    "update by a stranger": ("observer", lambda w: update("leads", w.lead(), name="Другая"), 404),
    "delete": ("manager", lambda w: delete("leads", w.lead()), DONE),
    "delete what others point to": ("manager", lambda w: delete("counterparties", w.client_of_a_deal()), 409),
    "delete by a stranger": ("observer", lambda w: delete("leads", w.lead()), 404),
    "status": ("manager", lambda w: status(w.lead(), "interest"), DONE),
    "status with a field": (
        "manager",
        lambda w: status(w.lead(), "disqualified", disqualification_reason="spam"),
        DONE,
    ),
    "status that the diagram refuses": ("manager", lambda w: status(w.lead(), "deal_creation"), 409),
    "status with a value that does not fit": (
        "manager",
        lambda w: status(w.lead(), "disqualified", disqualification_reason="made up"),
        422,
    ),
    "status that there is not": ("manager", lambda w: status(w.lead(), "dragon"), 409),
    "no status": ("manager", lambda w: status(w.lead(), ""), 422),
    "status by a reader": (
        "observer",
        lambda w: status(w.lead(viewers=[w.actors["observer"].id]), "interest"),
        403,
    ),
    "status by a stranger": ("observer", lambda w: status(w.lead(), "interest"), 404),
    "answer": ("manager", lambda w: complete(w.question(), "takeToWork"), DONE),
    "answer that the diagram refuses": ("manager", lambda w: complete(w.question_of_a_lead(), "disqualify"), 409),
    "answer with a value that does not fit": (
        "manager",
        lambda w: complete(w.question_of_a_lead(), "disqualify", disqualification_reason="made up"),
        422,
    ),
    "answer that there is not": ("manager", lambda w: complete(w.question(), "explode"), 409),
    "answer to what another has taken": (
        "director",
        lambda w: complete(w.claimed_question("manager"), "takeToWork"),
        403,
    ),
    "answer by a stranger": ("observer", lambda w: complete(w.question(), "takeToWork"), 404),
    "claim": ("manager", lambda w: task(w.question(), "claim"), DONE),
    "claim what another has taken": ("director", lambda w: task(w.claimed_question("manager"), "claim"), 409),
    "claim what is answered": ("manager", lambda w: task(w.answered_question(), "claim"), 409),
    "claim by a stranger": ("observer", lambda w: task(w.question(), "claim"), 404),
    "release": ("manager", lambda w: task(w.claimed_question("manager"), "release"), DONE),
    "release what another has taken": ("director", lambda w: task(w.claimed_question("manager"), "release"), 403),
    "assign": ("manager", lambda w: task(w.question(), "assign", person=w.actors["director"].id), DONE),
    "assign to who may not see": (
        "manager",
        lambda w: task(w.question(), "assign", person=w.actors["analyst"].id),
        409,
    ),
    "assign to nobody": ("manager", lambda w: task(w.question(), "assign", person=999_999), 409),
    "assign what is answered": (
        "manager",
        lambda w: task(w.answered_question(), "assign", person=w.actors["director"].id),
        409,
    ),
    "assign what another has taken": (
        "manager2",
        lambda w: task(w.claimed_question("manager"), "assign", person=w.actors["manager2"].id),
        403,
    ),
    "assign by a stranger": ("observer", lambda w: task(w.question(), "assign", person=w.actors["director"].id), 404),
}


@pytest.fixture
def world(actors) -> World:
    return World(actors)


@pytest.mark.parametrize("case", CASES)
def test_page_and_api_decide_alike_and_say_the_same(crm: Flask, world: World, case: str):
    login, call_of, expected = CASES[case]
    visitor = signed_in(crm, login)
    by_api = through_api(visitor, call_of(world))
    by_page = through_page(visitor, call_of(world))
    assert (decision(by_page), decision(by_api)) == (expected, expected), (by_page.text, by_api.text)
    if expected != DONE:
        shown = text_of(by_page)
        assert [words for words in words_of(by_api) if words not in shown] == []


def through_page(visitor: Visitor, call: Call) -> TestResponse:
    return visitor.post(f"/{call.address}{call.page}", call.values, htmx=True)


def through_api(visitor: Visitor, call: Call) -> TestResponse:
    return visitor.send(call.method, f"/api/v1/{call.address}{call.path}", json=call.body)


def decision(response: TestResponse) -> int | str:
    return DONE if response.status_code < 400 else response.status_code


def words_of(response: TestResponse) -> list[str]:
    """What the API says: of each field, else of the whole."""
    body = response.json
    return list(body["details"].values()) if body["type"] == "ValidationError" else [body["message"]]


def text_of(response: TestResponse) -> str:
    """What the person reads, on the page or in the message at its edge."""
    events = json.loads(response.headers.get("HX-Trigger", "{}"))
    return html.unescape(response.text) + events.get("toast", {}).get("message", "")
