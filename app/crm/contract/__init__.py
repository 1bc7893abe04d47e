"""Contracts."""

from flask import Flask

from app.crm.contract.record_type import contract as contract
from app.records.demo import register_demo_data


def init_app(app: Flask) -> None:
    """Add the demo data; the record type declares itself."""
    from app.crm.contract import demo

    register_demo_data(contract.name, 25, demo.load)
