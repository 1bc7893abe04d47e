"""Our own companies."""

from flask import Flask

from app.crm.legal_entity.record_type import legal_entity as legal_entity
from app.records.demo import register_demo_data


def init_app(app: Flask) -> None:
    """Add the demo data; the record type declares itself."""
    from app.crm.legal_entity import demo

    register_demo_data(legal_entity.name, 15, demo.load)
