"""The requisites of a counterparty fit each other and its kind, whatever door they come through."""

import re

import pytest

from app.engine import unit_of_work
from app.records.commands.create import create_record
from app.records.commands.update import update_record
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
PROPRIETOR = LEGAL | {
    "counterparty_kind": "individualEntrepreneur",
    "inn": "500100732259",
    "kpp": None,
    "ogrn": None,
    "ogrnip": "304500116000157",
}
FOREIGNER = LEGAL | {"counterparty_kind": "foreign", "inn": None, "kpp": None, "ogrn": None, "country": "Казахстан"}
PERSON = LEGAL | {"counterparty_kind": "individual", "inn": "500100732259", "kpp": None, "ogrn": None}
SBERBANK = {
    "bank_id": "044525225",
    "account_number": "40702810438000060473",
    "correspondent_account": "30101810400000000225",
}


def accounts(*rows):
    return {"bank_accounts": list(rows)}


WRONG = [
    (LEGAL | {"inn": "500100732259", "kpp": None}, "inn"),
    (PERSON | {"kpp": "770701001"}, "kpp"),
    (PERSON | {"inn": "7707083893"}, "inn"),
    (LEGAL | {"ogrn": "304500116000157"}, "ogrn"),
    (PROPRIETOR | {"ogrnip": "304500116000158"}, "ogrnip"),
    (PROPRIETOR | {"ogrn": "1027700132195"}, "ogrn"),
    (LEGAL | {"ogrnip": "304500116000157"}, "ogrnip"),
    (LEGAL | {"okpo": "0123456789"}, "okpo"),
    (LEGAL | {"okpo": "00032538"}, "okpo"),
    (LEGAL | {"gln": "4601234567890"}, "gln"),
    (LEGAL | accounts(SBERBANK | {"account_number": "40702810438000060474"}), "bank_accounts-0-account_number"),
    (
        LEGAL | accounts(SBERBANK, SBERBANK | {"correspondent_account": "30101810400000000226"}),
        "bank_accounts-1-correspondent_account",
    ),
    (LEGAL | accounts({"bank_title": "Сбербанк"}), "bank_accounts-0-account_number"),
    (LEGAL | accounts(SBERBANK | {"bank_id": None}), "bank_accounts-0-bank_id"),
    (LEGAL | accounts(SBERBANK | {"bank_id": "0445"}), "bank_accounts-0-bank_id"),
    (LEGAL | accounts(SBERBANK | {"account_number": "123"}), "bank_accounts-0-account_number"),
    (FOREIGNER | accounts({"iban": "DE89370400440532013001"}), "bank_accounts-0-iban"),
    (FOREIGNER | accounts({"iban": "DE89370400440532013000", "swift": "COBA"}), "bank_accounts-0-swift"),
    (LEGAL | {"kpp": "12345"}, "kpp"),
    (LEGAL | {"okpo": "123"}, "okpo"),
    (LEGAL | {"email": "not an email"}, "email"),
]
RIGHT = [
    LEGAL,
    LEGAL | {"kpp": "7707AB001", "okpo": "00032537", "gln": "4601234567893"},
    PROPRIETOR,
    FOREIGNER | accounts({"iban": "DE89 3704 0044 0532 0130 00", "swift": "COBADEFF"}),
    PERSON,
    LEGAL | accounts(SBERBANK),
    LEGAL | {"inn": None, "kpp": None},
]


@pytest.mark.parametrize("values", RIGHT)
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
    assert list(answer.json["details"]) == [re.sub(r"-(\d+)-", r"[\1].", place)]


def test_a_page_is_refused(crm, actors):
    people = {"manager": actors["director"].id, "initiator": actors["director"].id}
    values = {name: value for name, value in PERSON.items() if value} | {"counterparty_kind": "legalEntity"} | people
    answer = signed_in(crm, "director", language="ru").post("/counterparties/new", values)

    assert answer.status_code == 422
    assert "10 цифр" in answer.text


def test_what_does_not_concern_another_kind_goes_with_the_change(crm, actors):
    record_id = new(actors["director"], "counterparty", **LEGAL, manager=actors["director"].id)
    people = {"manager": actors["director"].id, "initiator": actors["director"].id}
    values = LEGAL | {"counterparty_kind": "individual", "inn": "500100732259"} | people

    answer = signed_in(crm, "director").post(f"/counterparties/{record_id}/edit", values)

    assert answer.status_code == 303, answer.text
    held = fetch("counterparty", record_id)
    assert (held.counterparty_kind, held.kpp, held.ogrn) == ("individual", None, None)


def test_letters_go_to_the_legal_address_unless_there_is_another(actors):
    record_id = new(actors["director"], "counterparty", **LEGAL)
    assert fetch("counterparty", record_id).mailing_address == "Москва"

    with unit_of_work(actors["director"]) as unit:
        update_record(unit, COUNTERPARTY, record_id, {"post_address": "Тула, до востребования"})
    assert fetch("counterparty", record_id).mailing_address == "Тула, до востребования"

    with unit_of_work(actors["director"]) as unit:
        update_record(unit, COUNTERPARTY, record_id, {"post_address": "", "juridical_address": "Тверь"})
    assert fetch("counterparty", record_id).mailing_address == "Тверь"


def test_the_main_account_comes_first(actors):
    second = SBERBANK | {"account_number": "40702810938000060478", "main": True}
    record_id = new(actors["director"], "counterparty", **LEGAL, **accounts(SBERBANK, second))
    rows = COUNTERPARTY.field("bank_accounts").load([record_id])[record_id]
    assert [row["account_number"] for row in rows] == ["40702810938000060478", "40702810438000060473"]


@pytest.mark.parametrize("kind", ["legalEntity", "individualEntrepreneur"])
def test_who_pays_taxes_here_needs_an_inn_on_the_page(crm, actors, kind):
    people = {"manager": actors["director"].id, "initiator": actors["director"].id}
    values = {"full_organization_name": "Весна", "juridical_address": "Москва", "counterparty_kind": kind} | people
    answer = signed_in(crm, "director", language="ru").post("/counterparties/new", values)
    assert answer.status_code == 422
    assert "Укажите ИНН" in answer.text


def test_a_person_and_a_foreigner_need_none(crm, actors):
    people = {"manager": actors["director"].id, "initiator": actors["director"].id}
    values = {"full_organization_name": "Весна", "juridical_address": "Москва"} | people
    visitor = signed_in(crm, "director")
    assert visitor.post("/counterparties/new", values | {"counterparty_kind": "individual"}).status_code == 303
    abroad = {"counterparty_kind": "foreign", "country": "Казахстан"}
    assert visitor.post("/counterparties/new", values | abroad).status_code == 303
