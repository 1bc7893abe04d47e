"""The pages of a board: the board, the next cards of a column, what has changed, the choice of columns."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort, g, jsonify, render_template, request

from app.access.permissions import asked_by_pages, requires
from app.access.session import current_actor
from app.bounds import whole_number, whole_numbers
from app.htmx import done
from app.i18n import gettext as _
from app.records import rights
from app.records.listing import FilterRefused
from app.records.listing.state import ListState, read_state
from app.records.pages.board import columns as board_columns
from app.records.pages.board.changes import Changes, changes_since, present_marker
from app.records.pages.board.presentation import Board, board_of, column_page
from app.records.pages.board.query import Place
from app.records.pages.journal.filter_words import chips
from app.records.pages.journal.hints import only_mine
from app.records.routing import record_address
from app.records.types import RecordType

blueprint = Blueprint("board", __name__, template_folder="../templates")

POLL_SECONDS = 15
MOST_CARDS = 1000
"""Of how many cards a page is told that they are gone: what asks is an address."""


@blueprint.get("/<records_with_board:record_type>/board")
@requires("record.read")
def index(record_type: RecordType) -> str | tuple[str, int]:
    state = _state(record_type)
    marker = present_marker()  # before the cards are read: what changes in between is drawn twice, not missed
    board = _read(state)
    page = render_template(
        "records/board/page.html",
        record_type=record_type,
        board=board,
        state=board.state,
        chips=board.chips,
        only_mine=only_mine(board.state, current_actor()),
        marker=marker,
        poll_seconds=POLL_SECONDS,
        address=record_address(record_type),
        chips_address=record_address(record_type, None, "board"),
        may_create=rights.may_create(record_type, current_actor()),
    )
    return (page, 400) if board.state.problem else page


@blueprint.get("/<records_with_board:record_type>/board/column/<status>")
@requires("record.read")
def column(record_type: RecordType, status: str) -> str:
    shown = next((each for each in board_columns.all_columns(record_type, g.person) if each.status == status), None)
    if shown is None:
        abort(404)
    actor = current_actor()
    try:
        place = Place.read(record_type, status, actor, request.args.get("after", ""))
    except FilterRefused as refused:
        abort(400, description=str(refused))
    page = column_page(_state(record_type), shown, actor, place)
    return render_template("records/board/more_cards.html", record_type=record_type, shown=page)


@blueprint.get("/<records_with_board:record_type>/board/changes")
@requires("record.read")
@asked_by_pages
def changes(record_type: RecordType) -> Response:
    columns = board_columns.shown_columns(record_type, g.person)
    marker = request.args.get("since", type=whole_number)
    if marker is None:
        abort(400)
    cards = whole_numbers(request.args.get("cards", "").split(",")[:MOST_CARDS])
    found = changes_since(_state(record_type), columns, current_actor(), marker, cards)
    return jsonify(_as_json(found, {each.status: each.label for each in columns}))


@blueprint.get("/<records_with_board:record_type>/board/columns")
@requires("signed_in")
def choose_columns(record_type: RecordType) -> str:
    return render_template(
        "records/board/columns.html",
        record_type=record_type,
        columns=board_columns.all_columns(record_type, g.person),
        back=_back(record_type),
    )


@blueprint.post("/<records_with_board:record_type>/board/columns")
@requires("signed_in")
def save_columns(record_type: RecordType) -> Response:
    if request.form.get("reset"):
        board_columns.reset_columns(record_type, g.person)
    else:
        order = request.form.getlist("order")
        ages = {status: request.form.get(f"hide_after-{status}", 0, whole_number) for status in order}
        board_columns.choose_columns(record_type, g.person, order, request.form.getlist("column"), ages)
    return done(_("The columns are saved."), to=_back(record_type))


def _state(record_type: RecordType) -> ListState:
    arguments = request.args.copy()
    for name in ("after", "since", "cards"):
        arguments.pop(name, None)
    return read_state(record_type, arguments)


def _read(state: ListState) -> Board:
    """The board, or an empty one with the reason in words when the address asks for what cannot be."""
    if not state.problem:
        try:
            return board_of(state, board_columns.shown_columns(state.record_type, g.person), current_actor())
        except FilterRefused as refused:
            state = replace(state, problem=str(refused))
    return Board(state, (), chips(state, {}), 0)


def _as_json(found: Changes, labels: dict[str, str]) -> dict[str, Any]:
    return {
        "marker": found.marker,
        "everything": found.everything,
        "gone": list(found.gone),
        "totals": [{"status": status, "count": count, "sums": list(sums)} for status, count, sums in found.totals],
        "cards": [
            {
                "id": each.card.id,
                "status": each.card.status,
                "revision": each.card.revision,
                "html": render_template("records/board/one_card.html", card=each.card),
                "news": _(
                    "%(who)s moved “%(name)s” to “%(status)s”.",
                    who=each.mover,
                    name=each.card.title,
                    status=labels.get(each.card.status, each.card.status),
                )
                if each.mover
                else "",
            }
            for each in found.cards
        ],
    }


def _back(record_type: RecordType) -> str:
    return record_address(record_type, None, "board") + _state(record_type).parameters()
