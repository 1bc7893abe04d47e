"""The shell of all pages: layout, menu, words and numbers on them, errors, and the safety headers."""

from flask import Flask

from app.web import formats, inbox, layout, security, static_files, views


def init_app(app: Flask) -> None:
    """Add the shell to the application. `app.access` comes before it."""
    static_files.init_app(app)
    security.init_app(app)
    formats.init_app(app)
    layout.init_app(app)
    app.register_blueprint(views.blueprint)
    inbox.init_app(app)
