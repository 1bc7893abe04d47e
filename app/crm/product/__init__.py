"""The catalogue of products and services."""

from flask import Flask

from app.crm.product.record_type import product as product
from app.records.demo import register_demo_data


def init_app(app: Flask) -> None:
    """Add the demo data; the record type declares itself."""
    from app.crm.product import demo

    register_demo_data(product.name, 25, demo.load)
