"""Request categories."""

from flask import Flask

from app.crm.request_category.record_type import request_category as request_category
from app.records.types.reference_data import register_reference_data


def init_app(app: Flask) -> None:
    """Add those that an installation begins with; the record type declares itself."""
    from app.crm.request_category.reference_data import fill

    register_reference_data(request_category.name, fill)
