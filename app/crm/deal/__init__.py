"""Deals."""

from flask import Flask

from app.crm.deal.record_type import deal as deal
from app.records.demo import register_demo_data


def init_app(app: Flask) -> None:
    """Add the demo data; the record type declares itself."""
    from app.crm.deal import demo

    register_demo_data(deal.name, 30, demo.load)
