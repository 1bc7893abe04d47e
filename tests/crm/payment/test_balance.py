"""What of orders is paid, awaited and overdue: to the kopeck, whatever payments there are."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.cli.prepare import shipped_files
from app.crm.payment.balance import Balance, Share, balances, shares_of
from app.crm.payment.record_type import INCOMING, REFUND
from app.engine import SYSTEM, deploy
from tests.records.samples import fetch, move, new

TODAY = date(2026, 6, 15)
BEFORE, AFTER = date(2026, 6, 1), date(2026, 7, 1)


@dataclass
class Paid:
    """A payment as it is read."""

    amount: Decimal
    status: str = "planned"
    paid_amount: Decimal | None = None
    planned_payment_date: date | None = AFTER
    direction: str = INCOMING
    order_id: int | None = 1


def money(text):
    return Decimal(text)


@pytest.mark.parametrize(
    ("payment", "amount", "paid", "overdue"),
    [
        (Paid(money("100")), "100", "0", False),
        (Paid(money("100"), planned_payment_date=BEFORE), "100", "0", False),  # its diagram says when
        (Paid(money("100"), "partialPayed", money("40"), BEFORE), "100", "40", True),
        (Paid(money("100"), "expired"), "100", "0", True),
        (Paid(money("100"), "partialPayed", money("40")), "100", "40", False),
        (Paid(money("100"), "paid"), "100", "100", False),
        (Paid(money("100"), "paid", money("120.50")), "120.50", "120.50", False),
        (Paid(money("100"), "paid", direction=REFUND), "-100", "-100", False),
    ],
)
def test_what_a_payment_brings(payment, amount, paid, overdue):
    [share] = shares_of(payment, [], TODAY, {"paid"})
    assert (share.order, share.amount, share.paid, share.overdue) == (1, money(amount), money(paid), overdue)


def test_what_came_fills_the_shares_in_their_order_and_the_last_has_what_is_over():
    shares = [(1, money("60")), (2, money("40"))]
    partly = shares_of(Paid(money("100"), "partialPayed", money("70")), shares, TODAY, {"paid"})
    assert [(each.paid, each.awaited) for each in partly] == [(60, 0), (10, 30)]
    over = shares_of(Paid(money("100"), "paid", money("130")), shares, TODAY, {"paid"})
    assert [(each.paid, each.awaited) for each in over] == [(60, 0), (70, 0)]


AMOUNTS = st.decimals(min_value=0, max_value=Decimal("9999999.99"), places=2)


@given(
    paid=st.builds(
        Paid,
        amount=AMOUNTS,
        status=st.sampled_from(["draft", "planned", "confirmed", "expired", "partialPayed", "paid"]),
        paid_amount=st.none() | AMOUNTS,
        planned_payment_date=st.sampled_from([None, BEFORE, AFTER]),
        direction=st.sampled_from([INCOMING, REFUND]),
    ),
    parts=st.lists(AMOUNTS, max_size=4),
)
def test_no_kopeck_is_lost_or_doubled_between_orders(paid, parts):
    shares = shares_of(paid, list(enumerate(parts)), TODAY, {"paid"})
    received = paid.paid_amount if paid.paid_amount is not None else paid.amount if paid.status == "paid" else 0
    sign = -1 if paid.direction == REFUND else 1
    assert sum(each.paid for each in shares) == sign * received
    assert all(each.awaited * sign >= 0 for each in shares)


def test_what_came_without_an_amount_leaves_nothing_to_come():
    assert Share(order=1, amount=Decimal(0), paid=Decimal("0.01")).awaited == 0
    assert Share(order=1, amount=Decimal(0), paid=Decimal("-0.01")).awaited == 0


@given(total=AMOUNTS, paid=AMOUNTS, awaited=AMOUNTS, late=st.decimals(min_value=0, max_value=1, places=2))
def test_the_bar_is_never_longer_than_the_order(total, paid, awaited, late):
    balance = Balance(total, paid, awaited, (awaited * late).quantize(Decimal("0.01")))
    assert sum(part for _name, part in balance.parts()) <= 1000
    assert balance.to_pay - balance.overpaid == total - paid


@pytest.fixture
def order_with(crm, actors, client_id):
    """Make an order that costs so much, in as many lines as one wants."""

    def make(*prices):
        lines = [{"name": "Чай", "price": price} for price in prices]
        values = {"counterparty": client_id, "currency": "RUB", "manager": actors["manager"].id}
        return new(actors["manager"], "order", lines=lines, **values)

    return make


@pytest.fixture
def pay(actors, client_id):
    def make(order, amount, status="", who="manager", **values):
        common = {"counterparty": client_id, "currency": "RUB", "responsible": actors[who].id}
        fields = {"planned": {"planned_payment_date": AFTER}, "paid": {"fact_payment_date": BEFORE}}.get(status, {})
        payment_id = new(actors["director"], "payment", order=order, amount=amount, **{**common, **values})
        if status:
            move(actors["director"], "payment", payment_id, status, **fields)
        return payment_id

    return make


def balance_of(actors, order_id, who="director"):
    return balances([fetch("order", order_id)], actors[who], TODAY)[order_id]


def test_an_order_is_paid_in_parts_refunded_and_overpaid(order_with, pay, actors):
    order_id = order_with("1000")
    pay(order_id, "300", "paid")
    pay(order_id, "500", "planned")
    pay(order_id, "400", "canceled", comment="Ошибка")
    assert balance_of(actors, order_id) == Balance(Decimal(1000), Decimal(300), Decimal(500), Decimal(0))
    assert balance_of(actors, order_id).unplanned == 200

    pay(order_id, "900", "paid")
    assert balance_of(actors, order_id).overpaid == 200
    pay(order_id, "200", "paid", direction=REFUND)
    assert (balance_of(actors, order_id).overpaid, balance_of(actors, order_id).to_pay) == (0, 0)


def test_one_payment_is_allocated_to_two_orders(order_with, pay, actors):
    first, second = order_with("100"), order_with("50")
    shares = [{"order": first, "amount": "100"}, {"order": second, "amount": "20"}]
    pay(first, "120", "paid", allocations=shares)
    assert (balance_of(actors, first).to_pay, balance_of(actors, second).to_pay) == (0, 30)


def test_a_payment_that_one_may_not_read_is_not_counted(order_with, pay, actors):
    text = shipped_files()["payment.lifecycle.yaml"].decode()
    text = text.replace("through: [order, deal]\n    role: manager", "through: [deal]\n    role: manager")
    deploy({"payment.lifecycle.yaml": text.encode()}, name="orders lend no rights", actor=SYSTEM)
    order_id = order_with("100")
    pay(order_id, "60", "paid", who="manager2")
    assert balance_of(actors, order_id, "manager").paid == 0
    assert balance_of(actors, order_id).paid == 60


def test_many_orders_cost_two_statements(order_with, pay, actors, count_statements):
    ids = [order_with("100") for _each in range(4)]
    for each in ids:
        pay(each, "10", "paid")
    orders = [fetch("order", each) for each in ids]
    with count_statements() as statements:
        found = balances(orders, actors["director"], TODAY)
    assert len(statements) == 2
    assert {each.paid for each in found.values()} == {Decimal(10)}


CARTS = st.lists(
    st.decimals(min_value=Decimal("0.01"), max_value=Decimal("99999.99"), places=2), min_size=1, max_size=4
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(prices=CARTS, part=st.decimals(min_value=0, max_value=1, places=3))
def test_an_order_and_its_payments_agree_to_the_kopeck(order_with, pay, actors, prices, part):
    order_id = order_with(*prices)
    total = sum(prices)
    first = (total * part).quantize(Decimal("0.01"))
    pay(order_id, first, "paid")
    left = balance_of(actors, order_id).to_pay
    assert first + left == total
    pay(order_id, left, "paid")
    assert balance_of(actors, order_id) == Balance(total, total)
