"""Orders: a record type with rows and computed values, as another developer would add it."""

from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from app.clock import clock
from app.db import db
from app.declared_settings import Setting, between, register_setting, setting_value
from app.periodic import register_periodic_job
from app.records.rights.template_data import register_template_data
from app.records.types import registry
from tests.extension.orders.record_type import LINES, order

ARTIFACTS = Path(__file__).parent / "artifacts"
MIGRATIONS = Path(__file__).parent / "migrations"

__all__ = ["ARTIFACTS", "MIGRATIONS", "init_app", "order"]


DAYS = Setting(
    "DEALFLOW_ORDERS_DAYS",
    int,
    14,
    takes="1–365 days",
    words="days after which an order is late",
    check=between("days", 1, 365),
)


def lines_of(record) -> list:
    """The lines of an order."""
    return LINES.bind("supply_order", order.model).load([record.id])[record.id]


def count_late() -> int:
    """How many orders are older than the setting says."""
    since = clock.now() - timedelta(days=setting_value(DAYS.name))
    model = order.model
    return db.session.scalar(select(func.count()).select_from(model).where(model.created_at < since)) or 0


def init_app(app: Flask) -> None:
    """Everything that the package adds to an application."""
    registry.register(order)
    register_template_data(
        "supply_order", "lines_count", "Число позиций", lambda record, readers: len(lines_of(record))
    )
    register_setting(app, DAYS)
    register_periodic_job("orders.late", count_late, "Просроченные заказы", at="0 8 * * mon-fri")
