"""Search and pickers show what the person may see, and nothing else."""

import re

import pytest

from tests.records.samples import new
from tests.visitors import signed_in


@pytest.fixture
def records(actors):
    client = {"counterparty_kind": "legalEntity", "inn": "7707083893"}
    return {
        "client": new(actors["director"], "counterparty", full_organization_name="ООО «Ромашка»", **client),
        "own": new(actors["director"], "deal", name="Ромашка, поставка", manager=actors["manager"].id),
        "foreign": new(actors["director"], "deal", name="Ромашка, тайна", manager=actors["director"].id),
        "lead": new(actors["director"], "lead", name="Заявка ромашки"),
    }


def test_hits_are_grouped_with_counts(crm, records):
    page = signed_in(crm, "director").get("/search?q=ромашк").text
    for heading in ("Deals · 2", "Leads · 1", "Counterparties · 1"):
        assert heading in page
    assert f'href="/deals/{records["foreign"]}"' in page


def test_search_shows_only_what_one_may_see(crm, records):
    page = signed_in(crm, "manager").get("/search?q=ромашка").text
    assert "Deals · 1" in page
    assert "тайна" not in page
    assert "Nothing found" in signed_in(crm, "observer").get("/search?q=ромашка").text


@pytest.mark.parametrize("words", ["7707083893", "РОМАШКА", "ромашка ооо"])
def test_a_counterparty_is_found_by_name_and_inn(crm, records, words):
    assert "Counterparties · 1" in signed_in(crm, "manager").get("/search", query_string={"q": words}).text


@pytest.mark.parametrize("words", ["", " ", "%", "'; drop table deal", "x" * 5000])
def test_strange_words_find_nothing_and_break_nothing(crm, records, words):
    answer = signed_in(crm, "director").get("/search", query_string={"q": words})
    assert answer.status_code == 200
    assert "Ромашка" not in answer.text


def test_a_long_list_is_cut_with_a_way_to_all_of_it(crm, actors):
    for number in range(12):
        new(actors["director"], "deal", name=f"Поставка {number}")
    page = signed_in(crm, "director").get("/search?q=поставка").text
    assert len(re.findall(r'href="/deals/\d+"', page)) == 10
    assert 'href="/deals?q=%D0%BF%D0%BE' in page


def test_the_short_list_of_the_header_is_a_part_of_a_page(crm, records):
    answer = signed_in(crm, "director").get("/search/suggestions?q=ромашка", htmx=True)
    assert "Ромашка, поставка" in answer.text
    assert "<html" not in answer.text


def test_pickers_offer_records_with_what_tells_them_apart(crm, records):
    found = signed_in(crm, "manager").get("/pickers/counterparty?q=ромаш").json
    assert found == [{"value": str(records["client"]), "text": "ООО «Ромашка»", "hint": "7707083893"}]


def test_pickers_respect_rights(crm, records):
    assert len(signed_in(crm, "director").get("/pickers/deal?q=ромашка").json) == 2
    assert len(signed_in(crm, "manager").get("/pickers/deal?q=ромашка").json) == 1
    assert signed_in(crm, "observer").get("/pickers/counterparty").json == []


@pytest.mark.parametrize("words", ["усач", "МАНАГЕР", "manager", "станислав усачёв"])
def test_people_are_found_by_name_and_login(crm, actors, words):
    found = [each["text"] for each in signed_in(crm, "director").get(f"/pickers/person?q={words}").json]
    assert (actors["manager"].name in found) == (words != "МАНАГЕР")


def test_a_picker_of_nothing_is_not_found(crm, actors):
    assert signed_in(crm, "director").get("/pickers/dragon").status_code == 404


def test_a_picker_offers_at_most_twenty(crm, actors):
    for number in range(25):
        new(actors["director"], "deal", name=f"Поставка {number}")
    assert len(signed_in(crm, "director").get("/pickers/deal").json) == 20
