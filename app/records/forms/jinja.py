"""What the templates of forms need in Jinja."""

from flask import Flask
from markupsafe import Markup

from app.records.forms.views import blueprint
from app.records.rich_text import clean_rich_text


def init_app(app: Flask) -> None:
    """Make `forms/*.html`, the address of patches, and the filter `clean_rich_text` known."""
    app.register_blueprint(blueprint)
    app.jinja_env.filters["clean_rich_text"] = lambda html: Markup(clean_rich_text(html or ""))
