"""`/engine-rest/process-definition/…/start`: starting a process from outside."""

from typing import Any

from flask import Response

from app.access.permissions import requires
from app.api.bodies import read_body
from app.api.commands import run_command
from app.api.description import described
from app.api.engine_rest import blueprint
from app.api.engine_rest.answers import StartedAnswer
from app.api.engine_rest.definitions import definition_by_id, definition_by_key
from app.api.engine_rest.instances import represent_runtime
from app.api.engine_rest.requests import StartRequest
from app.api.engine_rest.variables import write_variables
from app.api.engine_rest.visibility import record_of_key
from app.api.errors import BadRequest
from app.engine import UnitOfWork, start_process
from app.engine.models import ProcessDefinition
from app.engine.queries import definition as deployed_definition
from app.engine.queries import process_variables
from app.i18n import gettext as _
from app.records.commands.locking import locked
from app.records.types import registry

BODY, ANSWER = StartRequest(), StartedAnswer()
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
    body = read_body(BODY)
    record = _record_for(definition, body["businessKey"])

    def command(unit: UnitOfWork) -> tuple[dict[str, Any], int]:
        if record is not None:
            locked(unit, registry[record[0]], record[1])
        record_type, record_id = record or (None, None)
        runtime = start_process(
            unit, definition.key, record_type, record_id, body["variables"], version=definition.version, only_plain=True
        )
        answer = represent_runtime(runtime)
        if body["withVariablesInReturn"]:
            answer["variables"] = write_variables(process_variables(runtime.workflow))
        return ANSWER.dump(answer), 200

    return run_command(command)


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
