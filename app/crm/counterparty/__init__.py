"""Counterparties."""

from flask import Flask

from app.crm.counterparty.record_type import counterparty as counterparty
from app.records.demo import register_demo_data


def init_app(app: Flask) -> None:
    """Add the page on which a counterparty is made for a lead or deal, and the demo data."""
    from app.crm.counterparty import demo
    from app.crm.counterparty.views import blueprint

    app.register_blueprint(blueprint)
    register_demo_data(counterparty.name, 10, demo.load)
