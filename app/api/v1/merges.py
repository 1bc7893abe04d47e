"""`/api/v1/<type>/<id>/merge`: a record goes into another one of its type, and back."""

from flask import Response
from marshmallow import fields, validate

from app.access.permissions import requires
from app.access.session import current_actor
from app.api.bodies import RequestBody, read_body
from app.api.commands import Answer, run_command
from app.api.description import STRING, described
from app.api.v1 import blueprint
from app.api.v1.records import record_type_of
from app.api.v1.representation import represent
from app.api.v1.schemas import record_answer
from app.engine import NotFound, UnitOfWork
from app.i18n import gettext as _
from app.records import rights
from app.records.commands.locking import locked
from app.records.commands.record_merge.merge import merge_records
from app.records.commands.record_merge.undo import undo_merge
from app.records.rights.reading import readable_record
from app.records.types import RecordType
from app.records.types.merging import MERGE


class MergeRequest(RequestBody):
    """Into which record this one goes; `take` names the fields in which this one's value stays, `leave` those in which
    nothing is taken over; of the others the target takes what it does not have."""

    into = fields.Integer(required=True, strict=True)
    take = fields.List(fields.String(validate=validate.Length(max=64)), load_default=list)
    leave = fields.List(fields.String(validate=validate.Length(max=64)), load_default=list)


MERGE_BODY = MergeRequest()
ERRORS = {403: "Forbidden", 404: "NotFound", 409: "NotAllowedNow"}


@blueprint.post("/<plural>/<int:record_id>/merge")
@requires("record.write")
@described(
    "Let the record go into another one, which is answered; it is only read then, and says `merged_into`",
    body=MERGE_BODY,
    answer=record_answer,
    headers={"Idempotency-Key": STRING},
    errors={**ERRORS, 422: "ValidationError"},
)
def merge(plural: str, record_id: int) -> Response:
    record_type = record_type_of(plural)
    record = readable_record(record_type, record_id, current_actor())
    if record_type.merged and record_type.merged_into(record) is None:
        words = _("You do not have the right to merge this record.")
        rights.require_act(record_type, record, current_actor(), MERGE, words)
    given = read_body(MERGE_BODY)
    _mergeable(plural)

    def command(unit: UnitOfWork) -> Answer:
        merge_records(unit, record_type, record_id, given["into"], given["take"], given["leave"])
        target = locked(unit, record_type, given["into"])
        return represent(record_type, [target], unit.actor)[0], 200

    return run_command(command)


@blueprint.post("/<plural>/<int:record_id>/merge/undo")
@requires("record.write")
@described("Take the record out of the one into which it went", answer=record_answer, errors=ERRORS)
def undo(plural: str, record_id: int) -> Response:
    record_type = _mergeable(plural)
    readable_record(record_type, record_id, current_actor())

    def command(unit: UnitOfWork) -> Answer:
        undo_merge(unit, record_type, record_id)
        return represent(record_type, [locked(unit, record_type, record_id)], unit.actor)[0], 200

    return run_command(command)


def _mergeable(plural: str) -> RecordType:
    record_type = record_type_of(plural)
    if record_type.merged is None:
        raise NotFound(_("Records of this type are not merged."))
    return record_type
