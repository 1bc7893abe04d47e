"""`/api/v1`: records, their moves and their tasks."""

from flask import Blueprint

blueprint = Blueprint("api_v1", __name__, url_prefix="/api/v1")

from app.api.v1 import files, groups, records, task_files, tasks  # noqa: E402, F401  (the views register themselves)
