"""`/engine-rest/process-instance/{id}/variables`: the variables of a process."""

from collections.abc import Collection, Mapping
from typing import Any

from flask import Response

from app.access.permissions import requires
from app.api.bodies import answer_with, read_body
from app.api.commands import run_silently
from app.api.description import described
from app.api.engine_rest import blueprint
from app.api.engine_rest.answers import VARIABLES, TypedValueAnswer
from app.api.engine_rest.instances import find_instance
from app.api.engine_rest.requests import ModificationsRequest, VariableRequest
from app.api.engine_rest.variables import read_variable, write_variable, write_variables
from app.api.errors import BadRequest
from app.engine import NotFound, change_variables
from app.engine.models import ProcessInstance
from app.engine.queries import process_variables, read_state
from app.i18n import gettext as _

VARIABLE, CHANGES, ONE = TypedValueAnswer(), ModificationsRequest(), VariableRequest()
GONE = {404: "NotFound", 409: "NotAllowedNow"}


@blueprint.get("/process-instance/<instance_id>/variables")
@requires("record.read")
@described("The variables of a running process", answer=VARIABLES, errors={404: "NotFound"})
def instance_variables(instance_id: str) -> Response:
    return answer_with(VARIABLES, write_variables(_variables(instance_id)))


@blueprint.get("/process-instance/<instance_id>/variables/<name>")
@requires("record.read")
@described("One variable of a running process", answer=VARIABLE, errors={404: "NotFound"})
def instance_variable(instance_id: str, name: str) -> Response:
    variables = _variables(instance_id)
    if name not in variables:
        raise NotFound(_("The process has no variable %(name)s.", name=name[:100]))
    return answer_with(VARIABLE, write_variable(variables[name]))


@blueprint.put("/process-instance/<instance_id>/variables/<name>")
@requires("administrator")
@described("Give a variable a value", body=ONE, errors=GONE)
def put_instance_variable(instance_id: str, name: str) -> Response:
    return _change(instance_id, {name: read_variable(name, read_body(ONE))})


@blueprint.delete("/process-instance/<instance_id>/variables/<name>")
@requires("administrator")
@described("Remove a variable", errors=GONE)
def delete_instance_variable(instance_id: str, name: str) -> Response:
    return _change(instance_id, {}, [name])


@blueprint.post("/process-instance/<instance_id>/variables")
@requires("administrator")
@described(
    "Give variables values and remove others",
    body=CHANGES,
    errors=GONE,
)
def change_instance_variables(instance_id: str) -> Response:
    body = read_body(CHANGES)
    modifications, deletions = body["modifications"], body["deletions"] or []
    if not modifications and not deletions:
        raise BadRequest(_("The body is {modifications: {name: {value, type}}, deletions: [name]}."))
    return _change(instance_id, modifications, deletions)


def _variables(instance_id: str) -> dict[str, Any]:
    row = find_instance(instance_id, ProcessInstance.state, ProcessInstance.process_definition_id)
    return process_variables(read_state(row._mapping))


def _change(instance_id: str, values: Mapping[str, Any], removed: Collection[str] = ()) -> Response:
    number = find_instance(instance_id, ProcessInstance.id).id
    return run_silently(lambda unit: change_variables(unit, number, values, removed))
