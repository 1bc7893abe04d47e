"""`/api/v1`: records, their moves and their tasks."""

from flask import Blueprint

from app.api.arguments import refuse_unknown_parameters, refuse_unneeded_condition
from app.api.bodies import refuse_unneeded_body

blueprint = Blueprint("api_v1", __name__, url_prefix="/api/v1")
blueprint.before_request(refuse_unknown_parameters)
blueprint.before_request(refuse_unneeded_body)
blueprint.before_request(refuse_unneeded_condition)

from app.api.v1 import comments, files, groups, library, links, merges, records, task_files, tasks, waiting  # noqa: E402, F401  (the views register themselves)
