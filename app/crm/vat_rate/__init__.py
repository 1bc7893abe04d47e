"""Rates of value added tax."""

from flask import Flask

from app.crm.vat_rate.record_type import vat_rate as vat_rate
from app.records.types.reference_data import register_reference_data


def init_app(app: Flask) -> None:
    """Add those that an installation begins with; the record type declares itself."""
    from app.crm.vat_rate.reference_data import fill

    register_reference_data(vat_rate.name, fill)
