"""`/<plural>/<id>/merge`: into which record this one goes, side by side, and what comes along; and back again."""

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import requires
from app.access.session import current_actor
from app.bounds import whole_number, whole_numbers
from app.db import db
from app.engine import CommandError, NotFound, unit_of_work
from app.htmx import done, is_htmx, shown_again
from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.records import rights
from app.records.commands.record_merge.merge import merge_records, require_merging
from app.records.commands.record_merge.reading import coming_along, lines_of, merges_into, proposals
from app.records.commands.record_merge.undo import undo_merge
from app.records.commands.verdicts import verdict_on_form
from app.records.errors import RecordRefused
from app.records.pages.card.page import Card
from app.records.rights.reading import readable_record
from app.records.routing import record_address
from app.records.types import RecordType
from app.records.types.card import SIDE, Widget, register_widget
from app.records.types.merging import MERGE

blueprint = Blueprint("record_merge", __name__, template_folder="templates")


@blueprint.get("/<records:record_type>/merge", defaults={"record_id": None})
@blueprint.get("/<records:record_type>/<int:record_id>/merge")
@requires("record.write")
def ask(record_type: RecordType, record_id: int | None) -> ResponseReturnValue:
    """First the choice of the other one, then the preview. Without an id: of the two records that are ticked."""
    _require_type(record_type)
    into = request.args.get("into", type=whole_number)
    if record_id is None:
        ticked = whole_numbers(",".join(request.args.getlist("id")).split(","))
        if len(ticked) != 2:
            return render_template("record_merge/tick.html", record_type=record_type, back=record_address(record_type))
        record_id, into = ticked
    if into is None:
        return _choice(record_type, record_id)
    return _preview(record_type, record_id, into)


@blueprint.post("/<records:record_type>/<int:record_id>/merge/choose")
@requires("record.write")
def choose(record_type: RecordType, record_id: int) -> ResponseReturnValue:
    """The choice of the other one was sent: the preview, in the dialog or on its own page."""
    _require_type(record_type)
    _mergeable(record_type, record_id)
    into = request.form.get("into", type=whole_number)
    if into is None:
        return shown_again(_choice(record_type, record_id, _("Choose into which record this one goes.")), 422)
    if not is_htmx():
        return redirect(url_for("record_merge.ask", record_type=record_type, record_id=record_id, into=into), 303)
    return _preview(record_type, record_id, into)


@blueprint.post("/<records:record_type>/<int:record_id>/merge")
@requires("record.write")
def merge(record_type: RecordType, record_id: int) -> Response:
    _require_type(record_type)
    _mergeable(record_type, record_id)
    into = request.form.get("into", type=whole_number)
    if into is None:
        return shown_again(_choice(record_type, record_id, _("Choose into which record this one goes.")), 422)
    chosen = {name.removeprefix("take-"): value for name, value in request.form.items() if name.startswith("take-")}
    take, leave = ([name for name, value in chosen.items() if value == side] for side in ("source", "target"))
    try:
        with unit_of_work(current_actor()) as unit:
            merge_records(unit, record_type, record_id, into, take, leave)
    except CommandError as error:
        verdict = verdict_on_form(error)
        db.session.rollback()
        words = " ".join(dict.fromkeys(verdict.fields.values())) or verdict.words
        return shown_again(_problem(record_type, record_id, into, words), verdict.status)
    return done(_("The records are merged."), to=record_address(record_type, into), events={"counters": True})


@blueprint.post("/<records:record_type>/<int:record_id>/merge/undo")
@requires("record.write")
def undo(record_type: RecordType, record_id: int) -> Response:
    _require_type(record_type)
    readable_record(record_type, record_id, current_actor())
    with unit_of_work(current_actor()) as unit:
        undo_merge(unit, record_type, record_id)
    return done(_("The merge is undone."), to=record_address(record_type, record_id), events={"counters": True})


def _require_type(record_type: RecordType) -> None:
    if record_type.merged is None:
        abort(404)


def _mergeable(record_type: RecordType, record_id: int) -> Any:
    record = readable_record(record_type, record_id, current_actor())
    words = _("You do not have the right to merge this record.")
    if record_type.merged_into(record) is None:
        rights.require_act(record_type, record, current_actor(), MERGE, words)
    return record


def _choice(record_type: RecordType, record_id: int, problem: str = "") -> str:
    record = _mergeable(record_type, record_id)
    return render_template(
        "record_merge/choose.html",
        record_type=record_type,
        record=record,
        name=record_type.display(record),
        proposals=proposals(record_type, record, current_actor()),
        problem=problem,
        back=record_address(record_type, record_id),
    )


def _preview(record_type: RecordType, record_id: int, into: int, problem: str = "") -> ResponseReturnValue:
    try:
        return _side_by_side(record_type, record_id, into, problem)
    except (RecordRefused, NotFound) as error:
        if isinstance(error, NotFound):
            readable_record(record_type, record_id, current_actor())
            words = _("This is not there any more: choose another one.")
        else:
            words = " ".join(error.fields.values())
        return shown_again(_choice(record_type, record_id, words), 422)


def _problem(record_type: RecordType, record_id: int, into: int, words: str) -> str:
    try:
        return _side_by_side(record_type, record_id, into, words)
    except (RecordRefused, NotFound):
        return _choice(record_type, record_id, words)


def _side_by_side(record_type: RecordType, record_id: int, into: int, problem: str) -> str:
    actor = current_actor()
    source = _mergeable(record_type, record_id)
    if record_id == into:
        raise RecordRefused({"into": _("A record is not merged with itself: choose another one.")})
    target = readable_record(record_type, into, actor)
    for each in (source, target):
        require_merging(record_type, each, actor)
    return render_template(
        "record_merge/preview.html",
        record_type=record_type,
        source=source,
        target=target,
        names=(record_type.display(source), record_type.display(target)),
        lines=lines_of(record_type, source, target, actor),
        coming=coming_along(record_type, source, actor),
        chosen=request.form,
        problem=problem,
        back=record_address(record_type, record_id),
        swapped=url_for("record_merge.ask", record_type=record_type, record_id=into, into=record_id),
    )


def _merges(card: Card) -> dict[str, Any]:
    may_undo = card.may_act(MERGE)
    found = merges_into(card.record_type, card.record.id, card.actor)
    return {"merges": found, "may_undo": may_undo}


register_widget(
    Widget(
        "merges",
        _l("Merged records"),
        SIDE,
        96,
        "record_merge/widget.html",
        _merges,
        applies=lambda card: bool(
            card.record_type.merged
            and card.record_type.merged_into(card.record) is None
            and merges_into(card.record_type, card.record.id, card.actor)
        ),
    )
)
