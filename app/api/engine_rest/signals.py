"""`/engine-rest/signal`: signals from outside to everybody who listens."""

from flask import Response

from app.access.permissions import requires
from app.api.bodies import read_body
from app.api.commands import run_silently
from app.api.description import described
from app.api.engine_rest import blueprint
from app.api.engine_rest.requests import SignalRequest
from app.engine import broadcast_signal

BODY = SignalRequest()


@blueprint.post("/signal")
@requires("administrator")
@described(
    "Broadcast a signal: to every process that waits for it, and to those that it starts",
    body=BODY,
    errors={409: "MoveRefused"},
)
def signal() -> Response:
    body = read_body(BODY)
    return run_silently(lambda unit: broadcast_signal(unit, body["name"], body["variables"]))
