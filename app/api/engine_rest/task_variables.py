"""`/engine-rest/task/{id}/variables`: what a person's task sees."""

from typing import Any

from flask import Response, request

from app.access.permissions import requires
from app.api.bodies import answer_with
from app.api.description import STRING, described
from app.api.engine_rest import blueprint
from app.api.engine_rest.answers import VARIABLES, TypedValueAnswer
from app.api.engine_rest.tasks import find_task
from app.api.engine_rest.variables import write_variable, write_variables
from app.db import db
from app.engine import NotFound
from app.engine.models import ProcessInstance
from app.engine.queries import read_state, task_variables
from app.i18n import gettext as _

VARIABLE = TypedValueAnswer()


@blueprint.get("/task/<task_id>/variables")
@requires("signed_in")
@described("The variables that a task sees", answer=VARIABLES, errors={404: "NotFound"})
def variables_of_task(task_id: str) -> Response:
    return answer_with(VARIABLES, write_variables(_variables(task_id)))


@blueprint.get("/task/<task_id>/variables/<name>")
@requires("signed_in")
@described("One variable that a task sees", answer=VARIABLE, errors={404: "NotFound"})
def variable_of_task(task_id: str, name: str) -> Response:
    variables = _variables(task_id)
    if name not in variables:
        raise NotFound(_("The process has no variable %(name)s.", name=name[:100]))
    return answer_with(VARIABLE, write_variable(variables[name]))


@blueprint.get("/task/<task_id>/form-variables")
@requires("signed_in")
@described(
    "The variables that a form of the task may show",
    query={"variableNames": STRING},
    answer=VARIABLES,
    errors={404: "NotFound"},
)
def form_variables(task_id: str) -> Response:
    variables, names = _variables(task_id), request.args.get("variableNames")
    if names:
        variables = {name: variables[name] for name in names.split(",") if name in variables}
    return answer_with(VARIABLES, write_variables(variables))


def _variables(task_id: str) -> dict[str, Any]:
    task = find_task(task_id)
    row = db.session.get_one(ProcessInstance, task.process_instance_id, populate_existing=True)
    return task_variables(read_state({"state": row.state, "process_definition_id": row.process_definition_id}), task_id)
