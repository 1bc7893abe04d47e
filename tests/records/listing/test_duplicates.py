"""Who makes a record is told of another one that has the same, when he may read it, and is not hindered."""

import pytest

from app.records.listing.duplicates import find_duplicates
from app.records.types import registry
from tests.records.samples import new
from tests.visitors import signed_in

LEAD, COUNTERPARTY = registry["lead"], registry["counterparty"]
COMPANY = {
    "full_organization_name": "ООО «Весна»",
    "counterparty_kind": "legalEntity",
    "juridical_address": "Москва",
    "inn": "7707083893",
    "kpp": "770701001",
}


def contact(**values):
    return [{"full_name": "Анна", **values}]


def names(record_type, given, actor) -> list[str]:
    return [each.name for each in find_duplicates(record_type, given, actor)]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, True),
        ({"kpp": "770702001"}, False),
        ({"kpp": None}, False),
        ({"inn": None}, False),
        ({"inn": "770708"}, False),
    ],
)
def test_a_company_has_an_inn_with_a_kpp(actors, given, found):
    new(actors["director"], "counterparty", **COMPANY)

    assert bool(names(COUNTERPARTY, COMPANY | given, actors["director"])) is found


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"phone": "84951234567"}, True),
        ({"phone": "+7 (495) 123-45-67"}, True),
        ({"phone": "123-45-67"}, False),
        ({"email": "ANNA@example.org"}, True),
        ({"email": "nna@example.org"}, False),
        ({"phone": ""}, False),
    ],
)
def test_a_lead_has_a_contact_however_it_is_written(actors, given, found):
    new(actors["manager"], "lead", name="Снеки", contacts=contact(phone="+7 495 123-45-67", email="anna@example.org"))

    assert bool(names(LEAD, {"contacts": contact(**given)}, actors["director"])) is found


def test_a_record_is_no_duplicate_of_itself(actors):
    own = new(actors["director"], "counterparty", **COMPANY)

    assert find_duplicates(COUNTERPARTY, COMPANY, actors["director"], own) == []


def test_what_one_may_not_read_is_not_told(crm, actors):
    new(actors["manager"], "lead", name="Чужой", manager=actors["manager"].id, contacts=contact(email="a@example.org"))
    given = {"_form": "lead-contacts", "contacts-0-email": "a@example.org"}

    def told(login):
        return signed_in(crm, login).post("/leads/similar", given).json["records"]

    assert [each["name"] for each in told("manager")] == ["Lead No. 1: Чужой"]
    assert told("manager2") == []


def test_a_program_is_told_and_not_refused(crm, actors):
    new(actors["director"], "counterparty", **COMPANY)
    client = signed_in(crm, "director")

    answer = client.send("POST", "/api/v1/counterparties", json=COMPANY)
    assert answer.status_code == 201
    assert [each["same"] for each in answer.json["warnings"]] == [["inn", "kpp"]]

    address = f"/api/v1/counterparties/{answer.json['id']}"
    assert "warnings" not in client.send("PATCH", address, json={"kpp": "770702001"}).json


@pytest.mark.parametrize("given", [{}, {"inn": "", "kpp": "770701001"}, {"inn": None}])
def test_where_nothing_is_given_nothing_is_looked_for(actors, count_statements, given):
    with count_statements() as statements:
        assert find_duplicates(COUNTERPARTY, given, actors["director"]) == []
    assert statements == []


def test_a_page_asks_while_it_is_filled(crm):
    page = signed_in(crm, "director").get("/counterparties/new").text

    assert 'data-form-similar="/counterparties/similar"' in page


def test_who_types_the_contacts_of_a_lead_is_told_of_the_other_one_with_a_link(crm, actors):
    other = new(actors["manager"], "lead", name="Снеки", contacts=contact(phone="+7 495 123-45-67"))
    lead = new(actors["manager"], "lead", name="Снова снеки")
    visitor = signed_in(crm, "manager")

    page = visitor.get(f"/leads/{lead}/edit?form=contacts").text
    assert 'data-form-similar="/leads/similar"' in page
    typed = {"_form": "lead-contacts", "_record": str(lead), "contacts": "", "contacts-0-phone": "8 (495) 123 45 67"}
    told = visitor.post("/leads/similar", typed).json
    assert [each["address"] for each in told["records"]] == [f"/leads/{other}"]
