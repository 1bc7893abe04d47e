"""Leads."""

from flask import Flask

from app.crm.lead.record_type import lead as lead
from app.records.demo import register_demo_data


def init_app(app: Flask) -> None:
    """Add the demo data; the record type declares itself."""
    from app.crm.lead import demo

    register_demo_data(lead.name, 20, demo.load)
