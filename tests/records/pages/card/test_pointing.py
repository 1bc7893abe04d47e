"""Records that point to a record: on its card and on a tab."""

import re

import pytest

from app.records.listing.pointing import pointers_to
from tests.records.samples import new
from tests.visitors import signed_in


@pytest.fixture
def client_id(actors):
    return new(
        actors["director"], "counterparty", full_organization_name="ООО «Ромашка»", counterparty_kind="legalEntity"
    )


def deals_for(actors, client_id, count, **values):
    return [new(actors["director"], "deal", name=f"Сделка {n}", counterparty=client_id, **values) for n in range(count)]


def test_references_of_all_types_are_known_without_a_declaration(app):
    assert {each.key for each in pointers_to("counterparty")} >= {"deals.counterparty", "leads.counterparty"}
    assert {each.key for each in pointers_to("lead")} == {
        "activities.lead",
        "assignments.lead",
        "deals.created_from_lead",
        "leads.merged_into",
    }


def test_a_reference_in_a_row_points_once_and_not_its_list_besides(app):
    keys = [each.key for each in pointers_to("product")]
    assert "deals.lines.product" in keys
    assert len(keys) == len(set(keys))
    assert "deals.lines" not in keys


def test_the_widget_counts_and_names_those_that_point_here(crm, actors, client_id):
    deals_for(actors, client_id, 7)
    page = signed_in(crm, "director").get(f"/counterparties/{client_id}/widget/related", htmx=True).text
    assert page.count('href="/deals/') == 5 + 1  # and the one that makes another
    assert "Show all (7)" in page


def test_the_widget_is_read_when_it_comes_into_view(crm, client_id):
    page = signed_in(crm, "director").get(f"/counterparties/{client_id}").text
    assert f'hx-get="/counterparties/{client_id}/widget/related"' in page


def test_another_page_of_one_kind_is_a_page_of_the_tab(crm, actors, client_id):
    deals_for(actors, client_id, 23)
    director = signed_in(crm, "director")
    first = director.get(f"/counterparties/{client_id}?tab=related").text
    second = director.get(f"/counterparties/{client_id}?tab=related&of=deals.counterparty&page=2").text
    numbers = [set(re.findall(r'href="/deals/(\d+)"', page)) for page in (first, second)]
    assert [len(each) for each in numbers] == [20, 3]
    assert numbers[0].isdisjoint(numbers[1])


def test_nobody_sees_what_they_may_not_read(crm, actors, client_id):
    deals_for(actors, client_id, 3, manager=actors["director"].id)
    mine = new(actors["manager"], "deal", name="Моя", counterparty=client_id, manager=actors["manager"].id)
    page = signed_in(crm, "manager").get(f"/counterparties/{client_id}?tab=related").text
    assert re.findall(r'href="/deals/(\d+)"', page) == [str(mine)]


def test_one_that_points_here_is_made_with_the_reference_filled_in(crm, client_id):
    manager = signed_in(crm, "manager")
    page = manager.get(f"/counterparties/{client_id}?tab=related").text
    assert f'href="/deals/new?counterparty={client_id}"' in page
    assert "ООО «Ромашка»" in manager.get(f"/deals/new?counterparty={client_id}").text


def test_a_reference_that_only_diagrams_write_offers_nothing_to_make(crm, actors):
    lead = new(actors["manager"], "lead", name="Заявка", manager=actors["manager"].id)
    assert "/deals/new?" not in signed_in(crm, "manager").get(f"/leads/{lead}?tab=related").text


@pytest.mark.parametrize(
    "asked", ["page=0", "page=x&of=deals.counterparty", "of=nothing&page=9", "of=deals.counterparty&page=999999999999"]
)
def test_an_address_that_makes_no_sense_shows_the_first_or_the_last_page(crm, client_id, asked):
    assert signed_in(crm, "director").get(f"/counterparties/{client_id}?tab=related&{asked}").status_code == 200
