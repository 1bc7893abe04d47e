"""`/engine-rest/message`: messages from outside to waiting processes."""

from flask import Response

from app.access.permissions import requires
from app.api.commands import json_object, run_silently
from app.api.description import OBJECT, STRING, described, object_of
from app.api.engine_rest import blueprint
from app.api.engine_rest.variables import read_variables
from app.api.errors import BadRequest
from app.engine import STATUS_REQUESTED, NotFound, UnitOfWork, send_message
from app.i18n import gettext as _
from app.records import rights
from app.records.commands import locked, request_status
from app.records.types import registry


@blueprint.post("/message")
@requires("record.write")
@described(
    "Send a message to the process of a record (businessKey = <type>:<id>)",
    body=object_of(messageName=STRING, businessKey=STRING, processVariables=OBJECT),
    errors={403: "Forbidden", 404: "NotFound", 409: "MoveRefused"},
)
def message() -> Response:
    body = json_object()
    name, business_key = body.get("messageName"), body.get("businessKey")
    if not isinstance(name, str) or not isinstance(business_key, str):
        raise BadRequest(_("A message takes messageName and businessKey (<type>:<id> of the record)."))
    variables = read_variables(body.get("processVariables"))
    type_name, _colon, number = business_key.partition(":")
    record_type = registry.get(type_name) or registry.by_plural(type_name)
    if record_type is None or not number.isdecimal() or len(number) > 9:
        raise NotFound(_("There is no record %(key)s.", key=business_key))

    def command(unit: UnitOfWork) -> None:
        if name == STATUS_REQUESTED:  # asks for more rights than any other message
            request_status(unit, record_type, int(number), str(variables.get("status") or ""))
            return
        record = locked(unit, record_type, int(number))
        rights.require(record_type, record, unit.actor, "write")
        send_message(unit, name, record_type.name, record.id, variables)

    return run_silently(command)
