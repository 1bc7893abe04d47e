"""Records counted and summed by a field."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import insert, select

from app.crm.deal import deal
from app.crm.payment import payment
from app.db import db
from app.records.listing import FilterRefused, ListQuery, read_filters
from app.records.listing.groups import MOST_GROUPS, fetch_groups
from tests.records.samples import move, new


@pytest.fixture
def deals(actors):
    manager, director = actors["manager"], actors["director"]
    for name, amount, person in (("А", "100", manager), ("Б", "300", manager), ("В", "200.50", director)):
        record = new(director, "deal", name=name, amount=amount, manager=person.id)
    move(director, "deal", record, "firstContact")


def said(actor, by, **filters):
    query = ListQuery(deal, read_filters(deal, filters), every_status=True)
    return [(each.label, each.count, dict(each.amounts)) for each in fetch_groups(query, by, actor, "amount")]


def test_by_status_with_the_sums_of_the_budget(deals, actors):
    assert said(actors["director"], "status") == [
        ("Не обработана", 2, {"RUB": Decimal("400.00")}),
        ("Первичный контакт", 1, {"RUB": Decimal("200.50")}),
    ]


def test_by_person_only_what_one_may_see(deals, actors):
    assert said(actors["manager"], "manager") == [("Станислав Усачёв", 2, {"RUB": Decimal("400.00")})]


def test_filters_narrow_them(deals, actors):
    assert said(actors["director"], "status", amount__gte="250") == [("Не обработана", 1, {"RUB": Decimal("300.00")})]


def test_one_statement_and_one_for_the_names(deals, actors, count_statements):
    with count_statements() as statements:
        said(actors["director"], "manager")
    assert len(statements) == 2


@pytest.mark.parametrize("by", ["description", "contacts", "amount", "colour", "viewers"])
def test_what_cannot_be_counted_by_is_refused_in_words(deals, actors, by):
    with pytest.raises(FilterRefused):
        said(actors["director"], by)


def test_the_api_answers_them(deals, sign_in):
    client = sign_in("director")
    answer = client.get("/api/v1/deals/groups?by=status&total=amount&amount__gte=250")
    assert answer.json == {
        "items": [{"value": "new", "label": "Не обработана", "count": 1, "amounts": {"RUB": "300.00"}}]
    }
    assert client.get("/api/v1/deals/groups").status_code == 400
    assert client.get("/api/v1/deals/groups?by=description").status_code == 400
    assert client.get("/api/v1/deals/groups?by=status&total=name").status_code == 400


def test_of_very_many_groups_the_largest_are_told(actors):
    """Of 501 days one is that of two payments: the last one, in the order of the calendar and of the table."""
    table = payment.model.__table__
    client = new(actors["director"], "counterparty", full_organization_name="Ромашка")
    new(actors["director"], "payment", amount="100", currency="RUB", counterparty=client)
    first = db.session.execute(select(table)).mappings().one()
    days = [date(2026, 1, 1) + timedelta(days=min(place, 500)) for place in range(502)]
    copies = [
        {**first, "id": first["id"] + place, "number": first["number"] + place, "planned_payment_date": day}
        for place, day in enumerate(days, 1)
    ]
    db.session.execute(insert(table), copies)
    groups = fetch_groups(ListQuery(payment, every_status=True), "planned_payment_date", actors["director"])
    assert len(groups) == MOST_GROUPS
    assert (groups[0].value, groups[0].count) == ("2027-05-16", 2)
