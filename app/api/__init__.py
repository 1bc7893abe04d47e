"""The doors for programs: `/api/v1` for records, `/engine-rest` in the dialect of Camunda 7, described by OpenAPI."""

from flask import Flask

from app.access.scopes import ANY, DEPLOY, ENGINE, RECORDS, TASKS, register_scopes
from app.api import openapi
from app.api.engine_rest import blueprint as engine_rest
from app.api.v1 import blueprint as v1

_SCOPES = {
    "app.api.openapi": ANY,
    "app.api.engine_rest.engine": ANY,  # what Camunda Modeler asks before it deploys
    "app.api.v1.records": RECORDS,
    "app.api.v1.files": RECORDS,
    "app.api.v1.library": RECORDS,
    "app.api.v1.links": RECORDS,
    "app.api.v1.merges": RECORDS,
    "app.api.v1.comments": RECORDS,
    "app.api.v1.task_files": TASKS,
    "app.api.v1.tasks": TASKS,
    "app.api.v1.waiting": DEPLOY,
    "app.api.engine_rest.tasks": TASKS,
    "app.api.engine_rest.task_variables": TASKS,
    "app.api.engine_rest.deployments": DEPLOY,
    **{
        f"app.api.engine_rest.{name}": ENGINE
        for name in (
            "external_work",
            "incidents",
            "instance_variables",
            "instances",
            "jobs",
            "messages",
            "signals",
            "starting",
        )
    },
}


def init_app(app: Flask) -> None:
    """Open the doors."""
    app.register_blueprint(v1)
    app.register_blueprint(engine_rest)
    app.register_blueprint(openapi.blueprint)
    register_scopes(_SCOPES)
