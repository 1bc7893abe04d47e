"""What contracts and supplementary agreements have in common, and payments of their schedule."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Add the dialog and what diagrams may call."""
    from app.crm.agreements import service_tasks as service_tasks
    from app.crm.agreements.views import blueprint

    app.register_blueprint(blueprint)
