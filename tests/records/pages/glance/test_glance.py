"""What a link says of a record before one follows it."""

import pytest

from tests.records.samples import new
from tests.visitors import signed_in


@pytest.fixture
def deal_id(crm, actors):
    client = new(actors["director"], "counterparty", full_organization_name="ООО «Ромашка»")
    values = {"name": "Снеки", "company": "Ромашка", "counterparty": client, "amount": "450000"}
    return new(actors["manager"], "deal", manager=actors["manager"].id, **values)


def test_it_has_name_status_and_what_the_journal_shows(crm, deal_id):
    told = signed_in(crm, "manager", language="ru").get(f"/deals/{deal_id}/glance").json
    assert (told["kind"], told["status"]["words"]) == ("Сделка", "Не обработана")
    assert "Снеки" in told["name"]
    lines = {each["label"]: each["words"] for each in told["lines"]}
    assert lines["Контрагент"] == "ООО «Ромашка»"
    assert all(lines.values())


def test_who_may_not_read_the_record_is_told_nothing(crm, deal_id):
    foreign = signed_in(crm, "manager2").get(f"/deals/{deal_id}/glance")
    missing = signed_in(crm, "manager2").get("/deals/99999/glance")
    assert (foreign.status_code, missing.status_code) == (404, 404)


def test_what_the_record_points_to_and_the_person_may_not_read_has_no_name(crm, actors):
    secret = new(actors["manager"], "lead", name="Тайна", manager=actors["manager"].id)
    task = new(actors["director"], "assignment", title="Позвонить", lead=secret, performer=actors["manager2"].id)
    assert "Тайна" not in signed_in(crm, "manager2").get(f"/assignments/{task}/glance").text


def test_a_record_without_a_status_has_none(crm, actors):
    client = new(actors["director"], "counterparty", full_organization_name="ООО «Ромашка»")
    assert signed_in(crm, "manager").get(f"/counterparties/{client}/glance").json["status"] is None


def test_it_costs_few_statements(crm, deal_id, count_statements):
    client = signed_in(crm, "manager")
    client.get(f"/deals/{deal_id}/glance")
    with count_statements() as statements:
        client.get(f"/deals/{deal_id}/glance")
    assert len(statements) <= 8
