"""`/<plural>/<id>/status`: the dialog and its answer, for people and for the board; `/moves`: where a record may go."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request

from app.access.permissions import accepts_record_files, requires
from app.access.session import current_actor
from app.bounds import whole_number
from app.db import db
from app.engine import CommandError, unit_of_work
from app.htmx import done, shown_again, wants_json
from app.i18n import gettext as _
from app.i18n import localized
from app.records.commands.conflicts import choices_of, kept_mine, words_beside
from app.records.commands.status import require_status_change
from app.records.commands.status_change.changing import change_status
from app.records.commands.status_change.form import STATUS, fields_to_ask, status_form
from app.records.commands.status_change.moves import moves_of
from app.records.commands.verdicts import verdict_on_form
from app.records.errors import Conflict
from app.records.forms.attached import posted_fields
from app.records.forms.evaluate import evaluate
from app.records.forms.filling import FormRefused, drawn, form_scope
from app.records.forms.posted import read_post
from app.records.lifecycle.current import lifecycle_of
from app.records.rights.reading import readable_record
from app.records.rights.seen import seen_values
from app.records.routing import record_address
from app.records.types import RecordType

SEEN = "_seen"
"""Name of the status in which the person saw the record."""

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
    if wants_json():
        return _drop(record_type, record_id, request.form.get(STATUS, ""), request.form.get(SEEN))
    before = _changeable(record_type, record_id).status
    extra = request.form.get("_missing", "").split(",")
    asked = status_form(record_type, extra)
    given = read_post(asked, posted_fields(asked))
    wanted = given.pop(STATUS, "")
    try:
        with unit_of_work(current_actor()) as unit:
            revision = request.form.get("_revision", type=whole_number)
            seen, choices = request.form.get(SEEN), choices_of(request.form)
            changed = change_status(unit, record_type, record_id, wanted, given, revision, seen, choices)
    except (CommandError, FormRefused) as error:
        return _again(record_type, record_id, extra, error)
    detail = {"type": record_type.name, "id": record_id, "status": changed.status}
    events = {"recordsChanged": detail, "statusChanged": detail, "counters": True}
    undo = _undo(record_type, changed, before)
    return done(
        _moved(record_type, changed), to=record_address(record_type, record_id), events=events, stay=True, undo=undo
    )


@blueprint.post("/<records_with_status:record_type>/<int:record_id>/status/evaluate")
@requires("record.read")
def evaluate_form(record_type: RecordType, record_id: int) -> Response:
    """What of the form is hidden now; scripts ask while it is being filled."""
    record = readable_record(record_type, record_id, current_actor())
    form = status_form(record_type, request.form.get("_missing", "").split(","))
    actor = current_actor()
    scope = form_scope(form, _values(record_type, record), actor)
    return jsonify(evaluate(form, read_post(form, request.form), scope, actor).as_patch(form))


@blueprint.post("/<records_with_status:record_type>/<int:record_id>/status/undo")
@requires("record.write")
def undo(record_type: RecordType, record_id: int) -> Response | tuple[Response, int]:
    """Back to where it was: a move like any other, which the diagram may refuse."""
    return _drop(record_type, record_id, request.args.get(STATUS, ""), request.args.get(SEEN))


def _drop(record_type: RecordType, record_id: int, status: str, seen: str | None) -> Response | tuple[Response, int]:
    """A card dropped on a column: done, or refused in words with what would have to be filled."""
    before = _changeable(record_type, record_id).status
    try:
        with unit_of_work(current_actor()) as unit:
            changed = change_status(unit, record_type, record_id, status, {}, seen=seen)
    except (CommandError, FormRefused) as error:
        verdict = verdict_on_form(error)
        missing = [name for name in verdict.fields if name != STATUS]
        return jsonify(type=verdict.kind, message=verdict.message, missing=missing), verdict.status
    return jsonify(
        status=changed.status,
        revision=changed.revision,
        message=_moved(record_type, changed),
        undo=_undo(record_type, changed, before),
    )


def _moved(record_type: RecordType, record: Any) -> str:
    name, status = record_type.display(record), _label(record_type, record.status)
    return _("“%(name)s” is now in “%(status)s”.", name=name, status=status)


def _undo(record_type: RecordType, record: Any, before: str) -> str | None:
    """The address that brings the record back, None when it has not moved."""
    arguments = {STATUS: before, SEEN: record.status}
    return (
        None
        if record.status == before
        else record_address(record_type, record.id, "status", "undo", arguments=arguments)
    )


def _again(record_type: RecordType, record_id: int, extra: list[str], error: Exception) -> Response:
    """The dialog once more with what was typed; fields that the diagram misses are asked for now."""
    verdict = verdict_on_form(error)
    db.session.rollback()
    asked = list(dict.fromkeys([*extra, *verdict.fields]))
    problem, errors = verdict.over(status_form(record_type, asked))
    record = readable_record(record_type, record_id, current_actor())
    given = posted_fields(status_form(record_type, asked))
    kept: list[tuple[str, str]] = []
    if isinstance(error, Conflict):
        kept, errors = kept_mine(error, given), words_beside(record_type, current_actor(), error)
    page = _page(record_type, record, given, asked if errors else extra, errors=errors, problem=problem, kept=kept)
    return shown_again(page, verdict.status)


def _page(
    record_type: RecordType,
    record: Any,
    given: Any,
    extra: list[str],
    *,
    errors: dict[str, list[str]] | None = None,
    problem: str = "",
    kept: Sequence[tuple[str, str]] = (),
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
        revision=request.form.get("_revision", record.revision),
        kept=kept,
        seen=request.args.get(SEEN) or record.status,
        missing=",".join(fields_to_ask(record_type, status_form(record_type), extra)),
        problem=problem,
        back=record_address(record_type, record.id),
    )


def _values(record_type: RecordType, record: Any) -> dict[str, Any]:
    """The record's values that the form shows and its conditions read; the status is asked anew."""
    stored = [field for field in record_type.fields if field.stored_in_row and not field.set_by_diagram]
    return seen_values(record_type, record, stored, current_actor()) | {STATUS: None}


def _changeable(record_type: RecordType, record_id: int) -> Any:
    record = readable_record(record_type, record_id, current_actor())
    require_status_change(record_type, record, current_actor())
    return record


def _label(record_type: RecordType, status_id: str) -> str:
    status = lifecycle_of(record_type.name).status(status_id)
    return localized(status.label) if status else status_id
