"""Payments: what each status asks for, and that a payment gets overdue by itself."""

import re
from datetime import date

import pytest

from app.clock import clock
from app.engine import Refusal, unit_of_work
from app.records.commands import update_record
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


def test_it_is_overdue_on_the_day_after_the_planned_one(payment_id, actors):
    plan(actors, payment_id, 3)
    later(days=3)
    assert status_of(payment_id) == "planned"
    later(days=1)
    assert status_of(payment_id) == "expired"


def test_another_planned_date_is_waited_for(payment_id, actors):
    plan(actors, payment_id, 3)
    with unit_of_work(actors["manager"]) as unit:
        update_record(unit, registry["payment"], payment_id, {"planned_payment_date": date(2031, 1, 1)})
    later(days=10)
    assert status_of(payment_id) == "planned"


def test_a_paid_one_is_read_only_for_the_responsible(crm, payment_id, actors):
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
