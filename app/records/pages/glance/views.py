"""`/<plural>/<id>/glance`: a record in a few lines, for the links that lead to it."""

from typing import Any

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from app.access.permissions import requires
from app.access.session import current_actor
from app.i18n import localized
from app.records.lifecycle.current import lifecycle_of
from app.records.rights.reading import readable_record
from app.records.rights.seen import Seen
from app.records.types import Field, RecordType

blueprint = Blueprint("glance", __name__)

MOST_LINES, LONGEST = 6, 120


@blueprint.get("/<records:record_type>/<int:record_id>/glance")
@requires("record.read")
def glance(record_type: RecordType, record_id: int) -> ResponseReturnValue:
    """Kind, name and status, and what the journal of this type shows besides, in words; what is empty is left out."""
    record = readable_record(record_type, record_id, current_actor())
    return jsonify(
        kind=str(record_type.label),
        name=record_type.display(record),
        status=_status(record_type, record),
        lines=_lines(record_type, record),
    )


def _status(record_type: RecordType, record: Any) -> dict[str, str | None] | None:
    if not record_type.has_status:
        return None
    lifecycle = lifecycle_of(record_type.name)
    status, stage = lifecycle.status(record.status), lifecycle.stage_of(record.status)
    color = (status and status.color) or (stage and stage.color) or None
    return {"words": localized(status.label) if status else record.status, "color": color}


def _lines(record_type: RecordType, record: Any) -> list[dict[str, str]]:
    fields = _fields(record_type)
    seen = Seen(record_type, [record], fields, current_actor())
    told = []
    for field in fields:
        value = seen.of(record, field)
        words = field.show(record, value, seen.showing).text or field.words(value, seen.showing)
        if words:
            told.append({"label": str(field.label), "words": words[:LONGEST]})
    return told[:MOST_LINES]


def _fields(record_type: RecordType) -> list[Field]:
    named = {*record_type.display_columns, "status", "number"}
    columns = [each.name for each in record_type.journal.columns if not each.hidden and not each.link]
    return [record_type.path(name) for name in columns if name not in named]
