"""`/engine-rest/message`: messages from outside to waiting processes."""

from collections.abc import Mapping
from typing import Any

from flask import Response
from werkzeug.exceptions import Forbidden

from app.access.permissions import may, requires
from app.access.session import current_actor
from app.api.bodies import read_body
from app.api.commands import Answer, run_command
from app.api.description import described
from app.api.engine_rest import blueprint
from app.api.engine_rest.answers import MessageResultAnswer
from app.api.engine_rest.instances import find_instance, represent_runtime
from app.api.engine_rest.requests import MessageRequest
from app.api.engine_rest.variables import write_variables
from app.api.engine_rest.visibility import record_of_key
from app.api.errors import BadRequest
from app.engine import STATUS_REQUESTED, MessageMismatch, NotAllowedNow, Runtime, UnitOfWork, correlate_message
from app.engine.models import ProcessInstance
from app.engine.queries import process_variables
from app.i18n import gettext as _
from app.records import rights
from app.records.commands.locking import locked
from app.records.commands.status_change.changing import change_status
from app.records.types import registry

BODY, RESULTS = MessageRequest(), MessageResultAnswer(many=True)
ERRORS = {400: "MismatchingMessageCorrelationException", 403: "Forbidden", 404: "NotFound", 409: "MoveRefused"}


@blueprint.post("/message")
@requires("record.write")
@described(
    "Send a message: to the processes of a record (businessKey = <type>:<id>), to one process, or to one without a"
    " record; resultEnabled gives 200 and who heard it",
    body=BODY,
    status=204,
    other_answers={200: RESULTS},
    errors=ERRORS,
)
def message() -> Response:
    body = read_body(BODY)
    name, variables, keys = body["messageName"], body["processVariables"], body["correlationKeys"]
    key, instance, everyone = body["businessKey"], body["processInstanceId"], body["all"]
    with_result, with_variables = body["resultEnabled"], body["variablesInResultEnabled"]
    record = None if key is None else record_of_key(key)
    if with_variables and not with_result:
        raise BadRequest(_("variablesInResultEnabled needs resultEnabled."))
    instance_id = None
    if instance is not None:
        found = find_instance(instance, ProcessInstance.id, ProcessInstance.record_type, ProcessInstance.record_id)
        instance_id = found.id
        own = None if found.record_type is None else (found.record_type, found.record_id)
        if record not in (None, own):
            raise MessageMismatch(_("This process is not about %(key)s.", key=key), code="messageNotAwaited", name=name)
        record = own
    if record is None and not may(current_actor(), "administrator"):
        raise Forbidden

    def command(unit: UnitOfWork) -> Answer:
        heard = _send(unit, name, variables, record, instance_id, keys, everyone)
        if not with_result:
            return None, 204
        return RESULTS.dump([_result(runtime, started, with_variables) for runtime, started in heard]), 200

    return run_command(command)


def _send(
    unit: UnitOfWork,
    name: str,
    variables: Mapping[str, Any],
    record: tuple[str, int] | None,
    instance_id: int | None,
    keys: Mapping[str, Any],
    everyone: bool,
) -> list[tuple[Runtime, bool]]:
    if record is not None:
        record_type, record_id = registry[record[0]], record[1]
        if name == STATUS_REQUESTED:  # asks for more rights than any other message
            return _request_status(unit, record, str(variables.get("status") or ""))
        rights.require(record_type, locked(unit, record_type, record_id), unit.actor, "write")
    return correlate_message(
        unit,
        name,
        variables,
        record=None if instance_id is not None else record,
        instance_id=instance_id,
        keys=keys,
        everyone=everyone,
    )


def _request_status(unit: UnitOfWork, record: tuple[str, int], status: str) -> list[tuple[Runtime, bool]]:
    """What pages do when somebody moves a record; that nothing waits for it is said in Camunda's words."""
    try:
        change_status(unit, registry[record[0]], record[1], status, {})
    except NotAllowedNow as error:
        if error.details.get("code") != "messageNotAwaited":
            raise
        raise MessageMismatch(error.message, **error.details) from error
    return [(runtime, False) for runtime in unit.instances_of(*record)]


def _result(runtime: Runtime, started: bool, with_variables: bool) -> dict[str, Any]:
    """What Camunda says of a process that heard a message."""
    result: dict[str, Any] = {
        "resultType": "ProcessDefinition" if started else "Execution",
        "execution": None,
        "processInstance": None,
    }
    if started:
        result["processInstance"] = represent_runtime(runtime)
    else:
        result["execution"] = {
            "id": str(runtime.id),
            "processInstanceId": str(runtime.id),
            "ended": bool(runtime.workflow.completed),
            "tenantId": None,
        }
    if with_variables:
        result["variables"] = write_variables(process_variables(runtime.workflow))
    return result
