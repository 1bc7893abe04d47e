"""Units of measurement."""

from flask import Flask

from app.crm.unit.record_type import unit as unit
from app.records.types.reference_data import register_reference_data


def init_app(app: Flask) -> None:
    """Add those that an installation begins with; the record type declares itself."""
    from app.crm.unit.reference_data import fill

    register_reference_data(unit.name, fill)
