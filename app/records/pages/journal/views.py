"""The pages of a journal: the list, the filter of a column, the choice of columns."""

from dataclasses import replace

from flask import Blueprint, Response, abort, g, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.access.permissions import requires
from app.access.session import current_actor
from app.bounds import whole_number
from app.htmx import done, is_htmx
from app.i18n import gettext as _
from app.records import rights
from app.records.listing import FilterRefused
from app.records.listing.state import PAGE_SIZES, WRITTEN, ListState, read_state
from app.records.pages.journal import columns as journal_columns
from app.records.pages.journal.filter_form import filter_form
from app.records.pages.journal.hints import hidden_statuses, only_mine
from app.records.pages.journal.presentation import JournalPage, journal_page, nothing_to_show
from app.records.pages.journal.toolbar import toolbar
from app.records.routing import record_address
from app.records.types import RecordType

blueprint = Blueprint("journal", __name__, template_folder="../templates")

REGION = "journal"
POPOVER = "journal-popover"


@blueprint.get("/<records:record_type>")
@requires("record.read")
def index(record_type: RecordType) -> ResponseReturnValue:
    state = read_state(record_type, request.args)
    page = _read(state)
    if WRITTEN in request.args and not is_htmx() and not state.problem:  # an address means the same in every language
        return redirect(record_address(record_type) + state.parameters())
    only_region = is_htmx() and request.headers.get("HX-Target") == REGION
    body = render_template(
        "records/journal/answer.html" if only_region else "records/journal/page.html",
        record_type=record_type,
        journal=page,
        state=page.state,
        chips=page.chips,
        hidden_statuses=hidden_statuses(page.state),
        only_mine=only_mine(page.state, current_actor()),
        address=record_address(record_type),
        toolbar=toolbar(page.state),
        page_sizes=PAGE_SIZES,
        may_create=rights.may_create(record_type, current_actor()),
    )
    if only_region:
        return _part(body, page.state)
    return (body, 400) if page.state.problem else body


@blueprint.get("/<records:record_type>/filter/<name>")
@requires("record.read")
def column_filter(record_type: RecordType, name: str) -> str:
    state = read_state(record_type, request.args)
    try:
        form = filter_form(state, name, current_actor())
    except KeyError:
        abort(404, journal_columns.column_problem(name))
    only_form = is_htmx() and request.headers.get("HX-Target") == POPOVER
    return render_template(
        f"records/journal/{'filter_form' if only_form else 'filter_page'}.html",
        record_type=record_type,
        state=state,
        form=form,
        address=record_address(record_type),
    )


@blueprint.get("/<records:record_type>/columns")
@requires("signed_in")
def choose_columns(record_type: RecordType) -> str:
    return render_template(
        "records/journal/columns.html",
        record_type=record_type,
        choices=journal_columns.column_choices(record_type, g.person),
        back=_back(record_type),
    )


@blueprint.post("/<records:record_type>/columns")
@requires("signed_in")
def save_columns(record_type: RecordType) -> Response:
    if request.form.get("reset"):
        journal_columns.reset_columns(record_type, g.person)
    else:
        order = request.form.getlist("order") or request.form.getlist("column")
        wanted = set(request.form.getlist("column"))
        journal_columns.choose_columns(record_type, g.person, [name for name in order if name in wanted])
    return done(_("The columns are saved."), to=_back(record_type))


@blueprint.post("/<records:record_type>/columns/width")
@requires("signed_in")
def save_width(record_type: RecordType) -> ResponseReturnValue:
    name = request.form.get("name", "")
    width = request.form.get("width", type=whole_number)
    if not journal_columns.choose_width(record_type, g.person, name, width):
        abort(404, journal_columns.column_problem(name))
    return Response(status=204) if is_htmx() else redirect(record_address(record_type), 303)


def _read(state: ListState) -> JournalPage:
    """The page, or none with the reason in words when the address asks for what cannot be."""
    columns = journal_columns.shown_columns(state.record_type, g.person)
    if not state.problem:
        try:
            return journal_page(state, columns, current_actor())
        except FilterRefused as refused:
            state = replace(state, problem=str(refused))
    return nothing_to_show(state, columns)


def _part(body: str, state: ListState) -> Response:
    """The list alone, with the plain address of its state for the address bar: no empty fields of a filter form."""
    response = make_response(body, 422 if state.problem else 200)
    address = request.base_url + state.parameters()
    refreshed = request.headers.get("HX-Trigger") == REGION  # the list by itself: nobody has gone anywhere
    stays = refreshed or state.problem or address == request.headers.get("HX-Current-URL")
    response.headers["HX-Push-Url"] = "false" if stays else address
    return response


def _back(record_type: RecordType) -> str:
    """The journal in the state in which the person left it; only its own parameters are believed."""
    state = read_state(record_type, request.args)
    return record_address(record_type) + state.parameters()
