"""Request sources."""

from flask import Flask

from app.crm.request_source.record_type import request_source as request_source


def init_app(app: Flask) -> None:
    """The record type declares itself; it has no pages of its own."""
