"""A task is answered on the card of its record."""

import json
import re
from pathlib import Path

import pytest

from app.engine import deploy, unit_of_work
from app.records.commands.update import update_record
from app.records.types import registry
from tests.records.samples import fetch, new, task_of
from tests.visitors import signed_in

ROOT = Path(__file__).parents[3]


@pytest.fixture
def lead_id(actors):
    return new(actors["director"], "lead", name="Заявка с сайта", counterparty_text="Весна")


@pytest.fixture
def manager(crm, lead_id):
    return signed_in(crm, "manager")


def answer(visitor, task, outcome, **fields):
    return visitor.post(f"/tasks/{task.id}/complete", {"_revision": task.revision, **fields, "_outcome": outcome})


def test_the_answer_goes_to_the_engine_and_leads_back_to_the_card(manager, lead_id, actors):
    task = task_of("lead", lead_id)
    reply = answer(manager, task, "takeToWork", disqualification_reason="")
    assert reply.status_code == 303
    assert reply.location == f"/leads/{lead_id}?answered={task.id}"
    assert fetch("lead", lead_id).manager_id == actors["manager"].id
    assert task_of("lead", lead_id, "completed").outcome == "takeToWork"


def test_a_field_of_the_form_that_belongs_to_the_record_is_written_to_it(manager, lead_id):
    answer(manager, task_of("lead", lead_id), "disqualify", disqualification_reason="spam")
    assert fetch("lead", lead_id).status == "disqualified"
    assert fetch("lead", lead_id).disqualification_reason == "spam"


def test_the_words_of_a_refusal_stand_beside_the_field_that_is_missing(manager, lead_id):
    task = task_of("lead", lead_id)
    reply = answer(manager, task, "disqualify", disqualification_reason="")
    assert reply.status_code == 409
    field = reply.text.split('name="disqualification_reason"')[1]
    assert "disqualification reason" in field.split("field-error")[1].split("</p>")[0].lower()
    assert fetch("lead", lead_id).status == "new"
    assert task_of("lead", lead_id).revision == task.revision


def test_a_value_that_does_not_fit_is_said_beside_its_field_and_kept(manager, lead_id):
    reply = answer(manager, task_of("lead", lead_id), "disqualify", disqualification_reason="made up")
    assert reply.status_code == 422
    assert "made up" in reply.text
    assert "Choose one of the listed values." in reply.text


def test_the_second_of_two_people_gets_409_and_keeps_what_was_typed(crm, actors):
    deal_id = new(actors["director"], "deal", name="Поставка")
    task = task_of("deal", deal_id)
    first, second = signed_in(crm, "manager"), signed_in(crm, "manager2")
    assert answer(first, task, "takeToWork").status_code == 303
    reply = answer(second, task, "takeToWork", comment="мои слова")
    assert reply.status_code == 409
    assert "мои слова" in reply.text
    assert "Станислав Усачёв answered this task" in reply.text


def test_a_fragment_of_the_lost_race_takes_the_place_of_the_form(crm, actors):
    deal_id = new(actors["director"], "deal", name="Поставка")
    task = task_of("deal", deal_id)
    answer(signed_in(crm, "manager"), task, "takeToWork")
    reply = signed_in(crm, "manager2").post(
        f"/tasks/{task.id}/complete", {"_outcome": "takeToWork", "_revision": task.revision}, htmx=True
    )
    assert reply.status_code == 409
    assert reply.headers["HX-Retarget"] == f"#task-{task.id}"
    assert "<html" not in reply.text


def test_the_loser_of_a_race_sees_the_new_status_in_the_head(crm, actors):
    deal_id = new(actors["director"], "deal", name="Поставка", viewers=[actors["manager2"].id])
    task = task_of("deal", deal_id)
    answer(signed_in(crm, "manager"), task, "takeToWork")
    reply = signed_in(crm, "manager2").post(
        f"/tasks/{task.id}/complete", {"_outcome": "takeToWork", "_revision": task.revision}, htmx=True
    )
    head = reply.text.split('id="card-status"')[1]
    assert "hx-swap-oob=true" in head
    assert "First contact" in head.split("</span>")[0]


def test_a_task_that_somebody_took_meanwhile_is_not_answered_by_another(crm, actors):
    deal_id = new(actors["director"], "deal", name="Поставка")
    task = task_of("deal", deal_id)
    signed_in(crm, "manager").post(f"/tasks/{task.id}/claim")
    assert answer(signed_in(crm, "manager2"), task, "takeToWork", comment="текст").status_code == 403


def test_a_task_whose_revision_has_changed_comes_back_with_the_text(crm, actors):
    deal_id = new(actors["director"], "deal", name="Поставка")
    task = task_of("deal", deal_id)
    manager = signed_in(crm, "manager")
    manager.post(f"/tasks/{task.id}/claim")
    reply = answer(manager, task, "takeToWork", comment="мой текст")
    assert reply.status_code == 412
    assert "мой текст" in reply.text
    again = answer(manager, task_of("deal", deal_id), "takeToWork", comment="мой текст")
    assert again.status_code == 303


def test_an_unknown_answer_changes_nothing(manager, lead_id):
    reply = answer(manager, task_of("lead", lead_id), "explode")
    assert reply.status_code == 409
    assert task_of("lead", lead_id).state == "open"


def test_a_task_that_is_not_mine_is_not_found(crm, lead_id):
    task = task_of("lead", lead_id)
    stranger = signed_in(crm, "observer")
    assert stranger.get(f"/tasks/{task.id}").status_code == 404
    assert answer(stranger, task, "takeToWork").status_code == 404


def test_a_task_that_does_not_exist_is_not_found(manager):
    assert manager.get("/tasks/00000000-0000-0000-0000-000000000000").status_code == 404


def test_the_danger_outcome_is_outlined_and_the_main_one_filled(manager, lead_id):
    page = manager.get(f"/leads/{lead_id}").text
    assert 'class="btn btn-outline-danger" name="_outcome" value="disqualify"' in page
    assert 'class="btn btn-primary" name="_outcome" value="takeToWork"' in page


def test_the_conditions_of_a_form_know_who_answers(crm, lead_id, actors):
    form = json.loads((ROOT / "forms" / "lead-take-to-work.form").read_text(encoding="utf-8"))
    form["components"][0]["conditional"] = {"hide": '=user.login = "manager"'}
    deploy({"lead-take-to-work.form": json.dumps(form).encode()}, name="Форма", actor=actors["analyst"])
    lead_id = new(actors["director"], "lead", name="Заявка с новой формой")
    task = task_of("lead", lead_id)
    refused = answer(signed_in(crm, "manager"), task, "disqualify", disqualification_reason="spam")
    assert (refused.status_code, fetch("lead", lead_id).status) == (409, "new")
    answer(signed_in(crm, "manager2"), task, "disqualify", disqualification_reason="spam")
    assert fetch("lead", lead_id).status == "disqualified"


def shown(visitor, lead_id, task):
    """What the form of the task on the card of the lead sends by itself."""
    page = visitor.get(f"/leads/{lead_id}").text.split(f'action="/tasks/{task.id}/complete"')[1].split("</form>")[0]
    return dict(re.findall(r'<input type="hidden" name="(_\w+)" value="([^"]*)"', page))


def change(person, lead_id, **values):
    with unit_of_work(person) as unit:
        update_record(unit, registry["lead"], lead_id, values)


def test_a_field_that_another_has_changed_meanwhile_is_not_undone_by_the_answer(manager, lead_id, actors):
    task = task_of("lead", lead_id)
    sent = shown(manager, lead_id, task)
    change(actors["director"], lead_id, disqualification_reason="spam")
    assert answer(manager, task, "disqualify", **sent, disqualification_reason="").status_code == 303
    assert fetch("lead", lead_id).disqualification_reason == "spam"


def test_a_field_that_both_have_changed_is_shown_with_the_words_of_the_other_and_sent_once_more(
    manager, lead_id, actors
):
    task = task_of("lead", lead_id)
    sent = shown(manager, lead_id, task)
    change(actors["director"], lead_id, disqualification_reason="spam")
    reply = answer(manager, task, "disqualify", **sent, disqualification_reason="duplicate")
    assert reply.status_code == 409
    assert "Борис Алексеев has set" in reply.text
    assert fetch("lead", lead_id).status == "new"
    again = dict(re.findall(r'<input type="hidden" name="(_\w[\w-]*)" value="([^"]*)"', reply.text))
    assert answer(manager, task, "disqualify", **again, disqualification_reason="duplicate").status_code == 303
    assert fetch("lead", lead_id).disqualification_reason == "duplicate"
