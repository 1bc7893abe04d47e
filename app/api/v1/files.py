"""`/api/v1/<type>/…/files`: files of records, handed over before the record names them, and got back."""

from flask import Response, jsonify, request
from marshmallow import Schema, fields

from app.access.permissions import accepts_record_files, requires
from app.access.session import current_actor
from app.api.description import STRING, described
from app.api.v1 import blueprint
from app.api.v1.records import record_type_of
from app.files import FileReference
from app.records.fields.file import FileSchema
from app.records.uploads.handing_out import file_answer
from app.records.uploads.receiving import receive_for_new, receive_for_record

FILE = FileSchema()
BINARY = fields.Raw(required=True, metadata={"type": "string", "format": "binary"})


class UploadRequest(Schema):
    """A file, as a part of a multipart/form-data body."""

    file = BINARY


UPLOAD = {
    "body": UploadRequest(),
    "media": "multipart/form-data",
    "query": {"field": STRING},
    "answer": FILE,
    "status": 201,
    "errors": {403: "Forbidden", 404: "NotFound", 413: "RequestEntityTooLarge", 422: "ValidationError"},
}


@blueprint.get("/<plural>/<int:record_id>/files/<int:file_id>")
@requires("record.read")
@described(
    "The content of a file; `show` for one that a browser may show",
    query={"show": STRING},
    answer=BINARY,
    answer_media="application/octet-stream",
    errors={404: "NotFound"},
)
def download(plural: str, record_id: int, file_id: int) -> Response:
    record_type = record_type_of(plural)
    return file_answer(record_type, record_id, file_id, current_actor(), shown="show" in request.args)


@blueprint.post("/<plural>/files")
@requires("record.write")
@accepts_record_files
@described(
    "Hand a file over for a field of a record that is then made (`lines.drawing`: for a field of rows); the record is"
    " given its id",
    **UPLOAD,
)
def upload_for_new(plural: str) -> tuple[Response, int]:
    return uploaded(receive_for_new(record_type_of(plural), current_actor()))


@blueprint.post("/<plural>/<int:record_id>/files")
@requires("record.write")
@accepts_record_files
@described("Hand a file over for a field of the record, which is then given its id", **UPLOAD)
def upload_for_record(plural: str, record_id: int) -> tuple[Response, int]:
    return uploaded(receive_for_record(record_type_of(plural), record_id, current_actor()))


def uploaded(file: FileReference) -> tuple[Response, int]:
    """The answer to a file that was taken."""
    members = {"id": file.id, "name": file.name, "size": file.size, "media_type": file.media_type, "address": None}
    return jsonify(FILE.dump(members)), 201
