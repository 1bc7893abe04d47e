"""The administrator's page on which a record is anonymised."""

from flask import Blueprint, Response, abort, render_template, request

from app.access.permissions import requires
from app.access.session import current_actor
from app.bounds import whole_number
from app.db import db
from app.engine import CommandError, unit_of_work
from app.htmx import done, shown_again
from app.i18n import gettext as _
from app.records.commands.anonymising import anonymise_record, personal_fields
from app.records.commands.verdicts import verdict_on_form
from app.records.routing import record_address
from app.records.types import RecordType

blueprint = Blueprint("anonymising", __name__, template_folder="templates")


@blueprint.get("/<records:record_type>/<int:record_id>/anonymise")
@requires("administrator")
def ask(record_type: RecordType, record_id: int) -> str:
    return _page(record_type, record_id)


def _page(record_type: RecordType, record_id: int, problem: str = "") -> str:
    record = db.session.get(record_type.model, record_id)
    if record is None:
        abort(404)
    return render_template(
        "records/anonymise.html",
        record_type=record_type,
        record=record,
        fields=personal_fields(record_type, record),
        cancel=record_address(record_type, record_id),
        problem=problem,
    )


@blueprint.post("/<records:record_type>/<int:record_id>/anonymise")
@requires("administrator")
def anonymise(record_type: RecordType, record_id: int) -> Response:
    revision = request.form.get("_revision", type=whole_number)
    try:
        with unit_of_work(current_actor()) as unit:
            anonymise_record(unit, record_type, record_id, revision)
    except CommandError as error:
        verdict = verdict_on_form(error)
        db.session.rollback()
        return shown_again(_page(record_type, record_id, verdict.words), verdict.status)
    return done(_("The personal data of the record are replaced."), to=record_address(record_type, record_id))
