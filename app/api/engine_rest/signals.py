"""`/engine-rest/signal`: signals from outside to everybody who listens."""

from flask import Response

from app.access.permissions import requires
from app.api.commands import json_object, run_silently
from app.api.description import OBJECT, STRING, described, object_of
from app.api.engine_rest import blueprint
from app.api.engine_rest.bodies import required_text, text_in
from app.api.engine_rest.variables import read_variables
from app.api.errors import BadRequest
from app.engine import broadcast_signal
from app.i18n import gettext as _

_LONGEST_NAME = 255


@blueprint.post("/signal")
@requires("administrator")
@described(
    "Broadcast a signal: to every process that waits for it, and to those that it starts",
    body=object_of(name=STRING, variables=OBJECT),
    errors={409: "MoveRefused"},
)
def signal() -> Response:
    body = json_object()
    name, variables = required_text(body, "name", _LONGEST_NAME), read_variables(body.get("variables"))
    if text_in(body, "executionId"):
        raise BadRequest(_("executionId is not known here: a signal reaches everybody who waits for it."))
    if text_in(body, "tenantId"):
        raise BadRequest(_("There are no tenants here."))
    return run_silently(lambda unit: broadcast_signal(unit, name, variables))
