"""What the lists of orders and payments cost with 100,000 beside what they cost with 100, in one run."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from flask import Flask
from sqlalchemy import func, select

from app.access.models import Person
from app.clock import clock
from app.crm.deal.models import Deal
from app.crm.order.models import Order
from app.crm.payment.models import Payment
from app.db import db
from app.records.lifecycle.current import lifecycle_of
from benchmarks.card import worlds
from benchmarks.records import Row, compare, insert_rows

PAGES = tuple(
    (f"{what} of {plural}, {login}", login, f"/{plural}{address}")
    for plural in ("orders", "payments")
    for what, address in (("journal", ""), ("board", "/board"))
    for login in ("director", "manager")
)


def rows() -> list[Row]:
    """Measure journal and board: each deal has an order and a payment, and rights on payments follow from both."""
    few, many = worlds()
    for app in (few, many):
        _fill(app)
    return [row for page in PAGES for row in compare(few, many, *page)]


def _fill(app: Flask) -> None:
    with app.app_context():
        count = db.session.scalar(select(func.count()).select_from(Deal)) or 0
        people = dict(db.session.execute(select(Person.login, Person.id)).all())
        now = clock.now()

        def common(number: int, statuses: list[str]) -> dict[str, Any]:
            moment = now - timedelta(minutes=number)
            return {
                "id": number,
                "number": number,
                "status": statuses[number % len(statuses)],
                "status_changed_at": moment,
                "created_at": moment,
                "modified_at": moment,
                "created_by_id": people["director"],
                "counterparty_id": 1,
                "deal_id": number,
                "currency": "RUB",
                "search_text": str(number),
                "custom": {},
                "revision": 1,
            }

        def person(number: int) -> int | None:
            return None if number % 7 == 0 else people["manager" if number // 10 % 2 else "manager2"]

        orders, payments = ([each.id for each in lifecycle_of(name).statuses] for name in ("order", "payment"))
        insert_rows(Order, count, lambda number: {
            **common(number, orders),
            "order_date": now - timedelta(minutes=number),
            "manager_id": person(number),
            "total_amount": Decimal(number % 997 * 1000),
            "total_vat": Decimal(0),
            "total_amount_with_vat": Decimal(number % 997 * 1000),
        })  # fmt: skip
        insert_rows(Payment, count, lambda number: {
            **common(number, payments),
            "order_id": number,
            "responsible_id": person(number + 5),
            "planned_payment_date": (now + timedelta(days=number % 600)).date(),
            "amount": Decimal(number % 997 * 1000),
        })  # fmt: skip
        db.session.commit()
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            # what PostgreSQL does by itself some minutes after so many rows have come
            connection.exec_driver_sql("ANALYZE" if db.engine.dialect.name == "sqlite" else "VACUUM ANALYZE")
