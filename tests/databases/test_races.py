"""Several people at once, through HTTP, on both databases: nobody's work is lost and nothing is there twice."""

import base64
from contextvars import Context
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from app.access.commands import add_person, update_person
from app.access.models import Person
from app.crm.counterparty.models import Counterparty
from app.crm.deal import deal
from app.crm.lead import lead
from app.crm.payment.models import Payment
from app.db import db
from app.engine.models import HistoryEntry, UserTask
from tests.databases.conftest import together
from tests.databases.invariants import assert_everything_belongs_together
from tests.visitors import signed_in


def call(app: Flask, login: str, method: str, path: str, body: dict | None = None, **headers: str) -> TestResponse:
    """A request of the API in a context of its own, as on a server."""
    token = base64.b64encode(f"{login}:demo".encode()).decode()
    headers = {"Authorization": f"Basic {token}", **{name.replace("_", "-"): value for name, value in headers.items()}}
    client = app.test_client()
    return Context().run(client.open, f"/api/v1/{path}", method=method, json=body, headers=headers, buffered=True)


@pytest.fixture
def rows(world):
    """Rows of a statement, read in a session of its own."""

    def read(statement) -> list:
        with world.app_context():
            return list(db.session.execute(statement).all())

    return read


def new_lead(world, **values) -> int:
    answer = call(world, "director", "POST", "leads", {"name": "Заявка", **values})
    assert answer.status_code == 201, answer.text
    return answer.json["id"]


def open_task(rows, lead_id: int):
    (task,) = rows(
        select(UserTask.id, UserTask.revision).where(
            UserTask.record_type == "lead", UserTask.record_id == lead_id, UserTask.state == "open"
        )
    )
    return task


def test_of_two_people_who_complete_one_task_one_wins_and_the_other_keeps_the_text(world, rows):
    visitors = [signed_in(world, login) for login in ("manager", "manager2")]
    for _ in range(3):
        lead_id = new_lead(world)
        task = open_task(rows, lead_id)
        form = {"_outcome": "disqualify", "_revision": task.revision, "disqualification_reason": "spam"}
        answers = together(*(partial(visitor.post, f"/tasks/{task.id}/complete", form) for visitor in visitors))
        assert sorted(answer.status_code for answer in answers) == [303, 409], answers
        (lost,) = [answer for answer in answers if answer.status_code == 409]
        assert "spam" in lost.text
        done = select(HistoryEntry.id).where(
            HistoryEntry.record_type == "lead", HistoryEntry.record_id == lead_id, HistoryEntry.kind == "taskCompleted"
        )
        assert len(rows(done)) == 1


def test_two_who_change_different_fields_both_win(world, rows):
    visitors = [signed_in(world, login) for login in ("director", "admin")]
    lead_id = new_lead(world)
    revision = call(world, "director", "GET", f"leads/{lead_id}").json["revision"]
    changes = ({"counterparty_text": "Весна"}, {"number_of_users": "17"})
    answers = together(
        *(
            lambda visitor=visitor, change=change: visitor.post(
                f"/leads/{lead_id}/field/{next(iter(change))}", {**change, "_revision": revision}
            )
            for visitor, change in zip(visitors, changes, strict=True)
        )
    )
    assert [answer.status_code for answer in answers] == [303, 303], answers
    (row,) = rows(select(lead.model.counterparty_text, lead.model.number_of_users).where(lead.model.id == lead_id))
    assert tuple(row) == ("Весна", "17")


def test_of_two_who_change_one_field_the_slower_sees_both_texts(world, rows):
    visitors = [signed_in(world, login) for login in ("director", "admin")]
    lead_id = new_lead(world)
    revision = call(world, "director", "GET", f"leads/{lead_id}").json["revision"]
    answers = together(
        *(
            lambda visitor=visitor, words=words: visitor.post(
                f"/leads/{lead_id}/field/counterparty_text", {"counterparty_text": words, "_revision": revision}
            )
            for visitor, words in zip(visitors, ("Весна", "Осень"), strict=True)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409], answers
    (lost,) = [answer for answer in answers if answer.status_code == 409]
    assert "Весна" in lost.text
    assert "Осень" in lost.text


def test_thirty_records_made_and_moved_at_once_have_numbers_without_holes(world, rows):
    with world.app_context():
        manager = db.session.scalar(select(Person.id).where(Person.login == "manager"))
        before = {
            record_type.name: db.session.scalar(select(db.func.max(record_type.model.number)))
            for record_type in (lead, deal)
        }
        client = db.session.scalar(text("SELECT min(id) FROM counterparty"))
        db.session.remove()

    def make_and_move(index: int) -> list[int]:
        values = {"name": f"Вместе {index}", "manager": manager, "counterparty": client}
        if index % 3 == 2:
            return [call(world, "director", "POST", "deals", values).status_code]
        made = call(world, "director", "POST", "leads", values)
        found = [made.status_code]
        if made.status_code == 201:
            for status in ("interest", "deal_creation"):
                answer = call(world, "manager", "POST", f"leads/{made.json['id']}/status", {"status": status})
                found.append(answer.status_code)
        return found

    results = together(*(lambda index=index: make_and_move(index) for index in range(30)))
    assert all(isinstance(result, list) for result in results), results
    assert {code for result in results for code in result} == {200, 201}, results
    for record_type, more in ((lead, 20), (deal, 30)):
        numbers = sorted(row.number for row in rows(select(record_type.model.number)))
        assert numbers == list(range(1, before[record_type.name] + more + 1))
    assert_everything_belongs_together(world)


def test_the_first_two_records_of_a_type_made_at_once_get_numbers_one_and_two(world, rows):
    with world.app_context():
        db.session.execute(text("DELETE FROM counter"))
        db.session.execute(text("UPDATE lead SET number = -id"))
        db.session.commit()
    answers = together(
        *(lambda: call(world, "director", "POST", "leads", {"name": "Первая"}) for _ in range(4)),
    )
    assert sorted(answer.json["number"] for answer in answers) == [1, 2, 3, 4], [answer.json for answer in answers]


def test_the_same_request_twice_at_once_is_carried_out_once(world, rows):
    answers = together(
        *(
            lambda: call(world, "director", "POST", "leads", {"name": "Однажды"}, Idempotency_Key="one")
            for _ in range(4)
        )
    )
    assert {answer.status_code for answer in answers} == {201}, [answer.text for answer in answers]
    assert len({answer.json["id"] for answer in answers}) == 1
    assert len(rows(select(lead.model.id).where(lead.model.name == "Однажды"))) == 1


def test_two_who_claim_one_task_do_not_both_have_it(world, rows):
    task = open_task(rows, new_lead(world))
    answers = together(
        *(lambda login=login: call(world, login, "POST", f"tasks/{task.id}/claim") for login in ("manager", "manager2"))
    )
    assert sorted(answer.status_code for answer in answers) == [204, 409], [answer.text for answer in answers]


def test_a_record_that_is_deleted_while_it_is_moved_is_gone_or_moved_but_never_half(world, rows):
    for _ in range(4):
        lead_id = new_lead(world)
        call(world, "director", "PATCH", f"leads/{lead_id}", {"manager": 1})
        move, delete = together(
            partial(call, world, "director", "POST", f"leads/{lead_id}/status", {"status": "interest"}),
            partial(call, world, "director", "DELETE", f"leads/{lead_id}"),
        )
        assert move.status_code in (200, 404, 409, 412), move.text
        assert delete.status_code in (204, 409, 412), delete.text
    assert_everything_belongs_together(world)


def test_two_administrators_who_disable_each_other_do_not_both_succeed(world, rows):
    with world.app_context():
        second = add_person("admin2", "demo", groups=["crm-administrators"], demo=True).id
        first = db.session.scalar(select(Person.id).where(Person.login == "admin"))

    def disable(person_id: int) -> None:
        with world.app_context():
            update_person(person_id, disabled=True)

    for _ in range(3):
        outcomes = together(partial(disable, first), partial(disable, second))
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", "PeopleError"], outcomes
        with world.app_context():
            for person_id in (first, second):
                update_person(person_id, disabled=False)


def test_of_two_people_with_one_login_one_is_added(world, rows):
    def add(login: str) -> None:
        with world.app_context():
            add_person(login, "long enough words")

    for number in range(3):
        outcomes = together(*[partial(add, f"anna{number}")] * 2)
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", "PeopleError"], outcomes


def test_of_two_records_with_one_code_one_is_made_and_the_other_refused_in_words(world):
    for number in range(3):
        body = {"code": f"fair{number}", "name": "Ярмарка"}
        answers = together(*[partial(call, world, "admin", "POST", "request-categories", body)] * 2)
        assert sorted(answer.status_code for answer in answers) == [201, 422], answers
        (refused,) = [answer for answer in answers if answer.status_code == 422]
        assert list(refused.json["details"]) == ["code"]


def test_a_record_that_is_edited_while_its_task_fills_fields_of_it_keeps_both_or_refuses_one(world, rows):
    editor, answerer = (signed_in(world, login) for login in ("director", "manager"))
    for number in range(6):
        lead_id = new_lead(world)
        task = open_task(rows, lead_id)
        revision = call(world, "director", "GET", f"leads/{lead_id}").json["revision"]
        edit = {"counterparty_text": f"Весна {number}", "_revision": revision}
        form = {"_outcome": "disqualify", "_revision": task.revision, "disqualification_reason": "spam"}
        edited, answered = together(
            partial(editor.post, f"/leads/{lead_id}/field/counterparty_text", edit),
            partial(answerer.post, f"/tasks/{task.id}/complete", form),
        )
        assert edited.status_code in (303, 409), edited
        assert answered.status_code in (303, 409), answered
        assert 303 in (edited.status_code, answered.status_code)
        (row,) = rows(
            select(lead.model.counterparty_text, lead.model.disqualification_reason).where(lead.model.id == lead_id)
        )
        assert (row.counterparty_text == f"Весна {number}") == (edited.status_code == 303)
        assert (row.disqualification_reason == "spam") == (answered.status_code == 303)
    assert_everything_belongs_together(world)


def test_of_two_people_who_split_one_order_into_payments_one_does(world, rows):
    client = rows(select(Counterparty.id).limit(1))[0].id
    visitors = [signed_in(world, login) for login in ("director", "admin")]
    asked = {"count": "2", "step": "month", "first": "2027-01-31", "prepayment": ""}
    for _ in range(3):
        order = {"counterparty": client, "currency": "RUB", "lines": [{"name": "Чай", "price": "1000"}]}
        order_id = call(world, "director", "POST", "orders", order).json["id"]
        answers = together(*(partial(each.post, f"/orders/{order_id}/instalments", asked) for each in visitors))
        assert sorted(answer.status_code for answer in answers) == [303, 422], answers
        assert len(rows(select(Payment.id).where(Payment.order_id == order_id))) == 2
