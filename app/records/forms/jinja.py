"""What the templates of forms need in Jinja."""

from pathlib import Path

from flask import Blueprint, Flask
from markupsafe import Markup

from app.records.rich_text import clean_rich_text

_TEMPLATES = Path(__file__).parent.parent / "templates"


def init_app(app: Flask) -> None:
    """Make `forms/*.html` known, and the filter `clean_rich_text`."""
    app.register_blueprint(Blueprint("record_forms", __name__, template_folder=str(_TEMPLATES)))
    app.jinja_env.filters["clean_rich_text"] = lambda html: Markup(clean_rich_text(html or ""))
