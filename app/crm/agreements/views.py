"""`/<plural>/<id>/schedule`: the dialog in which the lines of a payment schedule become payments."""

from typing import Any

from flask import Blueprint, Response, abort, render_template

from app.access.permissions import requires
from app.access.session import current_actor
from app.crm.agreements.record_type import SCHEDULE_PAYMENTS
from app.crm.agreements.schedule import due_lines, schedule_payments
from app.db import db
from app.engine import CommandError, unit_of_work
from app.htmx import done, shown_again
from app.i18n import gettext as _
from app.i18n import ngettext
from app.records import rights
from app.records.commands.verdicts import verdict_on_form
from app.records.rights.reading import readable_record
from app.records.routing import record_address
from app.records.types import RecordType

blueprint = Blueprint("agreements", __name__, template_folder="templates")


@blueprint.get("/<records_with_status:record_type>/<int:record_id>/schedule")
@requires("record.write")
def ask(record_type: RecordType, record_id: int) -> str:
    return _page(record_type, _agreement(record_type, record_id))


@blueprint.post("/<records_with_status:record_type>/<int:record_id>/schedule")
@requires("record.write")
def create(record_type: RecordType, record_id: int) -> Response:
    _agreement(record_type, record_id)
    try:
        with unit_of_work(current_actor()) as unit:
            count = schedule_payments(unit, record_type, record_id)
    except CommandError as error:
        verdict = verdict_on_form(error)
        db.session.rollback()
        return shown_again(_page(record_type, _agreement(record_type, record_id), verdict.words), verdict.status)
    words = ngettext("%(num)s payment was created.", "%(num)s payments were created.", count)
    events = {"recordsChanged": {"type": record_type.name, "id": record_id}, "counters": True}
    return done(words, to=record_address(record_type, record_id), events=events, stay=True)


def _agreement(record_type: RecordType, record_id: int) -> Any:
    if not record_type.has_field("schedule"):
        abort(404)
    record = readable_record(record_type, record_id, current_actor())
    words = _("You do not have the right to create the payments of this schedule.")
    rights.require_act(record_type, record, current_actor(), SCHEDULE_PAYMENTS.id, words)
    return record


def _page(record_type: RecordType, record: Any, problem: str = "") -> str:
    return render_template(
        "crm/agreements/schedule.html",
        record_type=record_type,
        record=record,
        name=record_type.display(record),
        lines=due_lines(record_type, record),
        problem=problem,
        back=record_address(record_type, record.id),
    )
