"""Rights of actions: each gives itself and nothing else, and a field that stands for one is asked at every door."""

import re

import pytest

from app.cli.prepare import shipped_files
from app.db import db
from app.engine import SYSTEM, deploy, unit_of_work
from app.records.commands.create import create_record
from app.records.types import registry
from tests.api.conftest import ApiClient
from tests.records.samples import fetch, new
from tests.visitors import signed_in

ACTIONS = ("assign-manager", "change-status", "delete")


@pytest.fixture
def deal(actors):
    """A deal of the manager which the observer may read."""
    return new(actors["director"], "deal", name="Снеки", manager=actors["manager"].id, viewers=[actors["observer"].id])


def _api(crm, login: str) -> ApiClient:
    return ApiClient(crm.test_client(), login, "ru")


def _give(action: str, roles: str, record_type: str = "deal") -> None:
    """Publish the lifecycle file with one action given to other roles."""
    name = f"{record_type}.lifecycle.yaml"
    lines = shipped_files()[name].decode().splitlines()
    changed = [f"  {action}: {roles}" if line.startswith(f"  {action}:") else line for line in lines]
    deploy({name: "\n".join(changed).encode()}, name="another right", actor=SYSTEM)


def _used(crm, login: str, deal_id: int, actors) -> dict[str, bool]:
    """Which actions, and which writing, the person gets done over the API."""
    api = _api(crm, login)
    address = f"/api/v1/deals/{deal_id}"
    return {
        "write": api.patch(address, json={"name": "Иначе"}).status_code == 200,
        "assign-manager": api.patch(address, json={"manager": actors["manager2"].id}).status_code == 200,
        "change-status": api.post(f"{address}/status", json={"status": "presentation"}).status_code == 200,
        "delete": api.delete(address).status_code == 204,
    }


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_gives_itself_and_nothing_else(crm, actors, deal, action):
    _give(action, "[viewers]")
    assert _used(crm, "observer", deal, actors) == {
        each: each == action for each in ("write", "assign-manager", "change-status", "delete")
    }


@pytest.mark.parametrize("action", ACTIONS)
def test_writing_gives_no_action_that_is_given_to_others(crm, actors, deal, action):
    _give(action, "[crmAdministrators]")
    assert _used(crm, "director", deal, actors) == {
        each: each != action for each in ("write", "assign-manager", "change-status", "delete")
    }


def test_nobody_deletes_where_the_file_does_not_say_who_may(crm, actors, deal):
    text = shipped_files()["deal.lifecycle.yaml"].decode()
    kept = [line for line in text.splitlines() if not line.startswith("  delete:")]
    deploy({"deal.lifecycle.yaml": "\n".join(kept).encode()}, name="nobody", actor=SYSTEM)
    assert _api(crm, "director").delete(f"/api/v1/deals/{deal}").status_code == 403
    page = signed_in(crm, "director").get(f"/deals/{deal}").text
    assert f'href="/deals/{deal}/delete"' not in page


def test_an_action_may_be_given_in_some_statuses(crm, actors, deal):
    _give("delete", "{viewers: [refusal]}")
    assert _api(crm, "observer").delete(f"/api/v1/deals/{deal}").status_code == 403
    fetch("deal", deal).status = "refusal"
    db.session.commit()
    assert _api(crm, "observer").delete(f"/api/v1/deals/{deal}").status_code == 204


def test_a_record_of_nobody_is_not_every_managers_to_delete(crm, actors):
    lead = new(SYSTEM, "lead", name="Из письма")
    for login in ("manager", "manager2"):
        assert _api(crm, login).delete(f"/api/v1/leads/{lead}").status_code == 403
        answer = signed_in(crm, login).post(f"/leads/{lead}/delete", {})
        assert answer.status_code == 403
    assert fetch("lead", lead) is not None
    assert _api(crm, "director").delete(f"/api/v1/leads/{lead}").status_code == 204


def _doors():
    """Every way to write the responsible of a record: (name, what it asks of the visitor)."""
    return {
        "patch": lambda crm, login, number, person: _api(crm, login).patch(
            f"/api/v1/deals/{number}", json={"manager": person}
        ),
        "status over the API": lambda crm, login, number, person: _api(crm, login).post(
            f"/api/v1/deals/{number}/status", json={"status": "presentation", "fields": {"manager": person}}
        ),
        "edit page": lambda crm, login, number, person: signed_in(crm, login).post(
            f"/deals/{number}/edit", {"name": "Снеки", "manager": str(person)}
        ),
        "field page": lambda crm, login, number, person: signed_in(crm, login).post(
            f"/deals/{number}/field/manager", {"manager": str(person)}
        ),
        "status page": lambda crm, login, number, person: signed_in(crm, login).post(
            f"/deals/{number}/status", {"status": "presentation", "_missing": "manager", "manager": str(person)}
        ),
        "many at once": lambda crm, login, number, person: signed_in(crm, login).post(
            "/deals/bulk/status",
            {"id": [str(number)], "_status": "presentation", "_missing": "manager", "manager": str(person)},
        ),
        "its own dialog": lambda crm, login, number, person: signed_in(crm, login).post(
            f"/deals/{number}/manager", {"manager": str(person)}
        ),
    }


@pytest.mark.parametrize("door", _doors())
def test_who_may_not_assign_writes_no_responsible(crm, actors, deal, door):
    _doors()[door](crm, "manager", deal, actors["manager2"].id)
    assert fetch("deal", deal).manager_id == actors["manager"].id


@pytest.mark.parametrize("door", _doors())
def test_who_may_assign_writes_the_responsible(crm, actors, deal, door):
    answer = _doors()[door](crm, "director", deal, actors["manager2"].id)
    assert answer.status_code < 400, answer.text
    assert fetch("deal", deal).manager_id == actors["manager2"].id


@pytest.mark.parametrize("plural", ["deals", "leads"])
def test_a_new_record_begins_with_oneself_or_nobody(crm, actors, plural):
    api = _api(crm, "manager")
    foreign = api.post(f"/api/v1/{plural}", json={"name": "Снеки", "manager": actors["manager2"].id})
    assert (foreign.status_code, set(foreign.json["details"])) == (403, {"manager"})
    page = signed_in(crm, "manager").post(f"/{plural}/new", {"name": "Снеки", "manager": str(actors["manager2"].id)})
    assert page.status_code == 403
    assert api.get(f"/api/v1/{plural}").json["total"] == 0
    for own in ({"manager": actors["manager"].id}, {}):
        assert api.post(f"/api/v1/{plural}", json={"name": "Снеки", **own}).status_code == 201


def test_what_the_file_gives_at_creation_is_taken(crm, actors):
    with unit_of_work(actors["director"]) as unit:
        made = create_record(unit, registry["deal"], {"name": "Снеки", "manager": actors["manager2"].id})
        assert made.manager_id == actors["manager2"].id


def test_the_forms_lock_what_the_person_may_not_write(crm, actors, deal):
    page = signed_in(crm, "manager").get(f"/deals/{deal}/edit").text
    locked = re.compile(r'name="manager"[^>]* disabled')
    assert locked.search(page)
    assert not locked.search(signed_in(crm, "director").get(f"/deals/{deal}/edit").text)
    card = signed_in(crm, "manager").get(f"/deals/{deal}").text
    assert f"/deals/{deal}/field/manager" not in card
    assert f"/deals/{deal}/field/amount" in card


def test_the_rest_of_a_form_with_a_locked_field_is_saved(crm, actors, deal):
    signed_in(crm, "manager").post(f"/deals/{deal}/edit", {"name": "Иначе", "manager": str(actors["manager"].id)})
    assert fetch("deal", deal).name == "Иначе"
