"""The state of a list and its address say the same."""

import pytest
from werkzeug.datastructures import MultiDict

from app.crm.counterparty import counterparty
from app.crm.deal import deal
from app.engine import SYSTEM
from app.records.listing import Filter, fetch
from app.records.listing.state import read_state


def state(record_type, *pairs):
    return read_state(record_type, MultiDict(pairs))


@pytest.mark.parametrize(
    "pairs",
    [
        [],
        [("status__in", "new,pause"), ("q", "снеки"), ("sort", "amount"), ("page", "3")],
        [("amount__gte", "1000"), ("amount__lte", "5000"), ("per_page", "25")],
        [("manager__empty", "true"), ("every_status", "true")],
    ],
)
def test_the_address_of_a_state_says_the_state(crm, pairs):
    assert state(deal, *pairs).arguments() == pairs


def test_empty_fields_of_a_form_leave_no_trace(crm):
    found = state(deal, ("name__contains", ""), ("q", " "), ("sort", ""), ("page", ""))
    assert found.parameters() == ""


def test_several_boxes_of_one_name_are_one_filter(crm):
    found = state(deal, ("status__in", "new"), ("status__in", "pause"))
    assert found.filters == (Filter("status", "in", "new,pause"),)


def test_the_journal_s_own_filter_is_there_until_it_is_taken_off(crm):
    assert state(counterparty).filters == (Filter("counterparty_type", "eq", "buyer"),)
    taken_off = state(counterparty).without(Filter("counterparty_type", "eq", "buyer"))
    assert taken_off.parameters() == "?filters=none"
    assert state(counterparty, ("filters", "none")).filters == ()


def test_another_filter_replaces_the_journal_s_own(crm):
    assert [each.field for each in state(counterparty, ("inn", "7707083893")).filters] == ["inn"]


def test_a_filter_that_is_not_there_becomes_words(crm):
    found = state(deal, ("colour", "red"))
    assert "colour" in found.problem
    assert found.filters == ()


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999"])
def test_a_page_that_is_no_page_is_the_first(crm, page):
    assert fetch(state(deal, ("page", page)).query(), SYSTEM).query.page == 1


def test_of_a_long_question_the_beginning_is_searched(crm):
    assert state(deal, ("q", " " + "я" * 201)).search == "я" * 200


def test_an_address_without_a_page_means_the_first(crm):
    assert state(deal).page == state(deal, ("page", "x")).page == 1


def test_a_second_click_on_a_column_turns_the_order_round(crm):
    once = state(deal, ("page", "4")).sorted_by("amount")
    assert (once.sort, once.page) == ("amount", 1)
    assert once.sorted_by("amount").sort == "-amount"


def test_clearing_takes_off_filters_and_words_and_keeps_the_order(crm):
    found = state(deal, ("status", "new"), ("q", "x"), ("sort", "name")).without_filters()
    assert found.parameters() == "?sort=name"
