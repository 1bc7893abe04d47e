"""What a person may not read stays unread, whatever ids they send: lists, filters, forms drawn again or evaluated."""

import json

import pytest

from app.engine import SYSTEM, deploy
from app.records.forms.context import RecordChoices
from app.records.forms.evaluate import evaluate
from app.records.forms.schema import submit
from tests.records.forms.sample import file_of, form_of
from tests.records.samples import new
from tests.visitors import signed_in

SECRET = "Тайна"
PICKER = {"type": "select", "key": "what", "label": "Что", "properties": {"entity": "lead"}}
AMOUNT = {"type": "text", "text": "=string(what.amount)"}


@pytest.fixture
def foreign(actors) -> int:
    """A lead of which the manager knows nothing."""
    director = actors["director"]
    return new(director, "lead", name=SECRET, amount="777", manager=director.id)


@pytest.fixture
def own(actors) -> int:
    return new(actors["manager"], "lead", name="Своя", amount="55", manager=actors["manager"].id)


@pytest.fixture
def shown() -> str:
    """The address of a deployed form that shows the amount of a lead that somebody chooses."""
    deploy({"sample.form": file_of(PICKER, AMOUNT)}, name="Test", actor=SYSTEM)
    return "/forms/sample/evaluate"


def test_a_form_that_is_drawn_again_names_only_what_one_may_read(crm, foreign, own):
    visitor = signed_in(crm, "manager")
    page = visitor.post("/deals/new", {"name": "", "created_from_lead": foreign, "counterparty": ""}).text
    assert SECRET not in page
    assert "Lead: no access" in page
    assert "Своя" in visitor.post("/deals/new", {"name": "", "created_from_lead": own}).text


def test_what_is_not_there_looks_like_what_one_may_not_read(crm, foreign):
    visitor = signed_in(crm, "manager")
    assert "Lead: no access" in visitor.post("/deals/new", {"name": "", "created_from_lead": foreign + 1000}).text


def test_a_form_shows_only_what_one_may_read(crm, shown, foreign, own):
    visitor = signed_in(crm, "manager")
    computed = [visitor.post(shown, {"what": each}).json["computed"] for each in (foreign, foreign + 1000)]
    assert computed[0] == computed[1]
    assert "55" in json.dumps(visitor.post(shown, {"what": own}).json["computed"])
    assert "777" in json.dumps(signed_in(crm, "director").post(shown, {"what": foreign}).json["computed"])


def test_nobody_reads_records_through_a_form(crm, foreign):
    form = form_of(PICKER, AMOUNT)
    assert "777" not in str(evaluate(form, {"what": str(foreign)}).computed)


def test_a_check_of_a_form_reads_only_what_one_may_read(crm, actors, foreign, own):
    check = {
        "id": "none",
        "check": "what.amount = null",
        "fields": ["what"],
        "message": {"ru": "Есть", "en": "There is"},
    }
    form = form_of(PICKER, checks=[check])
    for login, lead in (("manager", own), ("director", foreign)):
        choices = RecordChoices(form, actors[login])
        assert list(submit(form, {"what": lead}, choices, actor=actors[login]).errors) == ["what"]
    refused = [
        submit(form, {"what": each}, RecordChoices(form, actors["manager"]), actor=actors["manager"]).errors
        for each in (foreign, foreign + 1000)
    ]
    assert refused[0] == refused[1]


def test_a_filter_through_a_reference_searches_only_what_one_may_read(crm, actors):
    director, observer = actors["director"], actors["observer"]
    company = new(director, "counterparty", full_organization_name=SECRET, counterparty_kind="legalEntity")
    new(director, "deal", name="Видно", manager=observer.id, counterparty=company)
    address = f"/api/v1/deals?counterparty__contains={SECRET}"
    assert signed_in(crm, "observer").get(address).json["items"] == []
    assert len(signed_in(crm, "director").get(address).json["items"]) == 1


def test_the_moves_of_who_may_only_read_are_all_refused(crm, actors):
    deal = new(actors["director"], "deal", name="Видно", viewers=[actors["observer"].id])
    moves = signed_in(crm, "observer").get(f"/api/v1/deals/{deal}/moves").json["items"]
    assert moves
    assert not any(each["allowed"] for each in moves)


def test_diagrams_are_read_by_those_who_work_with_the_records(crm, actors):
    address = "/engine-rest/process-definition/key/deal/xml"
    allowed = {login: signed_in(crm, login).get(address).status_code for login in ("observer", "manager", "analyst")}
    assert allowed == {"observer": 403, "manager": 200, "analyst": 200}
    new(actors["director"], "deal", name="Видно", viewers=[actors["observer"].id])
    assert signed_in(crm, "observer").get(address).status_code == 200
