"""What the lifecycle file and the diagram say of a status holds at every door."""

import json

import pytest

from app.cli.prepare import shipped_files
from app.db import db
from app.engine import SYSTEM, deploy
from tests.api.conftest import ApiClient
from tests.records.samples import fetch, move, new, task_of
from tests.visitors import signed_in

JSON = {"Accept": "application/json"}


def _api(crm, login):
    return ApiClient(crm.test_client(), login, "en")


def _message(crm, login, number, status):
    variables = {"status": {"value": status, "type": "String"}}
    body = {"messageName": "statusRequested", "businessKey": f"deal:{number}", "processVariables": variables}
    return _api(crm, login).post("/engine-rest/message", json=body)


def _many(crm, login, number, status):
    values = {"id": [str(number)], "status": status, "refusal_reason": "expensive"}
    return signed_in(crm, login).post("/deals/bulk/status", values)


DOORS = {
    "dialog": lambda crm, login, number, status: signed_in(crm, login).post(
        f"/deals/{number}/status", {"status": status, "refusal_reason": "expensive"}
    ),
    "board": lambda crm, login, number, status: signed_in(crm, login).post(
        f"/deals/{number}/status", {"status": status}, headers=dict(JSON)
    ),
    "many at once": _many,
    "api": lambda crm, login, number, status: _api(crm, login).post(
        f"/api/v1/deals/{number}/status", json={"status": status, "fields": {"refusal_reason": "expensive"}}
    ),
    "message": _message,
}

every_door = pytest.mark.parametrize("door", DOORS)


@pytest.fixture
def deal(actors):
    number = new(actors["manager"], "deal", name="Снеки", manager=actors["manager"].id)
    move(actors["manager"], "deal", number, "presentation")
    return number


@every_door
@pytest.mark.parametrize("status", ["completed", "new", "refusal", "pause"])
def test_the_directors_decision_is_not_gone_around(crm, actors, deal, door, status):
    move(actors["manager"], "deal", deal, "decision")
    DOORS[door](crm, "manager", deal, status)
    assert fetch("deal", deal).status == "decision"
    assert task_of("deal", deal).element_id == "decision"


@every_door
def test_only_the_director_completes(crm, deal, door):
    DOORS[door](crm, "manager", deal, "completed")
    assert fetch("deal", deal).status == "presentation"
    DOORS[door](crm, "director", deal, "completed")
    assert fetch("deal", deal).status == "completed"


@every_door
@pytest.mark.parametrize("status", ["old", "community"])
def test_what_is_not_offered_is_given_nowhere(crm, deal, door, status):
    DOORS[door](crm, "director", deal, status)
    assert fetch("deal", deal).status == "presentation"


@every_door
@pytest.mark.parametrize("last", ["completed", "refusal", "dropout"])
def test_nothing_follows_a_last_status(crm, actors, deal, door, last):
    move(actors["director"], "deal", deal, last, refusal_reason="expensive")
    for login in ("manager", "director", "admin"):
        DOORS[door](crm, login, deal, "presentation")
    assert fetch("deal", deal).status == last


@pytest.mark.parametrize("door", ["board", "message"])
def test_a_refusal_without_a_reason_is_refused(crm, deal, door):
    DOORS[door](crm, "manager", deal, "refusal")
    assert fetch("deal", deal).status == "presentation"


def test_who_asks_is_told_which_statuses_cannot_follow(crm, actors, deal):
    said = {each["status"]: each for each in _api(crm, "director").get(f"/api/v1/deals/{deal}/moves").json["items"]}
    assert (said["old"]["allowed"], said["old"]["code"], said["old"]["missing"]) == (False, "notOffered", [])
    assert said["old"]["message"]
    move(actors["manager"], "deal", deal, "dropout")
    said = _api(crm, "director").get(f"/api/v1/deals/{deal}/moves").json["items"]
    assert not any(each["allowed"] for each in said if each["status"] != "dropout")


def test_a_record_in_its_last_status_is_offered_no_other(crm, actors, deal):
    visitor = signed_in(crm, "manager")
    assert f'href="/deals/{deal}/status"' in visitor.get("/deals").text
    move(actors["manager"], "deal", deal, "refusal", refusal_reason="expensive")
    db.session.rollback()
    assert f'href="/deals/{deal}/status"' not in visitor.get("/deals?status=refusal").text
    assert f'href="/deals/{deal}/status"' not in visitor.get(f"/deals/{deal}").text


def test_a_form_that_offers_less_hinders_nothing_that_the_diagram_allows(crm, deal):
    """Which statuses there are is said by the lifecycle file, and which are allowed by the diagram."""
    form = json.loads(shipped_files()["deal-change-status.form"])
    [offer] = [each for each in form["components"] if each["key"] == "status"]
    del offer["properties"]["choices"], offer["valuesKey"]
    offer["values"] = [{"value": "pause", "label": "Пауза"}]
    deploy({"deal-change-status.form": json.dumps(form).encode()}, name="one status", actor=SYSTEM)
    assert DOORS["api"](crm, "manager", deal, "dropout").status_code == 200
    assert fetch("deal", deal).status == "dropout"
