"""What Camunda Modeler asks first."""

from flask import Response, jsonify

from app.access.permissions import requires
from app.api.description import OBJECT, STRING, described, list_of, object_of
from app.api.engine_rest import blueprint

DIALECT_VERSION = "7.24.0"  # the release of Camunda whose REST dialect is spoken


@blueprint.get("/engine")
@requires("signed_in")
@described("The engines of this server", answer=list_of(OBJECT))
def engines() -> Response:
    return jsonify([{"name": "default"}])


@blueprint.get("/version")
@requires("signed_in")
@described("The release of Camunda whose dialect is spoken", answer=object_of(version=STRING))
def version() -> Response:
    return jsonify(version=DIALECT_VERSION)
