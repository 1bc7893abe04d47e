"""The card of a record: its page, its widgets, and editing in all its forms."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Add the pages of cards."""
    from app.records.card import editing, field, views  # noqa: F401  (add their views to the blueprint)

    app.register_blueprint(views.blueprint)
