"""Payments."""

from flask import Flask

from app.crm.payment.record_type import payment as payment
from app.records.demo import register_demo_data


def init_app(app: Flask) -> None:
    """Add the demo data; the record type declares itself."""
    from app.crm.payment import demo

    register_demo_data(payment.name, 50, demo.load)
