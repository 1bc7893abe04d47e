"""What the templates of forms need in Jinja."""

from flask import Flask
from markupsafe import Markup

from app.files.media_types import SHOWN
from app.records.fields.file import listed
from app.records.forms.attached import FILE_PREFIX
from app.records.forms.views import blueprint
from app.records.values.file_words import file_icon, size_words
from app.records.values.rich_text import clean_rich_text


def init_app(app: Flask) -> None:
    """Make `forms/*.html`, the address of patches, and the filters of rich text and files known."""
    app.register_blueprint(blueprint)
    app.jinja_env.filters["clean_rich_text"] = lambda html: Markup(clean_rich_text(html or ""))
    app.jinja_env.filters.update(files=listed, size_words=size_words, file_icon=file_icon)
    app.jinja_env.tests["shown_by_browsers"] = SHOWN.__contains__
    app.jinja_env.globals["FILE_PREFIX"] = FILE_PREFIX
