"""The pages of a card: the card itself, its widgets, history, process."""

from typing import Any

from flask import Blueprint, Response, g, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.access.commands import set_preference
from app.access.permissions import requires
from app.htmx import is_htmx
from app.records.commands.status_change.moves import moves_of
from app.records.pages.card.answers import found_card
from app.records.pages.card.forms import editable, filled_columns, is_shown
from app.records.pages.card.merged import merged_elsewhere
from app.records.pages.card.page import Card
from app.records.pages.card.process import diagrams
from app.records.pages.card.stages import way
from app.records.pages.card.tabs import GENERAL, HISTORY, history_context, shown_tabs, shown_widgets
from app.records.routing import record_address
from app.records.types import RecordType, registry
from app.records.types.card import Tab
from app.records.types.card import widget as known_widget

blueprint = Blueprint("card", __name__, template_folder="templates")

FOLDED = "folded_widgets"


@blueprint.get("/<records:record_type>/<int:record_id>")
@requires("record.read")
def show(record_type: RecordType, record_id: int) -> ResponseReturnValue:
    card = found_card(record_type, record_id)
    if (elsewhere := merged_elsewhere(card)) is not None:
        return elsewhere
    asked = request.args.get("tab", GENERAL.name)
    return _render(card, next((each for each in shown_tabs(card) if each.name == asked), GENERAL))


@blueprint.get("/<records:record_type>/<int:record_id>/widget/<name>")
@requires("record.read")
def widget(record_type: RecordType, record_id: int, name: str) -> ResponseReturnValue:
    """One widget, drawn again. Without htmx: the card, which has it."""
    card = found_card(record_type, record_id)
    asked = next((each for each in shown_widgets(card) if each.name == name), None)
    if asked is None or not is_htmx():
        return redirect(record_address(record_type, record_id))
    return render_template(
        "records/card/one_widget.html",
        card=card,
        widget=asked,
        context=asked.context(card),
        folded=folded(),
        loaded=True,
    )


@blueprint.get("/<records:record_type>/<int:record_id>/history")
@requires("record.read")
def older_history(record_type: RecordType, record_id: int) -> str:
    """The events that come after those already shown; without htmx the whole tab."""
    card = found_card(record_type, record_id)
    if not is_htmx():
        return _render(card, HISTORY)
    return render_template("records/card/history_events.html", card=card, **history_context(card))


@blueprint.get("/<records:record_type>/<int:record_id>/process")
@requires("record.read")
def process_data(record_type: RecordType, record_id: int) -> Response:
    """The diagrams with their tokens, as the viewer in the browser takes them."""
    card = found_card(record_type, record_id)
    return jsonify([each.as_json() for each in diagrams(card)])


@blueprint.get("/<records_with_status:record_type>/<int:record_id>/why-not")
@requires("record.read")
def why_not(record_type: RecordType, record_id: int) -> str:
    """The statuses into which the diagram would not bring the record now, with its words."""
    card = found_card(record_type, record_id)
    refused = [move for move in moves_of(record_type, card.record, card.actor) if not move.allowed]
    template = "moves.html" if is_htmx() else "moves_page.html"
    return render_template(f"records/card/{template}", card=card, refused=refused)


@blueprint.post("/card/fold")
@requires("signed_in")
def fold() -> Response:
    """Remember whether a widget is folded."""
    name, closed = request.form.get("widget", ""), request.form.get("folded") == "true"
    if known_widget(name) is not None:
        kept = [each for each in folded() if each != name] + ([name] if closed else [])
        set_preference(g.person.id, FOLDED, sorted(kept) or None)
    return Response(status=204)


@blueprint.app_context_processor  # the answers to tasks draw parts of the card, too
def _template_words() -> dict[str, Any]:
    return {
        "card_tabs": shown_tabs,
        "may_edit": editable,
        "is_shown": is_shown,
        "filled_columns": filled_columns,
        "way_of": lambda card: way(card.lifecycle, card.record.status),
        "reference_address": lambda field, identifier: record_address(registry[field.target], identifier),
    }


def folded() -> list[str]:
    """The names of the widgets that the person has folded."""
    kept = (g.person.preferences or {}).get(FOLDED) or []
    return [name for name in kept if known_widget(name) is not None]


def _render(card: Card, tab: Tab) -> str:
    return render_template(
        tab.template,
        card=card,
        tab=tab.name,
        folded=folded(),
        answered=request.args.get("answered", ""),
        list=request.args.get("list", ""),
        asked_task=request.args.get("task", ""),
        **tab.context(card),
    )
