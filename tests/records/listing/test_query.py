"""What lists find: filters, rights, order, pages, totals."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import insert, select
from werkzeug.datastructures import MultiDict

from app.crm.counterparty import counterparty
from app.crm.deal import deal
from app.crm.lead import lead
from app.db import db
from app.engine import SYSTEM
from app.records.listing import FilterRefused, ListQuery, fetch, fetch_after, read_filters
from app.records.listing.amounts import amounts_in_words
from app.records.listing.state import read_state
from tests.records.samples import move, new


def names(record_type, actor=SYSTEM, **arguments):
    query = {key: arguments.pop(key) for key in ("sort", "search", "every_status") if key in arguments}
    filters = read_filters(record_type, arguments)
    return [record.name for record in fetch(ListQuery(record_type, filters, **query), actor).records]


@pytest.fixture
def deals(actors):
    """Three deals; ids by name."""
    manager, director = actors["manager"], actors["director"]
    contact = [{"full_name": "Анна Белова", "email": "anna@client.example", "phone": "+7 495 000-11-22", "main": True}]
    return {
        "А": new(director, "deal", name="А", amount="100", manager=manager.id, date_received="2026-11-01T10:00"),
        "Б": new(director, "deal", name="Б", amount="300", contacts=contact, date_received="2026-11-02T23:30"),
        "В": new(director, "deal", name="В", amount="200.50", manager=director.id, date_received="2026-11-03T00:10"),
    }


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"name": "А"}, "А"),
        ({"name__contains": "б"}, "Б"),
        ({"amount__gte": "200"}, "ВБ"),
        ({"amount__lte": "200.5"}, "ВА"),
        ({"amount": "300"}, "Б"),
        ({"amount__gte": "1 00", "amount__lte": "200.50"}, "ВА"),
        ({"date_received": "2026-11-02"}, "Б"),
        ({"date_received__gte": "2026-11-03"}, "В"),
        ({"date_received__lte": "2026-11-02"}, "БА"),
        ({"manager__empty": "true"}, "Б"),
        ({"manager__empty": "false"}, "ВА"),
        ({"manager__contains": "алексеев"}, "В"),
        ({"contacts.email__contains": "CLIENT.example"}, "Б"),
        ({"contacts.phone__contains": "000-11"}, "Б"),
        ({"contacts__contains": "белова"}, "Б"),
        ({"contacts": "Анна Белова"}, "Б"),
        ({"contacts__empty": "false"}, "Б"),
        ({"stage": "processing"}, "ВБА"),
        ({"status__in": "pause,refusal"}, ""),
        ({"name__contains": "%"}, ""),
    ],
)
def test_filters(deals, filters, found):
    assert "".join(names(deal, **filters)) == found


@pytest.mark.parametrize(
    "filters",
    [
        {"amount__gte": "много"},
        {"date_received": "вчера"},
        {"manager": "x"},
        {"name__like": "x"},
        {"colour": "x"},
        {"status__gte": "new"},
        {"manager__in": "1,x"},
        {"amount": "9" * 40},
        {"stage__gte": "1"},
        {"viewers__lte": "1"},
        {"contacts.main__gte": "true"},
        {"contacts.shoe_size": "42"},
    ],
)
def test_a_filter_that_does_not_fit_is_refused_in_words(deals, filters):
    with pytest.raises(FilterRefused) as refused:
        names(deal, **filters)
    assert str(refused.value)


@pytest.mark.parametrize("sort", ["viewers", "contacts", "colour", "password_hash", "__class__"])
def test_an_order_that_is_not_there_is_refused(deals, sort):
    with pytest.raises(FilterRefused):
        names(deal, sort=sort)


@pytest.mark.parametrize(("sort", "found"), [("amount", "АВБ"), ("-amount", "БВА"), ("name", "АБВ"), ("", "ВБА")])
def test_order(deals, sort, found):
    assert "".join(names(deal, sort=sort)) == found


def test_people_sort_by_their_names(deals, actors):
    assert [name for name in names(deal, sort="manager") if name != "Б"] == ["В", "А"]  # Алексеев, Усачёв


def test_words_are_found_in_name_number_and_contacts(deals):
    assert names(deal, search="белова") == ["Б"]
    assert names(deal, search="anna@client") == ["Б"]
    assert names(deal, search="белова нет") == []


def test_totals_count_everything_and_sum_by_currency(deals):
    record = db.session.get(deal.model, deals["А"])
    record.currency, record.amount = "USD", Decimal(900)
    db.session.commit()
    page = fetch(ListQuery(deal, per_page=1), SYSTEM)
    assert (page.total, page.pages, len(page.records)) == (3, 3, 1)
    assert list(page.amounts.items()) == [("USD", Decimal(900)), ("RUB", Decimal("500.50"))]  # the largest first


def test_a_total_without_a_currency_is_one_sum(deals):
    first = db.session.get(deal.model, deals["А"]).number
    counted = replace(deal, journal=replace(deal.journal, total="number"))
    page = fetch(ListQuery(counted, per_page=1), SYSTEM)
    assert page.amounts == {"": Decimal(3 * first + 3)}
    assert amounts_in_words(counted, "number", page.amounts) == [str(3 * first + 3)]


def test_a_type_that_is_worth_nothing_has_no_total(deals):
    assert fetch(ListQuery(replace(deal, amount=None)), SYSTEM).amounts == {}


def test_a_page_beyond_the_end_is_the_last(deals):
    page = fetch(ListQuery(deal, per_page=2, page=50), SYSTEM)
    assert (page.query.page, [record.name for record in page.records]) == (2, ["А"])


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (1, 1), (500, 500), (501, 500)])
def test_a_page_holds_from_1_to_500_records(actors, asked, given):
    new(actors["director"], "lead", name="Заявка")
    table = lead.model.__table__
    first = db.session.execute(select(table)).mappings().one()
    copies = [{**first, "id": first["id"] + number, "number": first["number"] + number} for number in range(1, 501)]
    db.session.execute(insert(table), copies)
    query = ListQuery(lead, per_page=asked)
    page = fetch(query, SYSTEM)
    assert (len(page.records), page.query.per_page, page.pages) == (given, given, -(-501 // given))
    assert len(fetch_after(query, SYSTEM, "")[0]) == given
    assert read_state(lead, MultiDict({"per_page": str(asked)})).per_page == given


def test_deals_without_a_budget_sum_up_to_nothing(actors):
    new(actors["director"], "deal", name="А")
    assert fetch(ListQuery(deal), SYSTEM).amounts == {"RUB": Decimal(0)}


@pytest.mark.parametrize("sort", ["name", "-name"])
def test_what_is_the_same_follows_the_number_in_the_same_direction(actors, sort):
    ids = [new(actors["director"], "deal", name="А") for _ in range(5)]
    query = ListQuery(deal, sort=sort, per_page=2)
    expected = sorted(ids, reverse=sort == "-name")
    assert [each.id for page in (1, 2, 3) for each in fetch(replace(query, page=page), SYSTEM).records] == expected
    found, after = [], ""
    while after is not None:
        records, after = fetch_after(query, SYSTEM, after)
        found += [each.id for each in records]
    assert found == expected


def test_an_empty_list_has_one_page(crm):
    page = fetch(ListQuery(lead, page=3), SYSTEM)
    assert (page.query.page, page.pages, page.records) == (1, 1, [])


def test_archived_statuses_are_shown_when_asked_for(deals, actors):
    move(actors["director"], "deal", deals["В"], "dropout")
    assert names(deal) == ["Б", "А"]
    assert names(deal, status="dropout") == ["В"]
    assert names(deal, every_status=True) == ["В", "Б", "А"]


def test_a_manager_finds_own_and_unassigned_records(deals, actors):
    assert names(deal, actors["manager"]) == ["Б", "А"]
    assert names(deal, actors["manager2"]) == ["Б"]
    assert names(deal, actors["director"]) == ["В", "Б", "А"]


def test_an_observer_finds_only_what_they_are_a_viewer_of(deals, actors):
    observer = actors["observer"]
    assert fetch(ListQuery(deal), observer).total == 0
    new(actors["director"], "deal", name="Г", viewers=[observer.id])
    page = fetch(ListQuery(deal), observer)
    assert ([record.name for record in page.records], page.total) == (["Г"], 1)


def test_who_sees_no_counterparties_finds_none(actors):
    new(actors["director"], "counterparty", full_organization_name="ООО «Ромашка»", counterparty_kind="legalEntity")
    assert fetch(ListQuery(counterparty), actors["observer"]).total == 0
    assert fetch(ListQuery(counterparty), actors["manager"]).total == 1


def test_a_list_takes_two_statements_however_long_it_is(actors, count_statements):
    for number in range(3):
        new(actors["director"], "lead", name=f"Заявка {number}")
    db.session.rollback()
    with count_statements() as statements:
        fetch(ListQuery(lead), actors["manager"])
    assert len(statements) == 2
