"""A counterparty made from a lead or a deal is put into it."""

import pytest

from app.crm.counterparty.models import Counterparty
from app.db import db
from app.engine import unit_of_work
from app.records.commands.update import update_record
from app.records.types import registry
from app.records.values.related import contacts_of
from tests.records.samples import fetch, new
from tests.visitors import signed_in

FORM = {
    "counterparty_type": "buyer",
    "counterparty_kind": "legalEntity",
    "full_organization_name": "ООО «Весна»",
    "inn": "7707083893",
    "juridical_address": "Москва, Южное шоссе, 11",
    "contacts-0-full_name": "Анна Осипова",
    "contacts-0-main": "true",
}


@pytest.fixture
def lead_id(actors):
    return new(
        actors["manager"],
        "lead",
        name="Заявка",
        manager=actors["manager"].id,
        counterparty_text="Весна",
        contacts=[{"full_name": "Анна Осипова", "email": "anna@vesna.example", "main": True}],
    )


@pytest.fixture
def manager(crm, lead_id):
    return signed_in(crm, "manager")


def form(actors, **changes):
    return {**FORM, "manager": actors["manager"].id, "initiator": actors["manager"].id, **changes}


def test_the_form_begins_with_what_the_lead_knows(manager, lead_id):
    page = manager.get(f"/counterparties/new?lead={lead_id}").text
    assert 'value="Весна"' in page
    assert "anna@vesna.example" in page
    assert "Анна Осипова" in page


def test_saving_puts_it_into_the_lead(manager, actors, lead_id):
    reply = manager.post(f"/counterparties/new?lead={lead_id}", form(actors))
    assert reply.location == f"/leads/{lead_id}"
    client = fetch("counterparty", fetch("lead", lead_id).counterparty_id)
    assert client.full_organization_name == "ООО «Весна»"
    assert [each["full_name"] for each in contacts_of("counterparty", [client.id])[client.id]] == ["Анна Осипова"]


def test_the_same_for_a_deal(manager, actors):
    deal_id = new(actors["manager"], "deal", name="Поставка", manager=actors["manager"].id, company="Лето")
    assert 'value="Лето"' in manager.get(f"/counterparties/new?deal={deal_id}").text
    manager.post(f"/counterparties/new?deal={deal_id}", form(actors))
    assert fetch("deal", deal_id).counterparty_id is not None


def test_a_slip_in_the_inn_is_said_beside_it_and_nothing_is_made(manager, actors, lead_id):
    reply = manager.post(f"/counterparties/new?lead={lead_id}", form(actors, inn="7707083894"))
    assert reply.status_code == 422
    assert "check digit" in reply.text
    assert "ООО «Весна»" in reply.text
    assert db.session.query(Counterparty).count() == 0


def test_nothing_is_made_when_another_one_was_put_there_meanwhile(manager, actors, lead_id):
    other = new(actors["manager"], "counterparty", full_organization_name="АО «Лето»", counterparty_kind="legalEntity")
    with unit_of_work(actors["manager"]) as unit:
        update_record(unit, registry["lead"], lead_id, {"counterparty": other})
    reply = manager.post(f"/counterparties/new?lead={lead_id}", form(actors))
    assert reply.status_code == 409
    assert fetch("lead", lead_id).counterparty_id == other
    assert db.session.query(Counterparty).count() == 1


def test_the_card_offers_it_only_while_there_is_none(manager, actors, lead_id):
    address = f'href="/leads/{lead_id}/counterparty"'
    assert address in manager.get(f"/leads/{lead_id}").text
    manager.post(f"/counterparties/new?lead={lead_id}", form(actors))
    page = manager.get(f"/leads/{lead_id}").text
    assert address not in page
    assert "The counterparty is already filled in." in page


def test_a_lead_of_somebody_else_is_not_found(crm, lead_id):
    assert signed_in(crm, "manager2").get(f"/counterparties/new?lead={lead_id}").status_code == 404


def test_a_counterparty_alone(manager, actors):
    reply = manager.post("/counterparties/new", form(actors))
    assert reply.status_code == 303
    assert "ООО «Весна»" in manager.get(reply.location).text


def test_a_picker_that_asked_for_it_takes_it(manager, actors):
    page = manager.get("/counterparties/new?name=Осень&field=counterparty", htmx=True).text
    assert 'value="Осень"' in page
    reply = manager.post(
        "/counterparties/new?name=Осень&field=counterparty", {**form(actors), "_picker": "counterparty"}, htmx=True
    )
    assert reply.status_code == 204
    assert '"picked"' in reply.headers["HX-Trigger"]
