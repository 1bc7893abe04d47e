"""`/<plural>/<id>/status`: the dialog and its answer, for people and for the board; `/moves`: where a record may go."""

from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request

from app.access.permissions import accepts_record_files, requires
from app.access.session import current_actor
from app.bounds import whole_number
from app.db import db
from app.engine import CommandError, unit_of_work
from app.htmx import done, shown_again
from app.i18n import gettext as _
from app.i18n import localized
from app.records.commands import require_status_change
from app.records.forms.attached import posted_fields
from app.records.forms.evaluate import evaluate
from app.records.forms.filling import FormRefused, drawn, form_scope
from app.records.forms.posted import read_post
from app.records.lifecycle.current import lifecycle_of
from app.records.reading import readable_record
from app.records.routing import record_address
from app.records.status_change.changing import change_status
from app.records.status_change.form import STATUS, fields_to_ask, status_form
from app.records.status_change.moves import moves_of
from app.records.types import RecordType
from app.records.values import values_of
from app.records.verdicts import verdict_on_form

blueprint = Blueprint("status_change", __name__, template_folder="../templates")


@blueprint.get("/<records_with_status:record_type>/<int:record_id>/moves")
@requires("record.read")
def moves(record_type: RecordType, record_id: int) -> Response:
    """Every status with the diagram's verdict, for the columns of the board and its list “Move to…”."""
    record = readable_record(record_type, record_id, current_actor())
    offered = [status.id for status in lifecycle_of(record_type.name).offered_statuses]
    asked = set(request.args.getlist("status") or offered) - {record.status}
    found = moves_of(record_type, record, current_actor(), asked)
    items = [
        {
            "status": move.status,
            "label": move.label,
            "allowed": move.allowed,
            "message": move.message,
            "missing": list(move.missing),
        }
        for move in found
    ]
    return jsonify(status=record.status, items=items)


@blueprint.get("/<records_with_status:record_type>/<int:record_id>/status")
@requires("record.write")
def ask(record_type: RecordType, record_id: int) -> str:
    """The dialog. `?status=` has chosen already, as a drop on the board does; what the diagram misses is asked for."""
    record = _changeable(record_type, record_id)
    wanted = request.args.get("status", "")
    extra: list[str] = []
    words = ""
    if wanted and wanted != record.status:
        for move in moves_of(record_type, record, current_actor(), [wanted]):
            extra, words = list(move.missing), "" if move.missing else move.message
    return _page(record_type, record, {STATUS: wanted} if wanted else {}, extra, problem=words)


@blueprint.post("/<records_with_status:record_type>/<int:record_id>/status")
@requires("record.write")
@accepts_record_files
def change(record_type: RecordType, record_id: int) -> Response | tuple[Response, int]:
    if request.accept_mimetypes.best == "application/json":
        return _drop(record_type, record_id)
    _changeable(record_type, record_id)
    extra = request.form.get("_missing", "").split(",")
    asked = status_form(record_type, extra)
    given = read_post(asked, posted_fields(asked))
    wanted = given.pop(STATUS, "")
    try:
        with unit_of_work(current_actor()) as unit:
            revision = request.form.get("_revision", type=whole_number)
            changed = change_status(unit, record_type, record_id, wanted, given, revision)
    except (CommandError, FormRefused) as error:
        return _again(record_type, record_id, extra, error)
    name, status = record_type.display(changed), changed.status
    message = _("“%(name)s” is now in “%(status)s”.", name=name, status=_label(record_type, status))
    detail = {"type": record_type.name, "id": record_id, "status": status}
    events = {"recordsChanged": detail, "statusChanged": detail, "counters": True}
    return done(message, to=record_address(record_type, record_id), events=events, stay=True)


@blueprint.post("/<records_with_status:record_type>/<int:record_id>/status/evaluate")
@requires("record.read")
def evaluate_form(record_type: RecordType, record_id: int) -> Response:
    """What of the form is hidden now; scripts ask while it is being filled."""
    record = readable_record(record_type, record_id, current_actor())
    form = status_form(record_type, request.form.get("_missing", "").split(","))
    actor = current_actor()
    scope = form_scope(form, _values(record_type, record), actor)
    return jsonify(evaluate(form, read_post(form, request.form), scope, actor).as_patch(form))


def _drop(record_type: RecordType, record_id: int) -> Response | tuple[Response, int]:
    """A card dropped on a column: done, or refused in words with what would have to be filled."""
    _changeable(record_type, record_id)
    try:
        with unit_of_work(current_actor()) as unit:
            changed = change_status(unit, record_type, record_id, request.form.get(STATUS, ""), {})
    except (CommandError, FormRefused) as error:
        verdict = verdict_on_form(error)
        missing = [name for name in verdict.fields if name != STATUS]
        return jsonify(type=verdict.kind, message=verdict.message, missing=missing), verdict.status
    return jsonify(status=changed.status, revision=changed.revision)


def _again(record_type: RecordType, record_id: int, extra: list[str], error: Exception) -> Response:
    """The dialog once more with what was typed; fields that the diagram misses are asked for now."""
    verdict = verdict_on_form(error)
    db.session.rollback()
    asked = list(dict.fromkeys([*extra, *verdict.fields]))
    problem, errors = verdict.over(status_form(record_type, asked))
    record = readable_record(record_type, record_id, current_actor())
    given = posted_fields(status_form(record_type, asked))
    page = _page(record_type, record, given, asked if errors else extra, errors=errors, problem=problem)
    return shown_again(page, verdict.status)


def _page(
    record_type: RecordType,
    record: Any,
    given: Any,
    extra: list[str],
    *,
    errors: dict[str, list[str]] | None = None,
    problem: str = "",
) -> str:
    form = status_form(record_type, extra)
    view = drawn(
        form,
        _values(record_type, record),
        posted=given or None,
        errors=errors,
        prefix="change-status",
        actor=current_actor(),
        evaluate_address=record_address(record_type, record.id, "status", "evaluate"),
        upload_address=record_address(record_type, record.id, "files"),
    )
    return render_template(
        "records/status_change/dialog.html",
        record_type=record_type,
        record=record,
        title=localized(form.title) if any(form.title.values()) else _("Change status"),
        name=record_type.display(record),
        status=lifecycle_of(record_type.name).status(record.status),
        form_view=view,
        missing=",".join(fields_to_ask(record_type, status_form(record_type), extra)),
        problem=problem,
        back=record_address(record_type, record.id),
    )


def _values(record_type: RecordType, record: Any) -> dict[str, Any]:
    """The record's values that the form shows and its conditions read; the status is asked anew."""
    stored = [field.name for field in record_type.fields if field.stored_in_row and not field.set_by_diagram]
    return values_of(record_type, record, stored) | {STATUS: None}


def _changeable(record_type: RecordType, record_id: int) -> Any:
    record = readable_record(record_type, record_id, current_actor())
    require_status_change(record_type, record, current_actor())
    return record


def _label(record_type: RecordType, status_id: str) -> str:
    status = lifecycle_of(record_type.name).status(status_id)
    return localized(status.label) if status else status_id
