"""`/search`: records of every searchable type by words. `/pickers/…`: what a picker offers while somebody types,
of those that the filters in its address leave.

`/<plural>/similar`: which records have the same as what is typed.
"""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, jsonify, render_template, request

from app.access.permissions import requires
from app.access.session import current_actor
from app.bounds import whole_number
from app.engine import Actor, NotFound, artifact
from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.navigation import register_search
from app.records.forms.added_fields import with_added_fields
from app.records.forms.posted import read_post
from app.records.listing import read_filters
from app.records.listing.duplicates import find_duplicates
from app.records.listing.finding import Found, as_found, find_people, find_records
from app.records.routing import record_address
from app.records.types import FilterRefused, RecordType, registry
from app.records.values.searching import LONGEST_SEARCH, names_type

blueprint = Blueprint("search", __name__, template_folder="../templates")

ON_PAGE, IN_SUGGESTIONS = 10, 4


@dataclass(frozen=True)
class Group:
    """The hits among records of one type.

    Attributes:
        total: how many there are; `hits` are the first of them.
        address: the journal with all of them.
    """

    record_type: RecordType
    total: int
    hits: list[Found]
    address: str


@blueprint.get("/search")
@requires("signed_in")
def results() -> str:
    words = _words()
    return render_template(
        "records/search/page.html",
        words=words,
        groups=_groups(words, current_actor(), ON_PAGE),
        searched=", ".join(str(each.label_plural).lower() for each in _searched()),
    )


@blueprint.get("/search/suggestions")
@requires("signed_in")
def suggestions() -> str:
    words = _words()
    groups = _groups(words, current_actor(), IN_SUGGESTIONS)
    return render_template("records/search/suggestions.html", words=words, groups=groups)


@blueprint.get("/pickers/<entity>")
@requires("signed_in")
def picker(entity: str) -> Response:
    words = _words()
    if entity == "person":
        found = find_people(words)
    else:
        record_type = registry.get(entity)
        if record_type is None:
            abort(404)
        arguments = {name: value for name, value in request.args.items() if name != "q"}
        try:
            page = find_records(record_type, words, current_actor(), filters=read_filters(record_type, arguments))
        except FilterRefused as error:
            abort(400, description=str(error))
        found = as_found(record_type, page.records)
    return jsonify([{"value": str(each.id), "text": each.name, "hint": each.hint} for each in found])


@blueprint.post("/<records:record_type>/similar")
@requires("record.read")
def similar(record_type: RecordType) -> Response:
    """The records that have the same as what is typed into a form, of those that the person may read."""
    try:
        form = with_added_fields(artifact("form", request.form.get("_form", "")).parsed)
    except NotFound:
        abort(404)
    if form.record_type != record_type.name:
        abort(404)
    own = request.form.get("_record", type=whole_number)
    found = find_duplicates(record_type, read_post(form, request.form), current_actor(), own)
    words = _("The same is in") if found else ""
    return jsonify(
        {
            "words": words,
            "records": [{"name": each.name, "address": record_address(record_type, each.id)} for each in found],
        }
    )


def register() -> None:
    """Let the search box of the header lead here."""
    register_search(
        endpoint="search.results",
        suggest_endpoint="search.suggestions",
        placeholder=_l("Find a record"),
    )


def _groups(words: str, actor: Actor, most: int) -> list[Group]:
    if not words:
        return []
    groups = []
    for record_type in _searched():
        page = find_records(record_type, words, actor, most)
        if page.total:
            hits = as_found(record_type, page.records)
            arguments = {"q": words}
            if record_type.journal.default_filters:
                arguments["filters"] = "none"
            if record_type.has_status:
                arguments["every_status"] = "true"
            address = record_address(record_type, arguments=arguments)
            groups.append(Group(record_type, page.total, hits, address))
    return sorted(groups, key=lambda each: not names_type(each.record_type, words))


def _searched() -> list[RecordType]:
    """The types that the search finds; reference data has its own short lists."""
    return [record_type for record_type in registry if record_type.searchable]


def _words() -> str:
    return " ".join(request.args.get("q", "").replace("\x00", "").split())[:LONGEST_SEARCH]
