"""`/engine-rest/process-instance/{id}/variables`: the variables of a process."""

from collections.abc import Collection, Mapping
from typing import Any

from flask import Response, jsonify

from app.access.permissions import requires
from app.api.commands import json_object, run_silently
from app.api.description import OBJECT, described, list_of, object_of
from app.api.engine_rest import blueprint
from app.api.engine_rest.bodies import texts_in
from app.api.engine_rest.instances import find_instance
from app.api.engine_rest.variables import read_variable, read_variables, write_variable, write_variables
from app.api.errors import BadRequest
from app.engine import NotFound, change_variables
from app.engine.models import ProcessInstance
from app.engine.queries import process_variables, read_state
from app.i18n import gettext as _

GONE = {404: "NotFound", 409: "NotAllowedNow"}


@blueprint.get("/process-instance/<instance_id>/variables")
@requires("record.read")
@described("The variables of a running process", answer=OBJECT, errors={404: "NotFound"})
def instance_variables(instance_id: str) -> Response:
    return jsonify(write_variables(_variables(instance_id)))


@blueprint.get("/process-instance/<instance_id>/variables/<name>")
@requires("record.read")
@described("One variable of a running process", answer=OBJECT, errors={404: "NotFound"})
def instance_variable(instance_id: str, name: str) -> Response:
    variables = _variables(instance_id)
    if name not in variables:
        raise NotFound(_("The process has no variable %(name)s.", name=name[:100]))
    return jsonify(write_variable(variables[name]))


@blueprint.put("/process-instance/<instance_id>/variables/<name>")
@requires("administrator")
@described("Give a variable a value", body=OBJECT, errors=GONE)
def put_instance_variable(instance_id: str, name: str) -> Response:
    return _change(instance_id, {name: read_variable(name, json_object())})


@blueprint.delete("/process-instance/<instance_id>/variables/<name>")
@requires("administrator")
@described("Remove a variable", errors=GONE)
def delete_instance_variable(instance_id: str, name: str) -> Response:
    return _change(instance_id, {}, [name])


@blueprint.post("/process-instance/<instance_id>/variables")
@requires("administrator")
@described(
    "Give variables values and remove others",
    body=object_of(modifications=OBJECT, deletions=list_of({"type": "string"})),
    errors=GONE,
)
def change_instance_variables(instance_id: str) -> Response:
    body = json_object()
    modifications, deletions = read_variables(body.get("modifications")), texts_in(body, "deletions") or []
    if not modifications and not deletions:
        raise BadRequest(_("The body is {modifications: {name: {value, type}}, deletions: [name]}."))
    return _change(instance_id, modifications, deletions)


def _variables(instance_id: str) -> dict[str, Any]:
    row = find_instance(instance_id, ProcessInstance.state, ProcessInstance.process_definition_id)
    return process_variables(read_state(row._mapping))


def _change(instance_id: str, values: Mapping[str, Any], removed: Collection[str] = ()) -> Response:
    number = find_instance(instance_id, ProcessInstance.id).id
    return run_silently(lambda unit: change_variables(unit, number, values, removed))
