"""The doors for programs: `/api/v1` for records, `/engine-rest` in the dialect of Camunda 7, described by OpenAPI."""

from flask import Flask

from app.api import openapi
from app.api.engine_rest import blueprint as engine_rest
from app.api.v1 import blueprint as v1


def init_app(app: Flask) -> None:
    """Open the doors."""
    app.register_blueprint(v1)
    app.register_blueprint(engine_rest)
    app.register_blueprint(openapi.blueprint)
