"""The card of a record: its page, its widgets, and editing in all its forms."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Add the pages of cards."""
    from app.records.pages.card import editing, field, pointing, views, widgets  # noqa: F401  (add themselves)

    app.register_blueprint(views.blueprint)
