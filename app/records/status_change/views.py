"""`/<plural>/<id>/status`: the dialog and its answer, for people and for the board; `/moves`: where a record may go."""

from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request

from app.access.permissions import requires
from app.access.session import current_actor
from app.bounds import whole_number
from app.db import db
from app.engine import CommandError, NotAllowedNow, Refusal, unit_of_work
from app.htmx import done
from app.i18n import gettext as _
from app.i18n import localized
from app.records import rights
from app.records.commands import CHANGE_STATUS, request_status
from app.records.errors import Conflict, Forbidden, RecordRefused
from app.records.forms.evaluate import evaluate
from app.records.forms.filling import FormRefused, drawn, form_scope, submitted
from app.records.forms.posted import read_post
from app.records.lifecycle.current import lifecycle_of
from app.records.reading import readable_record
from app.records.routing import record_address
from app.records.status_change.form import STATUS, fields_to_ask, status_form
from app.records.status_change.moves import moves_of, required_fields
from app.records.types import RecordType
from app.records.values import values_of

blueprint = Blueprint("status_change", __name__, template_folder="../templates")


@blueprint.get("/<records_with_status:record_type>/<int:record_id>/moves")
@requires("record.read")
def moves(record_type: RecordType, record_id: int) -> Response:
    """Every status with the diagram's verdict, for the columns of the board and its list “Move to…”."""
    record = readable_record(record_type, record_id, current_actor())
    offered = [status.id for status in lifecycle_of(record_type.name).offered_statuses]
    found = moves_of(record_type, record, current_actor(), request.args.getlist("status") or offered)
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
    if wanted:
        for move in moves_of(record_type, record, current_actor(), [wanted]):
            extra, words = list(move.missing), "" if move.missing else move.message
    return _page(record_type, record, {STATUS: wanted} if wanted else {}, extra, problem=words)


@blueprint.post("/<records_with_status:record_type>/<int:record_id>/status")
@requires("record.write")
def change(record_type: RecordType, record_id: int) -> Response | tuple[str, int]:
    if request.accept_mimetypes.best == "application/json":
        return _drop(record_type, record_id)
    record = _changeable(record_type, record_id)
    extra = request.form.get("_missing", "").split(",")
    form = status_form(record_type, extra)
    values = _values(record_type, record)
    try:
        fields, variables = submitted(form, request.form, values, actor=current_actor())
        with unit_of_work(current_actor()) as unit:
            changed = request_status(
                unit,
                record_type,
                record_id,
                variables[STATUS],
                fields,
                request.form.get("_revision", type=whole_number),
            )
            name, status = record_type.display(changed), changed.status
    except FormRefused as refused:
        return _again(record_type, record_id, extra, errors=refused.errors)
    except RecordRefused as refused:
        return _again(record_type, record_id, extra, errors={key: [word] for key, word in refused.fields.items()})
    except Refusal as refused:
        return _refused(record_type, record_id, extra, refused)
    except Conflict as conflict:
        return _again(record_type, record_id, extra, problem=_conflict_words(record_type, conflict))
    except (NotAllowedNow, Forbidden) as refused:
        return _again(record_type, record_id, extra, problem=str(refused))
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
    scope = form_scope(form, _values(record_type, record), current_actor())
    return jsonify(evaluate(form, read_post(form, request.form), scope).as_patch(form))


def _drop(record_type: RecordType, record_id: int) -> Response:
    """A card dropped on a column: done, or refused in words with what would have to be filled."""
    record = _changeable(record_type, record_id)
    wanted = request.form.get(STATUS, "")
    missing = required_fields(record_type, record, wanted, current_actor())
    if missing:
        words = ", ".join(str(record_type.field(name).label) for name in missing)
        return _no(409, _("To be filled in: %(fields)s.", fields=words), missing)
    try:
        with unit_of_work(current_actor()) as unit:
            changed = request_status(unit, record_type, record_id, wanted)
            answer = jsonify(status=changed.status, revision=changed.revision)
    except Refusal as refused:
        return _no(409, str(refused), refused.missing)
    except CommandError as error:
        return _no(409, str(error))
    return answer


def _no(status: int, message: str, missing: Any = ()) -> Response:
    response = jsonify(type="MoveRefused", message=message, missing=list(missing))
    response.status_code = status
    return response


def _refused(record_type: RecordType, record_id: int, extra: list[str], refused: Refusal) -> tuple[str, int]:
    """The diagram's words: beside the fields that it misses, which are asked for now, or above the form."""
    asked = list(dict.fromkeys([*extra, *refused.missing]))
    form = status_form(record_type, asked)
    beside = [name for name in refused.missing if form.component(name) is not None]
    if beside:
        return _again(record_type, record_id, asked, errors={name: [str(refused)] for name in beside})
    return _again(record_type, record_id, extra, problem=str(refused))


def _again(
    record_type: RecordType,
    record_id: int,
    extra: list[str],
    *,
    errors: dict[str, list[str]] | None = None,
    problem: str = "",
) -> tuple[str, int]:
    db.session.rollback()
    record = readable_record(record_type, record_id, current_actor())
    return _page(record_type, record, request.form, extra, errors=errors, problem=problem), 422


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
    rights.require(record_type, record, current_actor(), "write")
    if not rights.may_act(record_type, record, current_actor(), CHANGE_STATUS):
        raise Forbidden(_("You do not have the right to change the status of this record."))
    return record


def _label(record_type: RecordType, status_id: str) -> str:
    status = lifecycle_of(record_type.name).status(status_id)
    return localized(status.label) if status else status_id


def _conflict_words(record_type: RecordType, conflict: Conflict) -> str:
    names = ", ".join(str(record_type.field(name).label) for name in conflict.theirs)
    return _("%(who)s has just changed: %(fields)s. Look at the record and repeat.", who=conflict.who, fields=names)
