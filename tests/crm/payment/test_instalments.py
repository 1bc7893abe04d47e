"""An amount in instalments: to the kopeck, planned by the diagram, on the tab of an order or a deal."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.crm.payment.instalments import MONTH, STEPS, TWO_WEEKS, WEEK, split
from app.crm.payment.models import Payment
from app.db import db
from tests.records.samples import new
from tests.visitors import signed_in

FIRST = date(2027, 1, 31)


def parts(*arguments, **options):
    return [(each.day.isoformat(), str(each.amount)) for each in split(*arguments, **options)]


def test_equal_parts_of_which_the_last_has_what_rounding_leaves():
    assert parts(Decimal(100), 3, FIRST) == [
        ("2027-01-31", "33.33"),
        ("2027-02-28", "33.33"),
        ("2027-03-31", "33.34"),
    ]


def test_a_prepayment_and_equal_parts_of_the_rest():
    found = split(Decimal("1000.01"), 3, FIRST, WEEK, Decimal(30))
    assert [str(each.amount) for each in found] == ["300.00", "350.00", "350.01"]
    assert [each.day.day for each in split(Decimal(10), 2, FIRST, TWO_WEEKS)] == [31, 14]


@given(
    total=st.decimals(min_value=100, max_value=Decimal("9999999.99"), places=2),
    count=st.integers(1, 60),
    step=st.sampled_from(sorted(STEPS)),
    prepayment=st.none() | st.decimals(min_value=1, max_value=90, places=2),
)
def test_no_kopeck_is_lost(total, count, step, prepayment):
    found = split(total, count, FIRST, step, prepayment)
    assert sum(each.amount for each in found) == total
    assert [each.day for each in found] == sorted(each.day for each in found)
    assert len(found) == count


@pytest.mark.parametrize("count", [5, 6])
def test_less_than_a_kopeck_each_is_refused(count):
    with pytest.raises(ValueError, match="nothing"):
        split(Decimal("0.04"), count, FIRST, MONTH)


@pytest.fixture
def order_id(crm, actors, client_id):
    lines = [{"name": "Чай", "price": "1000"}]
    values = {"counterparty": client_id, "currency": "RUB", "manager": actors["manager"].id}
    return new(actors["manager"], "order", lines=lines, **values)


ASKED = {"count": "3", "step": "month", "first": "2027-01-31", "prepayment": ""}


def payments():
    found = db.session.scalars(select(Payment).order_by(Payment.planned_payment_date)).all()
    rows = [(each.status, str(each.amount), each.planned_payment_date.isoformat()) for each in found]
    db.session.commit()
    return rows


def test_an_order_is_split_into_planned_payments(crm, order_id):
    manager = signed_in(crm, "manager")
    assert f"/orders/{order_id}/instalments" in manager.get(f"/orders/{order_id}").text
    assert re.search(r"1,000\.00.RUB", manager.get(f"/orders/{order_id}/instalments").text)
    answer = manager.post(f"/orders/{order_id}/instalments", ASKED)
    assert answer.headers["Location"] == f"/orders/{order_id}?tab=payments"
    assert payments() == [
        ("planned", "333.33", "2027-01-31"),
        ("planned", "333.33", "2027-02-28"),
        ("planned", "333.34", "2027-03-31"),
    ]
    assert f"/orders/{order_id}/instalments" not in manager.get(f"/orders/{order_id}").text
    assert manager.post(f"/orders/{order_id}/instalments", ASKED).status_code == 422


def test_a_deal_without_orders_is_split_by_its_lines(crm, deal_id):
    signed_in(crm, "manager").post(f"/deals/{deal_id}/instalments", ASKED | {"count": "1"})
    assert payments() == [("planned", "9413.90", "2027-01-31")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"count": "0"},
        {"count": "61"},
        {"count": "x"},
        {"first": "31.13.2027"},
        {"first": ""},
        {"step": "day"},
        {"prepayment": "101"},
        {"prepayment": "0"},
        {"first": "9999-12-31"},
    ],
)
def test_what_cannot_be_split_is_said_at_its_field(crm, order_id, wrong):
    answer = signed_in(crm, "manager").post(f"/orders/{order_id}/instalments", ASKED | wrong)
    assert answer.status_code == 422
    [name] = wrong
    assert re.search(rf'id="instalments-instalments_{name}-error"', answer.text) or "has-error" in answer.text
    assert payments() == []


def test_a_record_without_payments_has_no_instalments(crm, client_id):
    assert signed_in(crm, "director").get(f"/counterparties/{client_id}/instalments").status_code == 404
