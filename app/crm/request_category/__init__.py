"""Request categories."""

from flask import Flask

from app.crm.request_category.record_type import request_category as request_category


def init_app(app: Flask) -> None:
    """The record type declares itself; it has no pages of its own."""
