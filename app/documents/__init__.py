"""Documents: where they are kept, and who may read them."""

from flask import Flask

from app.documents import library


def init_app(app: Flask) -> None:
    """Let every package add what it has."""
    library.init_app(app)
