"""The dialog of a status change."""

import json
import re

import pytest

from tests.records.samples import fetch, move, new
from tests.visitors import signed_in


@pytest.fixture
def lead(actors):
    return new(actors["manager"], "lead", name="Заявка", manager=actors["manager"].id)


def test_the_form_offers_the_statuses_of_the_lifecycle(crm, actors):
    deal_id = new(actors["director"], "deal", name="Сделка")
    page = signed_in(crm, "director").get(f"/deals/{deal_id}/status").text
    offered = re.findall(r'<option value="(\w+)"', page)
    assert "dropout" in offered
    assert "old" not in offered


def test_a_change_is_saved_and_shown_on_the_card(crm, lead):
    answer = signed_in(crm, "manager").post(f"/leads/{lead}/status", {"status": "interest"})
    assert (answer.status_code, answer.location) == (303, f"/leads/{lead}")
    assert fetch("lead", lead).status == "interest"


def test_in_the_dialog_the_page_hears_what_has_changed(crm, lead):
    answer = signed_in(crm, "manager").post(f"/leads/{lead}/status", {"status": "interest"}, htmx=True)
    events = json.loads(answer.headers["HX-Trigger"])
    assert answer.status_code == 204
    assert events["statusChanged"] == {"type": "lead", "id": lead, "status": "interest"}
    assert {"recordsChanged", "counters", "closeDialog", "toast"} <= set(events)


def test_a_missing_reason_is_said_beside_its_field(crm, lead):
    visitor = signed_in(crm, "manager")
    answer = visitor.post(f"/leads/{lead}/status", {"status": "disqualified", "disqualification_reason": ""})
    assert answer.status_code == 409
    assert 'id="change-status-lead_change_status_disqualification_reason-error"' in answer.text
    assert fetch("lead", lead).status == "new"


def test_a_refusal_takes_the_place_of_the_form_in_the_dialog(crm, lead):
    address, dialog = f"/leads/{lead}/status", {"HX-Target": "dialog-body"}
    answer = signed_in(crm, "manager").post(address, {"status": "deal_creation"}, htmx=True, headers=dialog)
    assert (answer.status_code, answer.headers["HX-Retarget"]) == (409, "#dialog-body")
    assert "Fill in the counterparty on the lead card" in answer.text


def test_the_reason_goes_with_the_status(crm, lead):
    values = {"status": "disqualified", "disqualification_reason": "spam"}
    assert signed_in(crm, "manager").post(f"/leads/{lead}/status", values).status_code == 303
    assert (fetch("lead", lead).status, fetch("lead", lead).disqualification_reason) == ("disqualified", "spam")


def test_a_lead_becomes_a_deal_with_the_counterparty_given(crm, lead, actors):
    client = new(
        actors["manager"], "counterparty", full_organization_name="ООО «Ромашка»", counterparty_kind="legalEntity"
    )
    values = {"status": "deal_creation", "counterparty": str(client)}
    assert signed_in(crm, "manager").post(f"/leads/{lead}/status", values).status_code == 303
    changed = fetch("lead", lead)
    assert changed.status == "deal_creation"
    assert fetch("deal", changed.created_deal_id).counterparty_id == client


def test_a_status_chosen_on_the_board_is_chosen_in_the_form(crm, lead):
    page = signed_in(crm, "manager").get(f"/leads/{lead}/status?status=disqualified").text
    assert re.search(r'<option value="disqualified"\s+selected', page)


@pytest.mark.parametrize(
    ("values", "code"), [({}, 422), ({"status": ""}, 422), ({"status": "dragon"}, 409), ({"status": "x" * 5000}, 409)]
)
def test_what_is_no_status_is_refused_in_words(crm, lead, values, code):
    answer = signed_in(crm, "manager").post(f"/leads/{lead}/status", values)
    assert answer.status_code == code
    assert "field-error" in answer.text or 'role="alert"' in answer.text


def test_a_field_that_another_changed_meanwhile_is_not_overwritten(crm, lead, actors):
    revision = fetch("lead", lead).revision
    move(actors["director"], "lead", lead, "interest", disqualification_reason="spam")
    values = {"status": "disqualified", "disqualification_reason": "duplicate", "_revision": str(revision)}
    answer = signed_in(crm, "manager").post(f"/leads/{lead}/status", values)
    assert answer.status_code == 409
    assert actors["director"].name in answer.text
    assert fetch("lead", lead).disqualification_reason == "spam"


def test_conditions_of_the_form_are_evaluated(crm, lead):
    answer = signed_in(crm, "manager").post(f"/leads/{lead}/status/evaluate", {"status": "disqualified"})
    hidden = answer.json["hidden"]
    assert hidden["lead_change_status_disqualification_reason"] is False
    assert hidden["lead_change_status_counterparty"] is True


def test_who_may_only_read_is_told_so(crm, actors):
    lead_id = new(actors["manager"], "lead", name="Заявка", viewers=[actors["observer"].id])
    assert signed_in(crm, "observer").get(f"/leads/{lead_id}/status").status_code == 403


@pytest.mark.parametrize("as_script", [False, True])
def test_a_record_that_somebody_has_moved_meanwhile_stays_and_it_is_said_who(crm, lead, actors, as_script):
    visitor = signed_in(crm, "manager")
    move(actors["director"], "lead", lead, "interest")
    headers = {"Accept": "application/json"} if as_script else {}
    sent = {"status": "nurturing", "_seen": "new"}
    answer = visitor.post(f"/leads/{lead}/status", sent, headers=headers)
    assert answer.status_code == 409
    words = answer.json["message"] if as_script else answer.text
    assert "Борис Алексеев moved it to" in words
    assert fetch("lead", lead).status == "interest"


def test_a_move_is_undone_by_a_move(crm, lead):
    visitor = signed_in(crm, "manager")
    headers = {"Accept": "application/json"}
    moved = visitor.post(f"/leads/{lead}/status", {"status": "interest", "_seen": "new"}, headers=headers).json
    assert visitor.post(moved["undo"], headers=headers).json["status"] == "new"
    assert visitor.post(moved["undo"], headers=headers).status_code == 409
    assert fetch("lead", lead).status == "new"
