"""Tasks are taken, given back and given to somebody."""

import pytest
from sqlalchemy import insert

from app.access.models import Membership, Person
from app.clock import clock
from app.db import db
from app.engine.models import UserTaskCandidate
from app.records.tasks.reading import candidates_of, find_task
from tests.records.samples import new, task_of
from tests.visitors import signed_in


@pytest.fixture
def task(actors):
    return task_of("deal", new(actors["director"], "deal", name="Поставка"))


def now(task):
    return task_of("deal", task.record_id)


def test_a_group_task_shows_who_else_could_take_it(crm, task):
    page = signed_in(crm, "manager").get(f"/deals/{task.record_id}").text
    assert "Эльвира Даниленко" in page
    assert "CRM manager" in page


@pytest.fixture
def clerks(crm):
    """A hundred people more in the group whose task it is; in the order of names they come first."""
    people = [{"id": 1000 + place, "login": f"clerk{place}", "created_at": clock.now()} for place in range(100)]
    db.session.execute(insert(Person), people)
    db.session.execute(insert(Membership), [{"person_id": each["id"], "group_id": "crm-cco"} for each in people])
    db.session.commit()


def test_of_a_very_large_group_a_hundred_are_named(task, clerks):
    assert len(candidates_of([task.id])[task.id].people) == 100


def test_who_comes_after_a_very_large_group_may_answer_all_the_same(task, clerks, actors):
    """Neither those of another group nor those who are named themselves."""
    others = [{"group_id": "crm-manager", "person_id": None}, {"group_id": None, "person_id": actors["observer"].id}]
    db.session.execute(
        insert(UserTaskCandidate), [{"user_task_id": task.id, "created_at": clock.now(), **each} for each in others]
    )
    db.session.commit()
    for login in ("manager2", "director", "observer"):
        assert find_task(task.id, actors[login]).answerable


def test_taking_makes_it_mine(crm, task, actors):
    signed_in(crm, "manager").post(f"/tasks/{task.id}/claim")
    assert now(task).assignee_id == actors["manager"].id


def test_somebody_elses_task_is_not_taken_and_the_page_says_whose_it_is(crm, task, actors):
    signed_in(crm, "manager").post(f"/tasks/{task.id}/claim")
    second = signed_in(crm, "manager2")
    reply = second.post(f"/tasks/{task.id}/claim")
    assert reply.status_code == 303
    assert "Станислав Усачёв has already taken this task." in second.get("/tasks").text
    assert now(task).assignee_id == actors["manager"].id


def test_giving_back_returns_it_to_the_group(crm, task):
    manager = signed_in(crm, "manager")
    manager.post(f"/tasks/{task.id}/claim")
    manager.post(f"/tasks/{task.id}/release")
    assert now(task).assignee_id is None


def test_a_candidate_gives_it_to_a_colleague(crm, task, actors):
    reply = signed_in(crm, "manager").post(f"/tasks/{task.id}/assign", {"person": actors["manager2"].id})
    assert reply.status_code == 303
    assert now(task).assignee_id == actors["manager2"].id


def test_nobody_is_asked_who_could_not_open_the_record(crm, task, actors):
    reply = signed_in(crm, "manager").post(f"/tasks/{task.id}/assign", {"person": actors["analyst"].id})
    assert reply.status_code == 409
    assert "may not open this record" in reply.text
    assert now(task).assignee_id is None


def test_without_a_person_the_dialog_asks_again(crm, task):
    assert signed_in(crm, "manager").post(f"/tasks/{task.id}/assign", {}).status_code == 422


def test_a_line_manager_reassigns_the_task_of_a_subordinate(crm, task, actors):
    signed_in(crm, "manager2").post(f"/tasks/{task.id}/claim")
    boss = signed_in(crm, "manager")  # the line manager of manager2
    assert boss.get(f"/tasks/{task.id}/assign").status_code == 200
    boss.post(f"/tasks/{task.id}/assign", {"person": actors["manager"].id})
    assert now(task).assignee_id == actors["manager"].id


def test_who_has_nothing_to_do_with_it_does_not_give_it_away(crm, task, actors):
    director = signed_in(crm, "director")  # may read the deal, but is asked nothing
    assert director.post(f"/tasks/{task.id}/assign", {"person": actors["manager"].id}).status_code == 403
    assert director.post(f"/tasks/{task.id}/claim").status_code == 403
