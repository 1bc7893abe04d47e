"""Demo data that packages bring."""

import pytest

from app.crm.counterparty import counterparty
from app.crm.deal import deal
from app.records import demo
from app.records.demo import load_demo, register_demo_data
from tests.records.samples import fetch, new


@pytest.fixture
def loads(crm, monkeypatch):
    """A client, and a deal for him that was made ten days ago and has moved on."""
    monkeypatch.setattr(demo, "_loads", {})

    def add_deal(made):
        client = made.made["counterparty"]["ООО «Ромашка»"]
        record_id = made.add(deal, {"name": "Снеки", "counterparty": client, "manager": made.people["manager"]}, 10)
        made.move(deal, record_id, (("firstContact", {}),), "manager", 10)

    register_demo_data("deal", 20, add_deal)
    register_demo_data(
        "counterparty", 10, lambda made: made.add(counterparty, {"full_organization_name": "ООО «Ромашка»"})
    )


def test_one_finds_what_those_before_it_have_made(loads):
    assert load_demo() == "Added 6 people, 1 counterparties, 1 deals."
    record = fetch("deal", 1)
    assert record.counterparty_id == fetch("counterparty", 1).id
    assert record.status == "firstContact"


def test_its_records_are_as_old_as_they_say(loads):
    load_demo()
    made, client = fetch("deal", 1), fetch("counterparty", 1)
    assert (client.created_at - made.created_at).days == 10
    assert made.created_at < made.status_changed_at < client.created_at


def test_a_database_with_records_gets_none(loads, actors):
    new(actors["director"], "deal", name="Своя")
    assert "records are not added" in load_demo()
    assert fetch("deal", 2) is None
