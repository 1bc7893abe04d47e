"""Assignments: who does what, who verifies, and what cannot follow what."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import clock
from app.db import db
from app.engine import Refusal, complete_task, fire_timers, unit_of_work
from app.engine.models import UserTask
from app.records.commands.update import update_record
from app.records.errors import FieldsForbidden, Forbidden
from app.records.types import registry
from tests.records.samples import fetch, move, new, task_of
from tests.visitors import signed_in

ASSIGNMENT = registry["assignment"]


@pytest.fixture
def make(actors):
    """The director asks the manager; the second manager verifies unless it is said otherwise."""

    def made(**values):
        people = {"initiator": actors["director"].id, "performer": actors["manager"].id}
        people["verifier"] = actors["manager2"].id
        return new(actors["director"], "assignment", **{"title": "Собрать образцы", **people, **values})

    return made


def status_of(assignment_id):
    return fetch("assignment", assignment_id).status


def answer(actor, assignment_id, outcome):
    task = task_of("assignment", assignment_id)
    with unit_of_work(actor) as unit:
        complete_task(unit, task.id, outcome, {"comment": "Слово"})


def asked(assignment_id):
    found = db.session.scalars(
        select(UserTask.element_id).where(
            UserTask.record_type == "assignment", UserTask.record_id == assignment_id, UserTask.state == "open"
        )
    ).all()
    db.session.commit()
    return found


def test_from_new_through_work_and_verification_to_complete(make, actors):
    assignment_id = make()
    answer(actors["manager"], assignment_id, "work")
    assert (status_of(assignment_id), asked(assignment_id)) == ("in-progress", ["perform"])
    answer(actors["manager"], assignment_id, "done")
    assert (status_of(assignment_id), asked(assignment_id)) == ("verification", ["verify"])
    answer(actors["manager2"], assignment_id, "back")
    assert status_of(assignment_id) == "in-progress"
    answer(actors["manager"], assignment_id, "done")
    answer(actors["manager2"], assignment_id, "done")
    assert (status_of(assignment_id), asked(assignment_id)) == ("complete", [])


def test_without_a_verifier_done_is_complete(make, actors):
    assignment_id = make(verifier=None)
    answer(actors["manager"], assignment_id, "done")
    assert status_of(assignment_id) == "complete"


def test_the_initiator_clarifies(make, actors):
    assignment_id = make(verifier=None)
    answer(actors["manager"], assignment_id, "clarify")
    assert asked(assignment_id) == ["clarify"]
    answer(actors["director"], assignment_id, "back")
    assert status_of(assignment_id) == "in-progress"
    move(actors["manager"], "assignment", assignment_id, "clarification")
    answer(actors["director"], assignment_id, "close")
    assert status_of(assignment_id) == "complete"


def test_nobody_named_means_the_initiator(make, actors):
    assert fetch("assignment", make(performer=None)).performer_id == actors["director"].id


ERRORS = [
    ({"verifier": None}, (), "verification", "Проверяющий не задан"),
    ({}, ("done",), "verification", "Перевод в статус Проверка невозможен"),
    ({}, ("done",), "in-progress", "Перевод в статус В Работе невозможен"),
    ({}, ("done",), "clarification", "Перевод в статус Уточнение невозможен"),
    ({"verifier": None}, ("done", "archive"), "complete", "Перевод в статус Выполнено невозможен"),
    ({}, ("verification",), "complete", "Вам недоступен перевод в статус Выполнено"),
    ({}, (), "complete", "Необходима проверка. Переведите в статус Проверка"),
    ({}, ("in-progress",), "created", "Предыдущий статус не определен"),
]


@pytest.mark.parametrize(("values", "way", "status", "words"), ERRORS)
def test_what_cannot_follow_is_said_in_words(make, actors, values, way, status, words):
    assignment_id = make(**values)
    for step in way:
        if step == "done":
            finish(actors, assignment_id)
        elif step == "archive":
            to_archive(assignment_id)
        else:
            move(actors["manager"], "assignment", assignment_id, step)
    before = status_of(assignment_id)
    with pytest.raises(Refusal) as refused:
        move(actors["director"], "assignment", assignment_id, status)
    assert str(refused.value) == words
    assert status_of(assignment_id) == before


def finish(actors, assignment_id):
    if fetch("assignment", assignment_id).verifier_id:
        move(actors["manager"], "assignment", assignment_id, "verification")
        answer(actors["manager2"], assignment_id, "done")
    else:
        answer(actors["manager"], assignment_id, "done")


def to_archive(assignment_id):
    moment = clock.now() + timedelta(days=14, minutes=1)
    clock.set(lambda: moment)
    try:
        fire_timers()
    finally:
        clock.reset()
    return status_of(assignment_id)


def test_two_weeks_later_it_is_in_the_archive_and_may_be_taken_back(make, actors):
    assignment_id = make(verifier=None)
    answer(actors["manager"], assignment_id, "done")
    assert to_archive(assignment_id) == "archive"
    move(actors["director"], "assignment", assignment_id, "created")
    assert (status_of(assignment_id), asked(assignment_id)) == ("created", ["process"])


def change(actor, assignment_id, **values):
    with unit_of_work(actor) as unit:
        update_record(unit, ASSIGNMENT, assignment_id, values)


def test_the_performer_changes_neither_terms_nor_people(make, actors):
    assignment_id = make()
    change(actors["manager"], assignment_id, description="<p>Три вида</p>")
    for values in ({"priority": "low"}, {"performer": actors["manager2"].id}, {"verifier": None}):
        with pytest.raises(FieldsForbidden):
            change(actors["manager"], assignment_id, **values)
    change(actors["director"], assignment_id, priority="high")
    assert fetch("assignment", assignment_id).priority == "high"


def test_only_an_administrator_changes_the_initiator(make, actors):
    assignment_id = make()
    with pytest.raises(FieldsForbidden):
        change(actors["director"], assignment_id, initiator=actors["manager"].id)
    change(actors["admin"], assignment_id, initiator=actors["manager"].id)


def test_everybody_reads_and_nobody_else_writes(crm, make, actors):
    assignment_id = make()
    assert "Собрать образцы" in signed_in(crm, "observer").get(f"/assignments/{assignment_id}").text
    with pytest.raises(Forbidden):
        change(actors["observer"], assignment_id, description="нет")
    finish(actors, assignment_id)
    with pytest.raises(Forbidden):
        change(actors["manager"], assignment_id, description="поздно")


def test_its_task_has_the_priority_and_the_deadline_of_the_assignment(make):
    due = clock.now() + timedelta(days=2)
    task = task_of("assignment", make(priority="high", due_date=due))
    assert (task.priority, task.due_at) == (75, due)


@pytest.mark.parametrize("owner", ["lead", "deal", "order", "payment", "contract", "counterparty", "assignment"])
def test_S147_from_any_card(crm, actors, client_id, make, owner):
    manager = actors["manager"]
    values = {
        "lead": {"name": "Заявка", "manager": manager.id},
        "deal": {"name": "Поставка", "manager": manager.id},
        "order": {"counterparty": client_id, "currency": "RUB", "manager": manager.id},
        "payment": {"counterparty": client_id, "currency": "RUB", "amount": 1, "responsible": manager.id},
        "contract": {"initiator": manager.id},
    }
    owner_id = client_id if owner == "counterparty" else make() if owner == "assignment" else None
    owner_id = owner_id or new(manager, owner, **values[owner])
    address = f"/{registry[owner].plural}/{owner_id}/assignment"
    visitor = signed_in(crm, "manager")
    assert f'href="{address}"' in visitor.get(f"/{registry[owner].plural}/{owner_id}").text
    form = visitor.get(visitor.get(address).location)
    assert f'<option value="{owner_id}" selected>' in form.text
