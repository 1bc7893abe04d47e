"""`/api/v1/tasks/<id>/files`: files for the answer to a task."""

from flask import Response

from app.access.permissions import accepts_record_files, requires
from app.access.session import current_actor
from app.api.description import described
from app.api.v1 import blueprint
from app.api.v1.files import UPLOAD, uploaded
from app.records.uploads.receiving import receive_for_task


@blueprint.post("/tasks/<task_id>/files")
@requires("signed_in")
@accepts_record_files
@described("Hand a file over for a field in the form of a task, whose answer is then given its id", **UPLOAD)
def upload_for_task(task_id: str) -> tuple[Response, int]:
    return uploaded(receive_for_task(task_id, current_actor()))
