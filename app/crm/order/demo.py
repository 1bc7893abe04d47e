"""The demo orders: made for demo deals, of products of the demo catalogue."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.crm.counterparty import counterparty
from app.crm.deal.models import Deal
from app.crm.order.record_type import order
from app.crm.product.models import Product
from app.db import db
from app.records.demo import Demo


@dataclass(frozen=True)
class DemoOrder:
    """An order of a deal; `lines` are articles with quantity and discount."""

    deal: str
    client: str
    manager: str
    days_ago: int
    lines: tuple[tuple[str, str, str], ...]
    way: tuple[str, ...] = ()


ORDERS = (
    DemoOrder(
        "Праздничные наборы",
        "ООО «ХрустЛогистик»",
        "manager",
        55,
        (("NB-NY", "600", "5"), ("US-DOST", "2", "0")),
        ("approving", "execution", "completed"),
    ),
    DemoOrder("Поставка снеков", "ООО «ХрустЛогистик»", "manager", 10, (("SN-80", "12000", "3"),), ("approving",)),
    DemoOrder(
        "Новая линейка соусов",
        "ООО «Эйжан Фуд»",
        "manager",
        20,
        (("ST-500", "5000", "0"), ("US-DIZ", "1", "0")),
        ("approving", "execution"),
    ),
    DemoOrder(
        "Продажа продукции", "АО «Натур Ингредиентс»", "manager", 6, (("US-STM", "1", "0"), ("MO-350", "2500", "0"))
    ),
    DemoOrder("СТМ для сети «Сахар Юга»", "ПАО «Сахар Юга»", "manager2", 9, (("SP-50", "300", "2.5"),), ("canceled",)),
)


def load(demo: Demo) -> None:
    """Make them and move them through their diagram."""
    products = {each.article: each for each in db.session.scalars(select(Product))}
    deals = dict(db.session.execute(select(Deal.name, Deal.id)).all())
    for each in ORDERS:
        values = {
            "deal": deals[each.deal],
            "counterparty": demo.made[counterparty.name][each.client],
            "manager": demo.people[each.manager],
            "currency": "RUB",
            "lines": [_line(products[article], quantity, discount) for article, quantity, discount in each.lines],
        }
        record_id = demo.add(order, values, each.days_ago)
        demo.move(order, record_id, tuple((status, {}) for status in each.way), each.manager, each.days_ago)


def _line(product: Product, quantity: str, discount: str) -> dict[str, Any]:
    return {
        "product": product.id,
        "name": product.name,
        "unit": product.unit_id,
        "price": product.price,
        "discount": Decimal(discount),
        "quantity": Decimal(quantity),
        "vat_rate": product.vat_rate_id,
    }
