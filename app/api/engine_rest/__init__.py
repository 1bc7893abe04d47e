"""`/engine-rest`: the dialect of Camunda 7, so that Camunda Modeler and Camunda's clients work with us unchanged."""

from flask import Blueprint

from app.api.arguments import refuse_unknown_parameters, refuse_unneeded_condition
from app.api.bodies import refuse_unneeded_body

blueprint = Blueprint("engine_rest", __name__, url_prefix="/engine-rest")
blueprint.before_request(refuse_unknown_parameters)
blueprint.before_request(refuse_unneeded_body)
blueprint.before_request(refuse_unneeded_condition)

from app.api.engine_rest import (  # noqa: E402  (the views register themselves)
    activity_tree,  # noqa: F401
    definitions,  # noqa: F401
    deployments,  # noqa: F401
    engine,  # noqa: F401
    external_tasks,  # noqa: F401
    external_work,  # noqa: F401
    history_activities,  # noqa: F401
    history_instances,  # noqa: F401
    history_tasks,  # noqa: F401
    incidents,  # noqa: F401
    instance_variables,  # noqa: F401
    instances,  # noqa: F401
    jobs,  # noqa: F401
    messages,  # noqa: F401
    signals,  # noqa: F401
    starting,  # noqa: F401
    task_variables,  # noqa: F401
    tasks,  # noqa: F401
)
