"""Where a request came from: a widget of the cards of leads and deals."""

from flask import Blueprint, Flask

from app.records.types.card import register_widget


def init_app(app: Flask) -> None:
    """Add the widget and its template."""
    from app.crm.marketing.widget import widget

    app.register_blueprint(Blueprint("marketing", __name__, template_folder="templates"))
    register_widget(widget)
