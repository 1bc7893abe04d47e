"""What somebody holds when they leave: listed, and handed over in one step."""

import pytest
from click.testing import CliRunner

from app.access.commands import PeopleError, update_person
from app.access.leaving import held_by
from app.access.models import Person
from app.cli.people import disable as disable_command
from app.db import db
from app.records.tasks.leaving import give_back_tasks
from tests.records.samples import fetch, move, new, task_of
from tests.visitors import signed_in


@pytest.fixture
def claimed(crm, actors):
    """A group's task that `manager` has taken."""
    task = task_of("deal", new(actors["director"], "deal", name="Поставка"))
    signed_in(crm, "manager").post(f"/tasks/{task.id}/claim")
    return task


@pytest.fixture
def own(crm, actors) -> int:
    """A deal that `manager` works on."""
    return new(actors["director"], "deal", name="Своя", manager=actors["manager"].id)


def disable(crm, person, **form):
    page = {"first_name": "Станислав", "last_name": "Усачёв", "disabled": "y", "groups": ["crm-cco"], **form}
    return signed_in(crm, "admin").post(f"/people/{person.id}", page)


def test_the_page_lists_what_a_person_holds(crm, claimed, own, actors):
    page = signed_in(crm, "admin").get(f"/people/{actors['manager'].id}").text
    assert f"/tasks/{claimed.id}" in page
    assert f"/deals/{own}" in page


def test_tasks_go_back_to_their_group(crm, claimed, actors):
    assert disable(crm, actors["manager"]).status_code == 303
    assert task_of("deal", claimed.record_id).assignee_id is None
    assert claimed.id in signed_in(crm, "manager2").get("/tasks").text
    assert signed_in(crm, "manager2").post(f"/tasks/{claimed.id}/claim").status_code == 303


def test_one_person_takes_everything_over(crm, claimed, own, actors):
    successor = actors["manager2"].id
    assert disable(crm, actors["manager"], successor_id=successor).status_code == 303
    assert task_of("deal", claimed.record_id).assignee_id == successor
    assert fetch("deal", own).manager_id == successor
    assert held_by(actors["manager"].id) == []


def test_what_is_left_is_said_and_can_be_handed_over_later(crm, own, actors):
    admin = signed_in(crm, "admin")
    page = {"first_name": "Станислав", "last_name": "Усачёв", "disabled": "y", "groups": ["crm-cco"]}
    answer = admin.post(f"/people/{actors['manager'].id}", page)
    assert "still with" in admin.get(answer.location).text
    admin.post(f"/people/{actors['manager'].id}", page | {"successor_id": actors["manager2"].id})
    assert fetch("deal", own).manager_id == actors["manager2"].id


def test_closed_records_stay_with_who_closed_them(crm, own, actors):
    move(actors["director"], "deal", own, "firstContact")
    move(actors["director"], "deal", own, "completed")
    update_person(actors["manager"].id, disabled=True, successor_id=actors["manager2"].id)
    assert fetch("deal", own).manager_id == actors["manager"].id


@pytest.mark.parametrize("successor", ["manager", "disabled", "nobody"])
def test_only_somebody_who_may_sign_in_takes_over(crm, claimed, actors, successor):
    update_person(actors["observer"].id, disabled=True)
    ids = {"manager": actors["manager"].id, "disabled": actors["observer"].id, "nobody": 999}
    with pytest.raises(PeopleError):
        update_person(actors["manager"].id, disabled=True, successor_id=ids[successor])
    assert not db.session.get(Person, actors["manager"].id, populate_existing=True).disabled
    assert task_of("deal", claimed.record_id).assignee_id == actors["manager"].id


def test_a_task_for_somebody_who_has_left_goes_to_those_who_stand_in(crm, own, actors):
    """The role is bound to the responsible person, who is not there any more."""
    update_person(actors["manager"].id, disabled=True)
    move(actors["director"], "deal", own, "decision")
    assert task_of("deal", own).assignee_id is None


@pytest.mark.parametrize(("groups", "keeps"), [([], False), (["analysts"], False), (["crm-cco", "analysts"], True)])
def test_who_leaves_a_group_leaves_what_was_taken_as_its_member(crm, claimed, actors, groups, keeps):
    person = actors["manager"].id
    page = {"first_name": "Станислав", "last_name": "Усачёв", "groups": groups}
    assert signed_in(crm, "admin").post(f"/people/{person}", page).status_code == 303

    assert (task_of("deal", claimed.record_id).assignee_id == person) is keeps
    answer = signed_in(crm, "manager").post(f"/tasks/{claimed.id}/complete", {"outcome": "takeToWork"})
    assert (answer.status_code in (403, 404)) is not keeps
    if not keeps:
        assert claimed.id in signed_in(crm, "manager2").get("/tasks").text
        assert signed_in(crm, "manager2").post(f"/tasks/{claimed.id}/claim").status_code == 303
        assert task_of("deal", claimed.record_id).assignee_id == actors["manager2"].id


def test_what_was_given_to_somebody_of_another_group_stays_with_them(crm, actors):
    """The director has chosen the person, not the group."""
    task = task_of("deal", new(actors["director"], "deal", name="Поставка", viewers=[actors["observer"].id]))
    assert signed_in(crm, "manager2").post(f"/tasks/{task.id}/assign", {"person": actors["observer"].id})
    update_person(actors["observer"].id, groups=["analysts"])
    update_person(actors["observer"].id, groups=[])
    assert task_of("deal", task.record_id).assignee_id == actors["observer"].id


def test_the_command_line_disables_too(crm, claimed, actors):
    runner = CliRunner()
    answer = runner.invoke(disable_command, ["manager", "--successor", "manager2"])
    assert answer.exit_code == 0, answer.output
    assert "Tasks they have taken: 1" in answer.output
    assert task_of("deal", claimed.record_id).assignee_id == actors["manager2"].id
    assert runner.invoke(disable_command, ["nobody"]).exit_code == 1


def test_tasks_of_people_who_left_long_ago_are_given_back_at_the_start(crm, claimed, actors):
    db.session.get(Person, actors["manager"].id).disabled = True
    db.session.commit()
    give_back_tasks()
    assert task_of("deal", claimed.record_id).assignee_id is None
