"""Request sources."""

from flask import Flask

from app.crm.request_source.record_type import request_source as request_source
from app.records.types.reference_data import register_reference_data


def init_app(app: Flask) -> None:
    """Add those that an installation begins with; the record type declares itself."""
    from app.crm.request_source.reference_data import fill

    register_reference_data(request_source.name, fill)
