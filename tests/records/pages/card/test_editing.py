"""Records are made, changed and deleted on their pages; nothing that was typed is lost."""

import json
import re
from pathlib import Path

import pytest

from app.engine import SYSTEM, deploy
from tests.records.samples import fetch, new
from tests.visitors import signed_in

ROOT = Path(__file__).parents[4]


@pytest.fixture
def lead_id(actors):
    return new(actors["manager"], "lead", name="Заявка", manager=actors["manager"].id, counterparty_text="Весна")


@pytest.fixture
def manager(crm, lead_id):
    return signed_in(crm, "manager")


def revision(visitor, path):
    return re.search(r'name="_revision" value="(\d+)"', visitor.get(path).text)[1]


def save_field(visitor, lead_id, name, value, revision, **options):
    return visitor.post(f"/leads/{lead_id}/field/{name}", {name: value, "_revision": revision}, **options)


def test_a_new_lead_begins_with_me_as_responsible(manager):
    assert "Станислав Усачёв" in manager.get("/leads/new").text


def test_a_lead_is_made_and_its_card_opens(manager, actors):
    reply = manager.post("/leads/new", {"name": "Новая", "manager": actors["manager"].id})
    assert reply.status_code == 303
    assert "Новая" in manager.get(reply.location).text


def test_what_is_missing_is_said_beside_the_field_and_the_rest_is_kept(manager, actors):
    reply = manager.post("/leads/new", {"name": "", "manager": actors["manager"].id, "counterparty_text": "Лето"})
    assert reply.status_code == 422
    assert "Fill this in." in reply.text
    assert "Лето" in reply.text


def test_who_may_not_create_is_told_so(crm):
    assert signed_in(crm, "observer").get("/leads/new").status_code == 403


def test_one_field_is_changed_where_it_stands(manager, lead_id):
    seen = revision(manager, f"/leads/{lead_id}/field/counterparty_text")
    reply = save_field(manager, lead_id, "counterparty_text", "Лето", seen, htmx=True)
    assert reply.status_code == 200
    assert "Лето" in reply.text
    assert "recordChanged" in reply.headers["HX-Trigger"]
    assert fetch("lead", lead_id).counterparty_text == "Лето"
    assert fetch("lead", lead_id).name == "Заявка"


def test_one_field_is_changed_without_scripts_too(manager, lead_id):
    seen = revision(manager, f"/leads/{lead_id}/field/name")
    assert save_field(manager, lead_id, "name", "Другое имя", seen).location == f"/leads/{lead_id}"
    assert fetch("lead", lead_id).name == "Другое имя"


def test_a_field_gives_its_value_back(manager, lead_id):
    reply = manager.get(f"/leads/{lead_id}/field/name?read=1", htmx=True)
    assert "Заявка" in reply.text
    assert "<form" not in reply.text


def test_an_empty_name_is_refused_in_its_place(manager, lead_id):
    reply = save_field(manager, lead_id, "name", "", 1, htmx=True)
    assert reply.status_code == 422
    assert "Fill this in." in reply.text


@pytest.mark.parametrize("name", ["number", "status", "created_deal", "date_received"])
def test_what_the_process_fills_is_not_edited(manager, lead_id, name):
    assert manager.get(f"/leads/{lead_id}/field/{name}").status_code in (403, 404)
    assert manager.post(f"/leads/{lead_id}/field/{name}", {name: "7", "_revision": 1}).status_code in (403, 404)


def test_what_the_form_only_shows_has_no_pencil(manager, lead_id):
    form = json.loads((ROOT / "forms" / "lead.form").read_text(encoding="utf-8"))
    pencil = f'href="/leads/{lead_id}/field/counterparty_text"'
    assert pencil in manager.get(f"/leads/{lead_id}").text
    _component(form, "counterparty_text")["disabled"] = True
    deploy({"lead.form": json.dumps(form, ensure_ascii=False).encode()}, name="Test", actor=SYSTEM)
    page = manager.get(f"/leads/{lead_id}").text
    assert (pencil in page, "Весна" in page) == (False, True)


def _component(within: dict, key: str) -> dict:
    """The component of a form that fills this field."""
    waiting = list(within["components"])
    while waiting:
        each = waiting.pop()
        if each.get("key") == key:
            return each
        waiting += each.get("components", ())
    raise KeyError(key)


def test_a_field_that_does_not_exist_is_not_found(manager, lead_id):
    assert manager.get(f"/leads/{lead_id}/field/password_hash").status_code == 404


def test_two_people_who_changed_different_fields_both_win(crm, manager, lead_id):
    seen = revision(manager, f"/leads/{lead_id}/field/name")
    director = signed_in(crm, "director")
    save_field(director, lead_id, "counterparty_text", "Лето", seen)
    assert save_field(manager, lead_id, "name", "Моё", seen).status_code == 303
    assert (fetch("lead", lead_id).name, fetch("lead", lead_id).counterparty_text) == ("Моё", "Лето")


@pytest.fixture
def conflict(crm, manager, lead_id):
    """The answer to a change of a name that somebody else has changed meanwhile."""
    seen = revision(manager, f"/leads/{lead_id}/field/name")
    save_field(signed_in(crm, "director"), lead_id, "name", "Имя директора", seen)
    return save_field(manager, lead_id, "name", "Моё имя", seen)


def test_both_versions_stand_side_by_side(conflict, lead_id):
    assert conflict.status_code == 409
    assert "Имя директора" in conflict.text
    assert "Моё имя" in conflict.text
    assert "Борис Алексеев changed the same in the meantime" in conflict.text
    assert fetch("lead", lead_id).name == "Имя директора"


def choice(page):
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    fields.pop("csrf_token")
    return fields


def test_mine_wins_when_i_choose_it(conflict, manager, lead_id):
    manager.post(f"/leads/{lead_id}/field/name", {**choice(conflict.text), "_choose-name": "mine"})
    assert fetch("lead", lead_id).name == "Моё имя"


def test_theirs_stays_when_i_choose_it(conflict, manager, lead_id):
    manager.post(f"/leads/{lead_id}/field/name", {**choice(conflict.text), "_choose-name": "theirs"})
    assert fetch("lead", lead_id).name == "Имя директора"


def test_a_conflict_of_the_whole_form_keeps_all_that_was_typed(crm, manager, actors, lead_id):
    seen = revision(manager, f"/leads/{lead_id}/edit")
    save_field(signed_in(crm, "director"), lead_id, "name", "Имя директора", seen)
    typed = {"name": "Моё имя", "manager": actors["manager"].id, "counterparty_text": "Зима", "_revision": seen}
    reply = manager.post(f"/leads/{lead_id}/edit", typed)
    assert reply.status_code == 409
    manager.post(f"/leads/{lead_id}/edit", {**choice(reply.text), "_choose-name": "theirs"})
    assert fetch("lead", lead_id).name == "Имя директора"
    assert fetch("lead", lead_id).counterparty_text == "Зима"


def test_saving_the_choice_keeps_what_only_the_other_has_changed(crm, manager, actors, lead_id):
    seen = revision(manager, f"/leads/{lead_id}/edit")
    director = signed_in(crm, "director")
    save_field(director, lead_id, "name", "Имя директора", seen)
    save_field(director, lead_id, "counterparty_text", "Лето", seen)
    typed = {"name": "Моё имя", "manager": actors["manager"].id, "counterparty_text": "Весна", "_revision": seen}
    reply = manager.post(f"/leads/{lead_id}/edit", typed)
    assert reply.status_code == 409
    assert 'name="_choose-counterparty_text"' not in reply.text
    manager.post(f"/leads/{lead_id}/edit", {**choice(reply.text), "_choose-name": "mine"})
    assert (fetch("lead", lead_id).name, fetch("lead", lead_id).counterparty_text) == ("Моё имя", "Лето")


def test_a_field_that_changes_again_while_one_chooses_is_asked_for_again(crm, manager, lead_id, conflict):
    seen = revision(manager, f"/leads/{lead_id}/field/name")
    save_field(signed_in(crm, "director"), lead_id, "name", "Ещё раз", seen)
    reply = manager.post(f"/leads/{lead_id}/field/name", {**choice(conflict.text), "_choose-name": "mine"})
    assert reply.status_code == 409
    assert "Ещё раз" in reply.text
    manager.post(f"/leads/{lead_id}/field/name", {**choice(reply.text), "_choose-name": "mine"})
    assert fetch("lead", lead_id).name == "Моё имя"


def test_contacts_are_edited_as_a_list(manager, lead_id):
    seen = revision(manager, f"/leads/{lead_id}/edit?form=contacts")
    rows = {
        "contacts-0-full_name": "Анна Осипова",
        "contacts-0-email": "anna@vesna.example",
        "contacts-1-full_name": "Пётр",
        "contacts-1-main": "true",
    }
    assert manager.post(f"/leads/{lead_id}/edit?form=contacts", {**rows, "_revision": seen}).status_code == 303
    page = manager.get(f"/leads/{lead_id}").text
    assert page.index("Пётр") < page.index("Анна Осипова")


def test_a_row_is_added_without_scripts(manager, lead_id):
    reply = manager.post(f"/leads/{lead_id}/edit?form=contacts", {"_add_row": "contacts", "_revision": 1})
    assert reply.status_code == 200
    assert "contacts-0-full_name" in reply.text


def test_a_wrong_address_of_a_contact_is_said_beside_it(manager, lead_id):
    reply = manager.post(f"/leads/{lead_id}/edit?form=contacts", {"contacts-0-email": "не адрес", "_revision": 1})
    assert reply.status_code == 422
    assert "не адрес" in reply.text


def test_an_unknown_form_is_not_found(manager, lead_id):
    assert manager.get(f"/leads/{lead_id}/edit?form=nonsense").status_code == 404


def test_deleting_asks_first(manager, lead_id):
    page = manager.get(f"/leads/{lead_id}/delete").text
    assert "Do you really want to delete this record?" in page
    assert f'href="/leads/{lead_id}"' in page  # the way back
    assert fetch("lead", lead_id) is not None
    assert manager.post(f"/leads/{lead_id}/delete").location == "/leads"
    assert fetch("lead", lead_id) is None


@pytest.mark.parametrize("what", ["delete", "anonymise"])
def test_what_cannot_be_undone_is_not_done_to_what_one_has_not_seen(crm, manager, actors, lead_id, what):
    """Somebody has changed the record while the question stood on the screen: it is asked once more."""
    visitor = signed_in(crm, "admin")
    seen = {"_revision": revision(visitor, f"/leads/{lead_id}/{what}")}
    save_field(manager, lead_id, "site_email", "a@example.org", revision(manager, f"/leads/{lead_id}/field/site_email"))

    again = visitor.post(f"/leads/{lead_id}/{what}", seen)

    assert again.status_code == 412
    assert "Somebody changed this" in again.text
    assert fetch("lead", lead_id).site_email == "a@example.org"
    assert visitor.post(f"/leads/{lead_id}/{what}", {"_revision": revision(visitor, f"/leads/{lead_id}/{what}")})
    left = fetch("lead", lead_id)
    assert left is None or left.site_email is None


def test_what_others_point_to_is_not_deleted(manager, actors):
    client = new(actors["manager"], "counterparty", full_organization_name="АО «Лето»", counterparty_kind="legalEntity")
    new(actors["manager"], "deal", name="Поставка", manager=actors["manager"].id, counterparty=client)
    reply = manager.post(f"/counterparties/{client}/delete")
    assert reply.status_code == 409
    assert "other records point to it" in reply.text
    assert fetch("counterparty", client) is not None


def test_markup_in_a_value_stays_text(manager, lead_id):
    save_field(manager, lead_id, "name", "<script>alert(1)</script>", revision(manager, f"/leads/{lead_id}/field/name"))
    assert "<script>alert(1)" not in manager.get(f"/leads/{lead_id}").text


def test_rich_text_is_cleaned(manager, lead_id):
    seen = revision(manager, f"/leads/{lead_id}/field/description")
    save_field(manager, lead_id, "description", "<p>Ага</p><script>alert(1)</script><img src=x onerror=a>", seen)
    kept = fetch("lead", lead_id).description
    assert "Ага" in kept
    assert "script" not in kept
    assert "onerror" not in kept


def test_the_address_of_a_new_record_tells_no_name_that_the_person_may_not_see(crm, actors):
    hidden = (ROOT / "bpmn" / "counterparty.lifecycle.yaml").read_text(encoding="utf-8")
    hidden = hidden.replace("  salesManagers: {write: all}\n", "").replace("[salesManagers, ", "[")
    deploy({"counterparty.lifecycle.yaml": hidden.encode()}, name="Правила", actor=actors["analyst"])
    client_id = new(actors["director"], "counterparty", full_organization_name="Тайный клиент")
    page = f"/deals/new?counterparty={client_id}"
    assert "Тайный клиент" not in signed_in(crm, "manager").get(page).text
    assert "Тайный клиент" in signed_in(crm, "director").get(page).text
