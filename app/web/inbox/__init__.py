"""The inbox: what waits for me, what I have answered, what waits for those who work for me."""

from flask import Flask

from app.web.inbox import menu
from app.web.inbox.views import blueprint


def init_app(app: Flask) -> None:
    """Add the pages and the lines of the menu."""
    app.register_blueprint(blueprint)
    menu.register()
