"""Assignments."""

from flask import Flask

from app.crm.assignment.record_type import assignment as assignment
from app.records.demo import register_demo_data


def init_app(app: Flask) -> None:
    """Add the page that the cards of other records lead to, and the demo data."""
    from app.crm.assignment import demo
    from app.crm.assignment.views import blueprint

    app.register_blueprint(blueprint)
    register_demo_data(assignment.name, 60, demo.load)
