"""The registry of what diagrams may call."""

from decimal import Decimal

import pytest
from marshmallow import Schema, fields

from app.engine import TechnicalFailure
from app.engine.ground.service_tasks import ServiceTasks, service_task, service_tasks


class Inputs(Schema):
    amount = fields.Decimal(required=True)
    note = fields.String()


@pytest.fixture
def pay(app):
    service_task("registry.pay", name={"ru": "Оплатить", "en": "Pay"}, inputs=Inputs)(lambda *_: None)
    yield service_tasks.get("registry.pay")
    service_tasks.unregister("registry.pay")


def test_inputs_are_converted(pay):
    assert pay.load_inputs({"amount": "12.50"}) == {"amount": Decimal("12.50")}


@pytest.mark.parametrize("raw", [{}, {"amount": "much"}, {"amount": None}, {"amount": 1, "other": 2}, {"amount": [1]}])
def test_inputs_that_do_not_fit_are_a_failure_in_words(pay, raw):
    with pytest.raises(TechnicalFailure) as caught:
        pay.load_inputs(raw)
    assert "registry.pay" in str(caught.value)
    assert "other" in str(caught.value) or "amount" in str(caught.value)


def test_a_topic_is_registered_once(pay):
    with pytest.raises(ValueError, match=r"registry\.pay"):
        service_task("registry.pay", name={"ru": "Ещё раз", "en": "Again"})(lambda *_: None)


def test_an_unknown_topic_is_none():
    assert ServiceTasks().get("nothing") is None
