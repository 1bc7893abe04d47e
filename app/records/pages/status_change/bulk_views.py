"""`/<plural>/bulk/status`: another status for the rows that were ticked in a journal."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, make_response, render_template, request

from app.access.permissions import accepts_record_files, requires
from app.access.session import current_actor
from app.htmx import trigger
from app.i18n import gettext as _
from app.records.commands.status_change.bulk import LARGEST_SELECTION, RowResult, change_all, changeable, selected
from app.records.commands.status_change.form import STATUS, only_fields, status_form
from app.records.forms.attached import posted_fields
from app.records.forms.evaluate import evaluate
from app.records.forms.filling import FormRefused, drawn, form_scope, submitted
from app.records.forms.posted import read_post
from app.records.routing import record_address
from app.records.types import RecordType

blueprint = Blueprint("bulk_status", __name__, template_folder="../templates")


@blueprint.get("/<records_with_status:record_type>/bulk/status")
@requires("record.write")
def ask(record_type: RecordType) -> str:
    return _page(record_type, _ids())


@blueprint.post("/<records_with_status:record_type>/bulk/status")
@requires("record.write")
@accepts_record_files
def change(record_type: RecordType) -> Response | tuple[str, int]:
    ids = _ids()
    wanted = request.form.get("_status", "")
    form = only_fields(record_type, request.form.getlist("_missing")) if wanted else status_form(record_type)
    try:
        fields, variables = submitted(form, posted_fields(form), {STATUS: wanted or None}, actor=current_actor())
    except FormRefused as refused:
        return _page(record_type, ids, errors=refused.errors), 422
    fields = {name: value for name, value in fields.items() if value not in (None, "", [])}
    status = wanted or variables[STATUS]
    return _done(record_type, status, change_all(record_type, ids, status, fields, current_actor(), _seen(ids)))


@blueprint.post("/<records_with_status:record_type>/bulk/status/undo")
@requires("record.write")
def undo(record_type: RecordType) -> Response:
    """Each back to where it was: a move like any other, which the diagram may refuse."""
    ids = _ids()
    before = _by_id(ids, "before")
    return _done(record_type, "", change_all(record_type, ids, before, {}, current_actor(), _seen(ids)), undone=True)


def _done(record_type: RecordType, status: str, results: list[RowResult], *, undone: bool = False) -> Response:
    """What became of each, and the news for the page below."""
    response = make_response(_results(record_type, status, results, undone))
    if any(result.done for result in results):
        trigger(response, "recordsChanged", {"type": record_type.name})
        trigger(response, "counters")
    return response


@blueprint.post("/<records_with_status:record_type>/bulk/status/evaluate")
@requires("record.write")
def evaluate_form(record_type: RecordType) -> Response:
    """What of the form is hidden now; scripts ask while it is being filled."""
    form, actor = status_form(record_type), current_actor()
    found = evaluate(form, read_post(form, request.form), form_scope(form, {}, actor), actor)
    return jsonify(found.as_patch(form))


def _page(record_type: RecordType, ids: list[int], errors: dict[str, list[str]] | None = None) -> str:
    actor = current_actor()
    records = changeable(record_type, selected(record_type, ids, actor), actor)
    form = status_form(record_type)
    view = drawn(
        form,
        {},
        posted=posted_fields(form) or None,
        errors=errors,
        prefix="bulk-status",
        actor=actor,
        evaluate_address=record_address(record_type, None, "bulk", "status", "evaluate"),
    )
    return render_template(
        "records/status_change/bulk.html",
        record_type=record_type,
        ids=[record.id for record in records],
        seen=_seen(ids),
        names=[record_type.display(record) for record in records],
        left_out=len(set(ids)) - len(records),
        form_view=view,
        address=record_address(record_type, None, "bulk", "status"),
        back=record_address(record_type),
    )


def _results(record_type: RecordType, status: str, results: list[RowResult], undone: bool) -> str:
    """Each record with what became of it, the way back for those that have moved, and once more the form for those that
    only miss something.
    """
    missing = [] if undone else sorted({name for result in results for name in result.missing})
    form = only_fields(record_type, missing)
    view = drawn(form, {}, prefix="bulk-missing", actor=current_actor()) if form.components else None
    return render_template(
        "records/status_change/bulk_results.html",
        record_type=record_type,
        results=results,
        changed=sum(result.done for result in results),
        status=status,
        missing=missing,
        seen=_seen(_ids()),
        again=[result.id for result in results if result.missing] if view else [],
        form_view=view,
        undo=None if undone else _undo(record_type, [result for result in results if result.moved]),
        address=record_address(record_type, None, "bulk", "status"),
        cards=record_address(record_type),
    )


def _undo(record_type: RecordType, moved: list[RowResult]) -> str | None:
    """The address that brings each record back, None when none has moved."""
    arguments = {
        "id": ",".join(str(result.id) for result in moved),
        "before": ",".join(result.before for result in moved),
        "seen": ",".join(result.after for result in moved),
    }
    return record_address(record_type, None, "bulk", "status", "undo", arguments=arguments) if moved else None


def _seen(ids: list[int]) -> dict[int, str]:
    """The status in which each record was seen, by id: `seen` in the order of the ids, as the ids are given."""
    return _by_id(ids, "seen")


def _by_id(ids: list[int], name: str) -> dict[int, str]:
    given = [each for text in request.values.getlist(name) for each in text.split(",")]
    return dict(zip(ids, given, strict=True)) if len(given) == len(ids) else {}


def _ids() -> list[int]:
    """The ticked rows: `id` many times, or once with commas."""
    given: Any = request.values.getlist("id")
    texts = [each for text in given for each in text.split(",") if each]
    if not all(each.isdecimal() and len(each) < 10 for each in texts):
        abort(400)
    if not texts:
        abort(400, _("No record is selected."))
    if len(texts) > LARGEST_SELECTION:
        abort(400, _("At most %(count)s records at once.", count=LARGEST_SELECTION))
    return [int(each) for each in texts]
