"""The card of a record: its page, its widgets, and editing in all its forms."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Add the pages of cards and of single tasks."""
    from app.records.card import editing, field, pointing, views, widgets  # noqa: F401  (add themselves)
    from app.records.tasks.views import blueprint as tasks

    app.register_blueprint(views.blueprint)
    app.register_blueprint(tasks)
