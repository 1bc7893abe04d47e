"""Payments: what each status asks for, and that a payment gets overdue by itself."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from app.clock import clock
from app.engine import Refusal, unit_of_work
from app.records.commands.update import update_record
from app.records.errors import RecordRefused
from app.records.types import registry
from tests.bpmn.conftest import later
from tests.records.samples import fetch, move, new
from tests.visitors import signed_in


@pytest.fixture
def payment_id(crm, actors, client_id):
    return new(
        actors["manager"],
        "payment",
        amount="100",
        currency="RUB",
        responsible=actors["manager"].id,
        counterparty=client_id,
    )


def status_of(payment_id):
    return fetch("payment", payment_id).status


@pytest.mark.parametrize(
    ("status", "field", "value", "words"),
    [
        ("planned", "planned_payment_date", date(2027, 1, 20), "Необходимо указать планируемую дату платежа"),
        ("paid", "fact_payment_date", date(2026, 1, 20), "Необходимо указать фактическую дату платежа"),
        ("canceled", "comment", "<p>Отказ</p>", "Необходимо указать комментарий при отмене платежа"),
    ],
)
def test_what_a_status_asks_for(payment_id, actors, status, field, value, words):
    with pytest.raises(Refusal, match=words) as refused:
        move(actors["manager"], "payment", payment_id, status)
    assert tuple(refused.value.missing) == (field,)
    assert status_of(payment_id) == "draft"

    move(actors["manager"], "payment", payment_id, status, **{field: value})
    assert status_of(payment_id) == status


def test_every_status_can_be_reached(payment_id, actors):
    move(actors["manager"], "payment", payment_id, "planned", planned_payment_date=date(2030, 1, 20))
    for status in ("confirmed", "expired", "partialPayed", "draft"):
        move(actors["manager"], "payment", payment_id, status)
        assert status_of(payment_id) == status


def plan(actors, payment_id, days):
    moment = clock.now()
    planned = date.fromordinal(moment.date().toordinal() + days)
    move(actors["manager"], "payment", payment_id, "planned", planned_payment_date=planned)


@pytest.mark.parametrize(
    ("planned", "still", "overdue"),
    [
        ("2026-06-15", "2026-06-15T23:59", "2026-06-16T00:01"),  # a Monday
        ("2026-06-19", "2026-06-21T23:59", "2026-06-22T00:01"),  # a Friday: nobody pays on Saturday
        ("2026-06-20", "2026-06-22T23:59", "2026-06-23T00:01"),  # a Saturday is paid on Monday
        ("2026-12-31", "2027-01-10T23:59", "2027-01-11T00:01"),  # the holidays of the new year
        ("2026-05-08", "2026-05-10T23:59", "2026-05-11T00:01"),
    ],
)
@pytest.mark.parametrize("status", ["planned", "confirmed"])
def test_it_is_overdue_on_the_first_working_day_after_its_date(payment_id, actors, status, planned, still, overdue):
    clock.set(lambda: datetime(2026, 4, 1, 12, tzinfo=UTC))
    move(actors["manager"], "payment", payment_id, status, planned_payment_date=date.fromisoformat(planned))
    for moment, expected in ((still, status), (overdue, "expired")):
        now = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("Europe/Moscow")).astimezone(UTC)
        clock.set(lambda now=now: now)
        later(seconds=1)
        assert status_of(payment_id) == expected


def test_another_planned_date_is_waited_for(payment_id, actors):
    plan(actors, payment_id, 3)
    with unit_of_work(actors["manager"]) as unit:
        update_record(unit, registry["payment"], payment_id, {"planned_payment_date": date(2031, 1, 1)})
    later(days=10)
    assert status_of(payment_id) == "planned"


def test_a_paid_one_is_read_only_for_the_responsible(crm, actors, client_id):
    values = {"amount": "100", "currency": "RUB", "counterparty": client_id}
    payment_id = new(actors["director"], "payment", responsible=actors["manager"].id, **values)
    move(actors["manager"], "payment", payment_id, "paid", fact_payment_date=date(2026, 1, 20))
    page = signed_in(crm, "manager").post(f"/payments/{payment_id}/edit", {"amount": "1"})
    assert page.status_code == 403
    assert fetch("payment", payment_id).amount == 100


def test_the_form_begins_with_what_the_order_knows(crm, actors, client_id, product):
    manager = actors["manager"]
    lines = [{"product": product(), "quantity": 10}]
    order_id = new(manager, "order", counterparty=client_id, currency="RUB", manager=manager.id, lines=lines)
    page = signed_in(crm, "manager").get(f"/payments/new?order={order_id}").text
    assert "ООО «Ромашка»" in page
    assert "Order No. 1" in page
    assert re.search(r'value="1\D?562', page)


def test_an_amount_is_needed_and_not_negative(crm, actors, client_id):
    for amount in (None, "-1"):
        with pytest.raises(RecordRefused) as refused:
            new(actors["manager"], "payment", amount=amount, currency="RUB", counterparty=client_id)
        assert list(refused.value.fields) == ["amount"]


@pytest.fixture
def orders(actors, client_id):
    """The ids of two orders, in roubles and in dollars."""
    values = {"counterparty": client_id, "lines": [{"name": "Чай", "price": "100"}]}
    return [new(actors["director"], "order", currency=currency, **values) for currency in ("RUB", "USD")]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"order": 2}, "Валюта платежа не та"),
        ({"allocations": [{"order": 2, "amount": "10"}]}, "другая валюта"),
        ({"allocations": [{"order": 1, "amount": "101"}]}, "распределено больше"),
        ({"allocations": [{"amount": "10"}]}, "Укажите заказ"),
        ({"allocations": [{"order": 1, "amount": "10"}, {"order": 1, "amount": "10"}]}, ""),
        ({"allocations": [{"order": 1, "amount": "-10"}]}, "отрицательной"),
    ],
)
def test_what_cannot_be_allocated_is_said(crm, actors, client_id, orders, values, words):
    places = {1: orders[0], 2: orders[1]}
    given = {
        name: [{**row, **({"order": places[row["order"]]} if "order" in row else {})} for row in value]
        if name == "allocations"
        else places[value]
        for name, value in values.items()
    }
    with pytest.raises(RecordRefused) as refused:
        new(actors["director"], "payment", amount="100", currency="RUB", counterparty=client_id, **given)
    assert words in " ".join(str(each) for each in refused.value.fields.values())


def test_the_next_payment_of_an_order_begins_with_what_is_left(crm, actors, client_id, orders):
    director = signed_in(crm, "director")
    assert 'value="100"' in director.get(f"/payments/new?order={orders[0]}").text
    new(actors["director"], "payment", amount="60", currency="RUB", counterparty=client_id, order=orders[0])
    assert 'value="60"' not in director.get(f"/payments/new?order={orders[0]}").text


def test_what_is_overpaid_is_said_and_given_back(crm, actors, client_id, orders):
    director = actors["director"]
    values = {"currency": "RUB", "counterparty": client_id, "order": orders[0]}
    payment_id = new(director, "payment", amount="130.50", **values)
    move(director, "payment", payment_id, "paid", fact_payment_date=date(2026, 1, 20))
    page = signed_in(crm, "director").get(f"/orders/{orders[0]}").text
    assert "Overpaid" in page
    address = f"/payments/new?order={orders[0]}&amp;direction=refund&amp;amount=30.50"
    assert address in page
    form = signed_in(crm, "director").get(address.replace("&amp;", "&")).text
    assert 'value="30.50"' in form
    assert re.search(r'<option value="refund" selected', form)
