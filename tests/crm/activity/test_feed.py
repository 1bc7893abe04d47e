"""The feed of activities on the cards of what they belong to."""

import re
from datetime import timedelta

import pytest

from app.records.types import registry
from tests.crm.activity.conftest import NOW
from tests.crm.activity.test_activity import answer
from tests.records.samples import new
from tests.visitors import signed_in


def feed(visitor, owner, owner_id):
    return visitor.get(f"/{registry[owner].plural}/{owner_id}/widget/activities", htmx=True).text


def order_of(text, *words):
    places = [text.index(each) for each in words]
    return places == sorted(places)


@pytest.fixture
def owners(actors, client_id, deal_id):
    """The id of a record of each type that has activities."""
    manager = actors["manager"]
    return {
        "lead": new(manager, "lead", name="Заявка", manager=manager.id),
        "deal": deal_id,
        "counterparty": client_id,
        "contract": new(manager, "contract", initiator=manager.id),
    }


@pytest.mark.parametrize("owner", ["lead", "deal", "counterparty", "contract"])
def test_S89_it_stands_on_the_card_and_adds_one_about_it(crm, plan, owners, owner):
    visitor = signed_in(crm, "manager")
    address = f"/activities/new?{owner}={owners[owner]}&amp;kind=meeting"
    assert "Calls, letters, meetings" in feed(visitor, owner, owners[owner])
    plan(**{"deal": None, owner: owners[owner]})
    text = feed(visitor, owner, owners[owner])
    assert "Уточнить объём" in text
    assert f'href="{address}"' in text
    form = visitor.get(address.replace("&amp;", "&")).text
    assert re.search(r'<option value="meeting" selected', form)
    assert f'<option value="{owners[owner]}" selected>' in form


def test_what_is_planned_stands_above_next_first_and_what_is_over_newest_first(crm, plan, actors, deal_id):
    late = plan(topic="Поздний", activity_date=NOW + timedelta(days=3))
    plan(topic="Ранний", activity_date=NOW + timedelta(days=1))
    plan(topic="Давний", activity_date=NOW - timedelta(days=30))
    plan(topic="Недавний", activity_date=NOW - timedelta(days=2))
    visitor = signed_in(crm, "manager")
    assert order_of(feed(visitor, "deal", deal_id), "Ранний", "Поздний", "Недавний", "Давний")
    answer(actors["manager"], late, "done", result="<p>Готово</p>")
    text = feed(visitor, "deal", deal_id)
    assert order_of(text, "Ранний", "Поздний", "Готово", "Недавний")


def test_the_responsible_goes_to_the_task_and_others_to_the_status(crm, plan, deal_id):
    activity_id = plan()
    assert re.search(r'href="/tasks/[\w-]+"', feed(signed_in(crm, "manager"), "deal", deal_id))
    directors = feed(signed_in(crm, "director"), "deal", deal_id)
    assert f"/activities/{activity_id}/status?status=completed" in directors
    assert f"/activities/{activity_id}/edit" in directors
    assert f"/activities/{activity_id}/status?status=canceled" in directors


def test_who_may_not_read_one_does_not_see_it_on_the_card_of_the_client(crm, plan, client_id):
    plan()
    plan(deal=None, counterparty=client_id, topic="О клиенте")
    own = feed(signed_in(crm, "manager"), "counterparty", client_id)
    assert "Уточнить объём" in own
    assert "О клиенте" in own
    others = feed(signed_in(crm, "manager2"), "counterparty", client_id)
    assert "Уточнить объём" not in others
    assert "О клиенте" in others


def test_its_statements_do_not_grow_with_the_activities(crm, plan, actors, deal_id, count_statements):
    visitor = signed_in(crm, "manager")
    people = [actors["manager2"].id, actors["director"].id]
    plan(participants=people)
    plan(activity_date=NOW - timedelta(days=2))
    feed(visitor, "deal", deal_id)
    with count_statements() as few:
        feed(visitor, "deal", deal_id)
    for day in range(5):
        plan(participants=people, activity_date=NOW + timedelta(days=day + 1))
        plan(activity_date=NOW - timedelta(days=day + 3))
    with count_statements() as many:
        feed(visitor, "deal", deal_id)
    assert len(many) == len(few)


def test_the_tab_pages_through_all_that_is_over(crm, plan, deal_id):
    for day in range(52):
        plan(kind="comment", topic=f"Слово {day:02}", activity_date=NOW - timedelta(days=day))
    visitor = signed_in(crm, "manager")
    assert "Show all (52)" in feed(visitor, "deal", deal_id)
    first = visitor.get(f"/deals/{deal_id}?tab=activities").text
    assert "Слово 49" in first
    assert "Слово 50" not in first
    assert "Слово 51" in visitor.get(f"/deals/{deal_id}?tab=activities&page=2").text
    assert "Слово 51" in visitor.get(f"/deals/{deal_id}?tab=activities&page=99").text
