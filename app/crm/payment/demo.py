"""The demo payments of the demo orders."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.crm.deal.models import Deal
from app.crm.order.models import Order
from app.crm.payment.record_type import payment
from app.db import db
from app.records.demo import Demo


@dataclass(frozen=True)
class DemoPayment:
    """A share of the first order of a deal; days are counted from now, negative ones lie ahead."""

    deal: str
    share: str
    days_ago: int
    planned_days_ago: int
    status: str = ""


PAYMENTS = (
    DemoPayment("Праздничные наборы", "0.5", 54, 45, "paid"),
    DemoPayment("Праздничные наборы", "0.5", 54, 30, "paid"),
    DemoPayment("Новая линейка соусов", "0.3", 18, 5, "planned"),
    DemoPayment("Новая линейка соусов", "0.7", 18, -14, "planned"),
    DemoPayment("Поставка снеков", "1", 8, -7, "planned"),
    DemoPayment("Продажа продукции", "1", 5, -21),
    DemoPayment("СТМ для сети «Сахар Юга»", "1", 8, -3, "canceled"),
)


def load(demo: Demo) -> None:
    """Make them and move them through their diagram."""
    orders = dict(db.session.execute(select(Deal.name, Order).join(Order, Order.deal_id == Deal.id)).all())
    for each in PAYMENTS:
        order = orders[each.deal]
        planned = (demo.now - timedelta(days=each.planned_days_ago)).date()
        values = {
            "amount": ((order.total_amount_with_vat or Decimal(0)) * Decimal(each.share)).quantize(Decimal("0.01")),
            "currency": order.currency,
            "responsible": order.manager_id,
            "counterparty": order.counterparty_id,
            "order": order.id,
            "deal": order.deal_id,
            "planned_payment_date": planned,
        }
        record_id = demo.add(payment, values, each.days_ago)
        if each.status:
            asked: dict[str, dict[str, Any]] = {
                "paid": {"fact_payment_date": planned},
                "canceled": {"comment": "<p>Клиент отказался от поставки</p>"},
            }
            demo.move(payment, record_id, ((each.status, asked.get(each.status, {})),), "director", each.days_ago)
