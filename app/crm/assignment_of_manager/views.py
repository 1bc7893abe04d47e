"""`/<plural>/<id>/manager`: the dialog in which somebody is made responsible, which ends the take-to-work task."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, request

from app.access.permissions import requires
from app.access.session import current_actor
from app.bounds import whole_number
from app.crm.assignment_of_manager import ASSIGN_MANAGER
from app.db import db
from app.engine import CommandError, unit_of_work
from app.htmx import done, shown_again
from app.i18n import gettext as _
from app.records import rights
from app.records.commands.update import update_record
from app.records.commands.verdicts import verdict_on_form
from app.records.rights.names import readable_names
from app.records.rights.reading import readable_record
from app.records.routing import record_address
from app.records.types import RecordType

blueprint = Blueprint("assignment_of_manager", __name__, template_folder="templates")

FIELD = "manager"


@blueprint.get("/<records_with_status:record_type>/<int:record_id>/manager")
@requires("record.write")
def ask(record_type: RecordType, record_id: int) -> str:
    record = _assignable(record_type, record_id)
    return _page(record_type, record, record.manager_id)


@blueprint.post("/<records_with_status:record_type>/<int:record_id>/manager")
@requires("record.write")
def assign(record_type: RecordType, record_id: int) -> Response:
    record = _assignable(record_type, record_id)
    chosen = request.form.get(FIELD, "")
    if not chosen:
        return _again(record_type, record_id, chosen, _("Choose who is responsible."))
    try:
        with unit_of_work(current_actor()) as unit:
            record = update_record(
                unit, record_type, record_id, {FIELD: chosen}, revision=request.form.get("_revision", type=whole_number)
            )
            name, person = record_type.display(record), record.manager_id
    except CommandError as error:
        verdict = verdict_on_form(error)
        return _again(record_type, record_id, chosen, verdict.fields.get(FIELD, verdict.words), verdict.status)
    who = readable_names([("person", person)], current_actor()).get(("person", person), "")
    message = _("%(who)s is responsible for “%(name)s” now.", who=who, name=name)
    detail = {"type": record_type.name, "id": record_id}
    events = {"recordsChanged": detail, "counters": True}
    return done(message, to=record_address(record_type, record_id), events=events, stay=True)


def _assignable(record_type: RecordType, record_id: int) -> Any:
    if not record_type.has_field(FIELD):
        abort(404)
    record = readable_record(record_type, record_id, current_actor())
    words = _("You do not have the right to assign a responsible.")
    rights.require_act(record_type, record, current_actor(), ASSIGN_MANAGER.id, words)
    return record


def _again(record_type: RecordType, record_id: int, chosen: str, problem: str, status: int = 422) -> Response:
    db.session.rollback()
    record = _assignable(record_type, record_id)
    person = int(chosen) if chosen.isdecimal() and len(chosen) < 10 else None
    return shown_again(_page(record_type, record, person, problem), status)


def _page(record_type: RecordType, record: Any, person: int | None, problem: str = "") -> str:
    name = readable_names([("person", person)], current_actor()).get(("person", person)) if person else None
    return render_template(
        "crm/assignment_of_manager/dialog.html",
        record_type=record_type,
        record=record,
        name=record_type.display(record),
        chosen=[] if name is None else [(person, name)],
        problem=problem,
        back=record_address(record_type, record.id),
    )
