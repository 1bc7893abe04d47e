"""Supplementary agreements."""

from flask import Flask

from app.crm.supplementary_agreement.record_type import supplementary_agreement as supplementary_agreement


def init_app(app: Flask) -> None:
    """Nothing to add: the record type declares itself."""
