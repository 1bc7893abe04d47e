"""What happened to a record, in words."""

import pytest
from flask_babel import force_locale

from app.db import db
from app.engine import unit_of_work
from app.records.commands.update import update_record
from app.records.pages.card.history import history_page
from app.records.pages.card.page import open_card
from app.records.types import registry
from app.records.values.of_records import values_of
from tests.records.samples import fetch, move, new, task_of
from tests.visitors import signed_in


@pytest.fixture
def deal_id(actors):
    return new(actors["manager"], "deal", name="Поставка", manager=actors["manager"].id)


def change(actor, deal_id, **values):
    with unit_of_work(actor) as unit:
        update_record(unit, registry["deal"], deal_id, values)


def events(actors, deal_id, chosen="", before=None, per_page=30):
    db.session.rollback()
    with force_locale("en"):
        return history_page(open_card(registry["deal"], deal_id, actors["director"]), chosen, before, per_page)


def test_a_change_of_fields_says_old_and_new(crm, actors, deal_id):
    change(actors["director"], deal_id, amount="1000", manager=actors["manager2"].id)
    latest = events(actors, deal_id).events[0]
    assert latest.who == "Борис Алексеев"
    assert {(each.label, each.old, each.new) for each in latest.changes} == {
        ("Budget", "", "1,000"),
        ("Responsible", "Станислав Усачёв", "Эльвира Даниленко"),
    }


def test_a_change_of_status_says_both_statuses(crm, actors, deal_id):
    move(actors["manager"], "deal", deal_id, "firstContact")
    titles = [event.title for event in events(actors, deal_id).events]
    assert titles[0] == "Status: New → First contact"


def test_an_answer_says_who_answered_what(crm, actors):
    deal_id = new(actors["director"], "deal", name="Без ответственного")
    task = task_of("deal", deal_id)
    signed_in(crm, "manager").post(f"/tasks/{task.id}/complete", {"_outcome": "takeToWork", "_revision": task.revision})
    answered = next(event for event in events(actors, deal_id).events if event.kind == "taskCompleted")
    assert (answered.who, answered.why) == ("Станислав Усачёв", "Take to work")


def test_pages_follow_each_other_without_gaps(crm, actors, deal_id):
    for number in range(7):
        change(actors["manager"], deal_id, company=f"Компания {number}")
    first = events(actors, deal_id, "fields", per_page=3)
    second = events(actors, deal_id, "fields", first.older, per_page=3)
    third = events(actors, deal_id, "fields", second.older, per_page=3)
    shown = [event.id for page in (first, second, third) for event in page.events]
    assert len(shown) == len(set(shown)) == 8
    assert third.older is None


def test_the_filter_shows_only_its_kind(crm, actors, deal_id):
    change(actors["manager"], deal_id, company="Весна")
    move(actors["manager"], "deal", deal_id, "firstContact")
    assert {event.kind for event in events(actors, deal_id, "status").events} == {"statusChanged"}


def test_the_tab_costs_at_most_15_statements(crm, actors, deal_id, count_statements):
    for number in range(40):
        change(actors["manager"], deal_id, company=f"Компания {number}")
    manager = signed_in(crm, "manager")
    manager.get(f"/deals/{deal_id}?tab=history")
    with count_statements() as statements:
        page = manager.get(f"/deals/{deal_id}?tab=history").text
    assert "Show earlier events" in page
    assert len(statements) <= 15


def test_rows_that_change_places_say_where_they_were(crm, actors, deal_id):
    change(actors["director"], deal_id, contacts=[{"full_name": "Анна"}, {"full_name": "Иван"}])
    rows = values_of(registry["deal"], fetch("deal", deal_id), ["contacts"])["contacts"]
    change(actors["director"], deal_id, contacts=[{"id": row["id"]} for row in reversed(rows)])
    assert {(each.label, each.old, each.new) for each in events(actors, deal_id).events[0].changes} == {
        ("Contacts: Анна, place", "1", "2"),
        ("Contacts: Иван, place", "2", "1"),
    }
