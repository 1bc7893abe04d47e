"""Subjects of contracts."""

from flask import Flask

from app.crm.contract_subject.record_type import contract_subject as contract_subject
from app.records.types.reference_data import register_reference_data


def init_app(app: Flask) -> None:
    """Add those that an installation begins with; the record type declares itself."""
    from app.crm.contract_subject.reference_data import fill

    register_reference_data(contract_subject.name, fill)
