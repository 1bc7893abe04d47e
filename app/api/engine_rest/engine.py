"""What Camunda Modeler asks first."""

from flask import Response

from app.access.permissions import requires
from app.api.bodies import answer_with
from app.api.description import described
from app.api.engine_rest import blueprint
from app.api.engine_rest.answers import EngineAnswer, VersionAnswer

ENGINES, VERSION = EngineAnswer(many=True), VersionAnswer()
DIALECT_VERSION = "7.24.0"  # the release of Camunda whose REST dialect is spoken


@blueprint.get("/engine")
@requires("signed_in")
@described("The engines of this server", answer=ENGINES)
def engines() -> Response:
    return answer_with(ENGINES, [{"name": "default"}])


@blueprint.get("/version")
@requires("signed_in")
@described("The release of Camunda whose dialect is spoken", answer=VERSION)
def version() -> Response:
    return answer_with(VERSION, {"version": DIALECT_VERSION})
