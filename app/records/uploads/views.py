"""Pages' doors for files: handed over while a form is filled, and got back from a card."""

from collections.abc import Callable

from flask import Blueprint, Response, jsonify, request

from app.access.permissions import accepts_record_files, requires
from app.access.session import current_actor
from app.engine import CommandError
from app.files import FileReference
from app.records.commands.verdicts import verdict_of
from app.records.types import RecordType
from app.records.uploads.handing_out import file_answer
from app.records.uploads.receiving import receive_for_new, receive_for_record, receive_for_task
from app.records.values.file_words import size_words

blueprint = Blueprint("files", __name__)
Answer = Response | tuple[Response, int]


@blueprint.get("/<records:record_type>/<int:record_id>/files/<int:file_id>")
@requires("record.read")
def download(record_type: RecordType, record_id: int, file_id: int) -> Response:
    """The content, to be saved; with `?show` pictures and PDFs are shown."""
    return file_answer(record_type, record_id, file_id, current_actor(), shown="show" in request.args)


@blueprint.post("/<records:record_type>/files")
@requires("record.write")
@accepts_record_files
def upload_for_new(record_type: RecordType) -> Answer:
    return _answer(lambda: receive_for_new(record_type, current_actor()))


@blueprint.post("/<records:record_type>/<int:record_id>/files")
@requires("record.write")
@accepts_record_files
def upload_for_record(record_type: RecordType, record_id: int) -> Answer:
    return _answer(lambda: receive_for_record(record_type, record_id, current_actor()))


@blueprint.post("/tasks/<task_id>/files")
@requires("signed_in")
@accepts_record_files
def upload_for_task(task_id: str) -> Answer:
    return _answer(lambda: receive_for_task(task_id, current_actor()))


def _answer(receive: Callable[[], FileReference]) -> Answer:
    """What the script in the page needs, or why not in words."""
    try:
        file = receive()
    except CommandError as error:
        verdict = verdict_of(error)
        return jsonify(message=" ".join(verdict.fields.values()) or verdict.message), verdict.status
    return jsonify(id=file.id, name=file.name, size=size_words(file.size)), 201
