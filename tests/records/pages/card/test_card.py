"""The card of a record as pages."""

import pytest

from app.access.models import Person
from app.db import db
from app.engine import unit_of_work
from app.records.commands.update import update_record
from app.records.pages.card.waiting import waits_for_status
from app.records.types import registry
from tests.records.samples import move, new
from tests.visitors import signed_in


@pytest.fixture
def deal_id(actors):
    return new(actors["manager"], "deal", name="Поставка снеков", manager=actors["manager"].id, amount="1250000.5")


@pytest.fixture
def manager(crm, deal_id):
    return signed_in(crm, "manager")


def test_the_card_shows_name_status_stages_and_values(manager, deal_id):
    page = manager.get(f"/deals/{deal_id}").text
    assert "Поставка снеков" in page
    assert 'aria-current="step"' in page
    assert "1,250,000.50" in page


def test_a_record_that_is_not_there_is_not_found(manager):
    assert manager.get("/deals/999999").status_code == 404


def test_a_record_of_another_manager_is_not_found(crm, deal_id):
    assert signed_in(crm, "manager2").get(f"/deals/{deal_id}").status_code == 404


@pytest.mark.parametrize("path", ["widget/properties", "field/name", "edit", "delete", "history", "process"])
def test_no_part_of_the_card_of_another_manager_opens(crm, deal_id, path):
    assert signed_in(crm, "manager2").get(f"/deals/{deal_id}/{path}").status_code == 404


def test_my_tasks_are_those_that_i_may_do(crm, actors):
    """The director sees everything of a deal, and does not answer for the managers."""
    card = f"/deals/{new(actors['director'], 'deal', name='Поставка снеков')}"
    mine, all_of_them = f"{card}/widget/my-tasks", f"{card}/widget/all-tasks"
    assert "Take to work" in signed_in(crm, "manager").get(mine, htmx=True).text
    director = signed_in(crm, "director")
    assert "Take to work" in director.get(all_of_them, htmx=True).text
    assert "Take to work" not in director.get(mine, htmx=True).text


def test_another_status_is_waited_for_by_the_record_s_own_process(crm, deal_id):
    assert waits_for_status("deal", deal_id)
    assert not waits_for_status("lead", deal_id)
    assert not waits_for_status("deal", deal_id + 1)


def test_a_viewer_reads_and_is_told_why_nothing_can_be_changed(crm, actors):
    viewed = new(actors["manager"], "deal", name="Общая", manager=actors["manager"].id, viewers=[actors["observer"].id])
    observer = signed_in(crm, "observer")
    page = observer.get(f"/deals/{viewed}").text
    assert "You may read this record, but not change it." in page
    assert "data-edit-field" not in page
    assert observer.get(f"/deals/{viewed}/edit").status_code == 403


def test_a_refused_deal_does_not_look_won(crm, actors, deal_id):
    move(actors["manager"], "deal", deal_id, "firstContact")
    move(actors["manager"], "deal", deal_id, "refusal", refusal_reason="expensive")
    page = signed_in(crm, "manager").get(f"/deals/{deal_id}").text
    assert "siding-current siding-lost" in page
    assert "stage-passed" not in page
    assert "stage-current" not in page


def test_a_paused_deal_stands_beside_the_way(crm, actors, deal_id):
    move(actors["manager"], "deal", deal_id, "pause")
    assert "siding-current siding-paused" in signed_in(crm, "manager").get(f"/deals/{deal_id}").text


def test_a_widget_is_drawn_alone(manager, deal_id):
    reply = manager.get(f"/deals/{deal_id}/widget/properties", htmx=True)
    assert reply.text.count('class="panel widget"') == 1
    assert "<html" not in reply.text


def test_beside_the_status_it_is_changed(manager, crm, actors, deal_id):
    link = f'data-dialog href="/deals/{deal_id}/status"'
    assert link in manager.get(f"/deals/{deal_id}/widget/status", htmx=True).text
    with unit_of_work(actors["manager"]) as unit:
        update_record(unit, registry["deal"], deal_id, {"viewers": [actors["observer"].id]})
    assert link not in signed_in(crm, "observer").get(f"/deals/{deal_id}/widget/status", htmx=True).text


@pytest.mark.parametrize("name", ["stages", "status", "my-tasks", "actions", "process", "contacts", "related"])
def test_every_widget_is_drawn_alone(manager, deal_id, name):
    assert manager.get(f"/deals/{deal_id}/widget/{name}", htmx=True).status_code == 200


def test_a_widget_without_scripts_leads_to_the_card(manager, deal_id):
    assert manager.get(f"/deals/{deal_id}/widget/properties").location == f"/deals/{deal_id}"


def test_a_folded_widget_stays_folded(manager, deal_id):
    manager.post("/card/fold", {"widget": "contacts", "folded": "true"})
    page = manager.get(f"/deals/{deal_id}").text
    assert 'data-widget="contacts" >' in page
    manager.post("/card/fold", {"widget": "contacts", "folded": "false"})
    assert 'data-widget="contacts" open>' in manager.get(f"/deals/{deal_id}").text


def test_only_widgets_that_there_are_can_be_folded(manager, actors):
    manager.post("/card/fold", {"widget": "nothing", "folded": "true"})
    assert "nothing" not in str(db.session.get(Person, actors["manager"].id).preferences)


def test_minimal_cards_of_types_without_a_process(manager, actors):
    client = new(actors["manager"], "counterparty", full_organization_name="АО «Лето»", counterparty_kind="legalEntity")
    page = manager.get(f"/counterparties/{client}").text
    assert "АО «Лето»" in page
    assert "widget-process" not in page
    assert manager.get("/request-categories/1").status_code == 200
    assert manager.get("/request-sources/1").status_code == 200


def test_the_card_costs_at_most_15_statements(crm, manager, actors, count_statements):
    people = [actors[login].id for login in ("observer", "director", "manager2")]
    client = new(
        actors["manager"], "counterparty", full_organization_name="ООО «Весна»", counterparty_kind="legalEntity"
    )
    lead_id = new(
        actors["director"],
        "lead",
        name="Заявка",
        counterparty=client,
        viewers=people,
        request_category=1,
        request_source=1,
    )
    manager.get(f"/leads/{lead_id}")
    with count_statements() as statements:
        assert manager.get(f"/leads/{lead_id}").status_code == 200
    assert len(statements) <= 15, "\n".join(statements)


def test_the_dearest_card_of_a_deal_costs_at_most_15_statements(crm, actors, count_statements):
    client = new(
        actors["manager"], "counterparty", full_organization_name="ООО «Весна»", counterparty_kind="legalEntity"
    )
    lead_id = new(
        actors["manager"],
        "lead",
        name="Заявка",
        manager=actors["manager"].id,
        counterparty=client,
        viewers=[actors["observer"].id],
        request_category=1,
        request_source=1,
        contacts=[{"full_name": "Анна"}],
    )
    move(actors["manager"], "lead", lead_id, "deal_creation")
    from app.crm.deal.models import Deal
    from app.db import db

    deal_id = db.session.query(Deal.id).filter_by(created_from_lead_id=lead_id).scalar()
    db.session.rollback()
    observer = signed_in(crm, "observer")
    observer.get(f"/deals/{deal_id}")
    with count_statements() as statements:
        assert observer.get(f"/deals/{deal_id}").status_code == 200
    assert len(statements) <= 15, "\n".join(statements)


def test_why_not_says_what_the_diagram_would_refuse(crm, actors):
    lead_id = new(actors["manager"], "lead", name="Заявка", manager=actors["manager"].id)
    page = signed_in(crm, "manager").get(f"/leads/{lead_id}/why-not", htmx=True).text
    assert "Disqualified" in page
    assert "disqualification reason" in page.lower()
    assert "<html" not in page


def test_rows_that_are_no_table_are_shown_with_the_columns_that_say_something(manager, actors):
    values = {"full_organization_name": "ООО «Весна»", "counterparty_kind": "legalEntity"}
    filled = values | {"addresses": [{"address": "Москва, Южное шоссе, 11"}], "contacts": [{"full_name": "Анна"}]}
    page = manager.get(f"/counterparties/{new(actors['director'], 'counterparty', **filled)}").text
    assert "Москва, Южное шоссе, 11" in page
    assert "How to get there" not in page
    assert page.count("Анна") == 1  # people to talk to have a widget of their own
