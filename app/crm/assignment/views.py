"""Where the action of a card leads: the form of a new assignment that is about this record."""

from typing import Any

from flask import Blueprint, abort, redirect, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import requires
from app.access.session import current_actor
from app.crm.assigning import CREATE_ASSIGNMENT, PARENT, SUBJECTS
from app.crm.assignment.record_type import assignment
from app.i18n import gettext as _
from app.records import rights
from app.records.rights.reading import readable_record
from app.records.types import RecordType

blueprint = Blueprint("assignment", __name__)


@blueprint.get("/<records:record_type>/<int:record_id>/assignment")
@requires("record.write")
def for_record(record_type: RecordType, record_id: int) -> ResponseReturnValue:
    name = PARENT if record_type is assignment else record_type.name
    if name != PARENT and name not in SUBJECTS:
        abort(404)
    record = readable_record(record_type, record_id, current_actor())
    words = _("You do not have the right to create assignments about this record.")
    rights.require_act(record_type, record, current_actor(), CREATE_ASSIGNMENT.id, words, right="read")
    about: dict[str, Any] = {name: record_id}
    return redirect(url_for("card.new", record_type=assignment, **about))
