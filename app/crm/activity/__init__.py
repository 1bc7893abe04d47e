"""Activities."""

from flask import Blueprint, Flask

from app.crm.activity.record_type import activity as activity
from app.records.demo import register_demo_data


def init_app(app: Flask) -> None:
    """Add the feed on the cards of what activities belong to, what their diagram does, and the demo data."""
    from app.crm.activity import demo, service_tasks  # noqa: F401  (registers what the diagram may do)
    from app.crm.activity.widget import tab, widget
    from app.records.types.card import register_tab, register_widget

    app.register_blueprint(Blueprint("activity", __name__, template_folder="templates"))
    register_widget(widget)
    register_tab(tab)
    register_demo_data(activity.name, 70, demo.load)
