"""`/engine-rest`: the dialect of Camunda 7, so that Camunda Modeler and Camunda's clients work with us unchanged."""

from flask import Blueprint

blueprint = Blueprint("engine_rest", __name__, url_prefix="/engine-rest")

from app.api.engine_rest import definitions, deployments, engine, messages, tasks  # noqa: E402, F401
