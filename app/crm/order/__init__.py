"""Orders."""

from flask import Flask

from app.crm.order.record_type import order as order
from app.records.demo import register_demo_data


def init_app(app: Flask) -> None:
    """Add the demo data; the record type declares itself."""
    from app.crm.order import demo

    register_demo_data(order.name, 40, demo.load)
