"""The requisites of a counterparty fit each other and its kind, whatever door they come through."""

import pytest

from app.engine import unit_of_work
from app.records.commands import create_record
from app.records.errors import RecordRefused
from app.records.types import registry
from tests.records.samples import fetch, new
from tests.visitors import signed_in

COUNTERPARTY = registry["counterparty"]
LEGAL = {
    "full_organization_name": "ООО «Тест»",
    "counterparty_kind": "legalEntity",
    "juridical_address": "Москва",
    "inn": "7707083893",
    "kpp": "770701001",
    "ogrn": "1027700132195",
}
PERSON = LEGAL | {"counterparty_kind": "individual", "inn": "500100732259", "kpp": None, "ogrn": None}
SBERBANK = {
    "bank_id": "044525225",
    "account_number": "40702810438000060473",
    "correspondent_account": "30101810400000000225",
}

WRONG = [
    (LEGAL | {"inn": "500100732259", "kpp": None}, "inn"),
    (PERSON | {"kpp": "770701001"}, "kpp"),
    (PERSON | {"inn": "7707083893"}, "inn"),
    (LEGAL | {"ogrn": "304500116000157"}, "ogrn"),
    (LEGAL | {"counterparty_kind": "individualEntrepreneur", "inn": "500100732259", "kpp": None}, "ogrn"),
    (LEGAL | SBERBANK | {"account_number": "40702810438000060474"}, "account_number"),
    (LEGAL | SBERBANK | {"correspondent_account": "30101810400000000226"}, "correspondent_account"),
    (LEGAL | {"kpp": "12345"}, "kpp"),
    (LEGAL | {"bank_id": "0445"}, "bank_id"),
    (LEGAL | {"account_number": "123"}, "account_number"),
    (LEGAL | {"okpo": "123"}, "okpo"),
    (LEGAL | {"email": "not an email"}, "email"),
]


@pytest.mark.parametrize("values", [LEGAL, PERSON, LEGAL | SBERBANK, LEGAL | {"inn": None, "kpp": None}])
def test_what_fits_is_taken(actors, values):
    assert new(actors["director"], "counterparty", **values)


@pytest.mark.parametrize(("values", "place"), WRONG)
def test_a_diagram_is_refused(actors, values, place):
    with pytest.raises(RecordRefused) as refused, unit_of_work(actors["director"]) as unit:
        create_record(unit, COUNTERPARTY, values, system=True)
    assert list(refused.value.fields) == [place]


@pytest.mark.parametrize(("values", "place"), WRONG)
def test_a_program_is_refused(crm, values, place):
    answer = signed_in(crm, "director").send("POST", "/api/v1/counterparties", json=values)

    assert answer.status_code == 422
    assert list(answer.json["details"]) == [place]


def test_a_page_is_refused(crm, actors):
    values = {name: value for name, value in PERSON.items() if value} | {"counterparty_kind": "legalEntity"}
    answer = signed_in(crm, "director", language="ru").post("/counterparties/new", values)

    assert answer.status_code == 422
    assert "10 цифр" in answer.text


def test_what_does_not_concern_another_kind_goes_with_the_change(crm, actors):
    record_id = new(actors["director"], "counterparty", **LEGAL, manager=actors["director"].id)
    values = LEGAL | {"counterparty_kind": "individual", "inn": "500100732259", "manager": actors["director"].id}

    answer = signed_in(crm, "director").post(f"/counterparties/{record_id}/edit", values)

    assert answer.status_code == 303, answer.text
    held = fetch("counterparty", record_id)
    assert (held.counterparty_kind, held.kpp, held.ogrn) == ("individual", None, None)
