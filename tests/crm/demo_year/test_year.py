"""A year of the demo company: made through the diagrams, step by step, and the same each time."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.clock import clock
from app.crm.counterparty.models import Counterparty
from app.crm.deal.models import Deal
from app.crm.demo_year.year import make_year
from app.crm.lead.models import Lead
from app.crm.order.models import Order
from app.crm.payment.models import Payment
from app.db import db
from app.engine.models import Incident
from app.records import demo
from app.records.demo import load_demo, register_demo_year


@pytest.fixture
def year(crm, monkeypatch):
    """A small one, beside the demo records."""
    monkeypatch.setattr(demo, "_years", {})
    register_demo_year("crm", lambda made: make_year(made, leads=12, deals=16))
    load_demo(year=True)


def test_everything_has_happened_within_the_year(year):
    for model in (Lead, Deal, Order, Payment):
        first, last = db.session.execute(select(func.min(model.created_at), func.max(model.modified_at))).one()
        assert clock.now() - timedelta(days=400) < first
        assert last <= clock.now() + timedelta(minutes=1)


def test_it_goes_through_the_whole_sale(year):
    deals = Counter(db.session.scalars(select(Deal.status)))
    assert deals["completed"] > 3
    assert deals["refusal"] > 1
    assert db.session.scalar(select(func.count()).select_from(Lead).where(Lead.created_deal_id.is_not(None))) > 2
    assert db.session.scalar(select(func.count()).select_from(Payment).where(Payment.status == "paid")) > 5


def test_orders_are_paid_to_the_kopeck(year):
    paid = dict(db.session.execute(select(Payment.order_id, func.sum(Payment.amount)).group_by(Payment.order_id)).all())
    made = db.session.scalars(select(Order).where(Order.status == "completed", Order.created_at < clock.now()))
    checked = [order for order in made if order.id > 5]  # those before are the demo records
    assert checked
    for order in checked:
        assert paid[order.id] == order.total_amount_with_vat


def test_nothing_has_broken_on_the_way(year):
    assert db.session.scalar(select(func.count()).select_from(Incident)) == 0


def test_clients_are_made_once(year):
    numbers = Counter(db.session.scalars(select(Counterparty.inn)))
    assert set(numbers.values()) == {1}
