"""`/engine-rest/process-definition/…/start`: starting a process from outside."""

from typing import Any

from flask import Response

from app.access.permissions import requires
from app.api.commands import json_object, run_command
from app.api.description import BOOLEAN, OBJECT, STRING, described, object_of
from app.api.engine_rest import blueprint
from app.api.engine_rest.bodies import flag_in, text_in
from app.api.engine_rest.definitions import definition_by_id, definition_by_key
from app.api.engine_rest.instances import represent_runtime
from app.api.engine_rest.variables import read_variables, write_variables
from app.api.engine_rest.visibility import record_of_key
from app.api.errors import BadRequest
from app.engine import UnitOfWork, start_process
from app.engine.models import ProcessDefinition
from app.engine.queries import definition as deployed_definition
from app.engine.queries import process_variables
from app.i18n import gettext as _
from app.records.commands import locked
from app.records.types import registry

BODY = object_of(variables=OBJECT, businessKey=STRING, withVariablesInReturn=BOOLEAN)
ANSWER = object_of(
    id=STRING, definitionId=STRING, definitionKey=STRING, businessKey=STRING, ended=BOOLEAN, variables=OBJECT
)
ERRORS = {400: "BadRequest", 403: "Forbidden", 404: "NotFound", 409: "MoveRefused"}


@blueprint.post("/process-definition/key/<key>/start")
@requires("administrator")
@described("Start the latest version of a process", body=BODY, answer=ANSWER, errors=ERRORS)
def start_by_key(key: str) -> Response:
    return _start(definition_by_key(key))


@blueprint.post("/process-definition/<definition_id>/start")
@requires("administrator")
@described("Start this version of a process", body=BODY, answer=ANSWER, errors=ERRORS)
def start_by_id(definition_id: str) -> Response:
    return _start(definition_by_id(definition_id))


def _start(definition: ProcessDefinition) -> Response:
    body = json_object()
    _refuse_unknown(body)
    variables = read_variables(body.get("variables"))
    record = _record_for(definition, text_in(body, "businessKey"))
    with_variables = flag_in(body, "withVariablesInReturn")

    def command(unit: UnitOfWork) -> tuple[dict[str, Any], int]:
        if record is not None:
            locked(unit, registry[record[0]], record[1])
        record_type, record_id = record or (None, None)
        runtime = start_process(
            unit, definition.key, record_type, record_id, variables, version=definition.version, only_plain=True
        )
        answer = represent_runtime(runtime)
        if with_variables:
            answer["variables"] = write_variables(process_variables(runtime.workflow))
        return answer, 200

    return run_command(command)


def _refuse_unknown(body: dict[str, Any]) -> None:
    if body.get("startInstructions"):
        raise BadRequest(_("startInstructions are not known here: a process starts at its start event."))
    if body.get("caseInstanceId"):
        raise BadRequest(_("caseInstanceId is not known here: there are no cases."))


def _record_for(definition: ProcessDefinition, key: str | None) -> tuple[str, int] | None:
    """The record that a process is to be about.

    Raises:
        BadRequest: the process is about records of another type, or needs one.
        NotFound: there is no such record.
    """
    record = None if key is None else record_of_key(key)
    if not deployed_definition(definition.id).runs_on(None if record is None else record[0]):
        raise BadRequest(
            _(
                "The process %(key)s is about a record: businessKey is %(type)s:<id>.",
                key=definition.key,
                type=definition.record_type,
            )
        )
    return record
