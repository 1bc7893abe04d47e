"""`/<plural>/<id>/links`: the links of a record, in a widget of its card and in the dialog that sets them."""

from collections.abc import Mapping

from flask import Blueprint, Response, jsonify, render_template, request

from app.access.permissions import requires
from app.access.session import current_actor
from app.bounds import whole_numbers
from app.db import db
from app.engine import CommandError, unit_of_work
from app.htmx import done, shown_again
from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.records.commands.link_kinds import ASSOCIATED, KINDS
from app.records.commands.links import add_links, links_of, remove_link
from app.records.commands.verdicts import verdict_on_form
from app.records.listing.finding import as_found, find_records
from app.records.pages.card.answers import writable_card
from app.records.pages.card.page import Card
from app.records.rights.names import readable_names
from app.records.routing import record_address
from app.records.types import Key, RecordType, registry
from app.records.types.card import SIDE, Widget, register_widget

blueprint = Blueprint("links", __name__, template_folder="templates")

FOUND_OF_A_TYPE = 5


@blueprint.get("/pickers/links")
@requires("signed_in")
def candidates() -> Response:
    """Records of every type that the search finds, as a picker takes them: `<type>:5`."""
    words = " ".join(request.args.get("q", "").replace("\x00", "").split())[:200]
    actor = current_actor()
    found = []
    for record_type in registry:
        if record_type.searchable:
            records = find_records(record_type, words, actor, FOUND_OF_A_TYPE).records
            found += [
                {"value": f"{record_type.name}:{each.id}", "text": each.name, "hint": str(record_type.label)}
                for each in as_found(record_type, records)
            ]
    return jsonify(found)


@blueprint.get("/<records:record_type>/<int:record_id>/links/new")
@requires("record.write")
def ask(record_type: RecordType, record_id: int) -> str:
    return _page(writable_card(record_type, record_id))


@blueprint.post("/<records:record_type>/<int:record_id>/links/new")
@requires("record.write")
def add(record_type: RecordType, record_id: int) -> Response:
    card = writable_card(record_type, record_id)
    try:
        with unit_of_work(card.actor) as unit:
            add_links(unit, record_type, record_id, _given(), request.form.get("kind", ""))
    except CommandError as error:
        verdict = verdict_on_form(error)
        db.session.rollback()
        return shown_again(_page(writable_card(record_type, record_id), verdict.fields, verdict.words), verdict.status)
    return _changed(card, _("Linked."))


@blueprint.post("/<records:record_type>/<int:record_id>/links/<int:link_id>/remove")
@requires("record.write")
def remove(record_type: RecordType, record_id: int, link_id: int) -> Response:
    card = writable_card(record_type, record_id)
    with unit_of_work(card.actor) as unit:
        remove_link(unit, record_type, record_id, link_id)
    return _changed(card, _("The link is removed."))


def _changed(card: Card, words: str) -> Response:
    changed = {"recordsChanged": {"type": card.record_type.name, "id": card.record.id}}
    return done(words, to=record_address(card.record_type, card.record.id), events=changed, stay=True)


def _given() -> list[Key]:
    pairs = (each.partition(":") for each in request.form.getlist("other") if each)
    return [(kind, next(iter(whole_numbers([number])), 0)) for kind, _colon, number in pairs]


def _page(card: Card, errors: Mapping[str, str] | None = None, problem: str = "") -> str:
    given = [key for key in _given() if registry.get(key[0])]
    names = readable_names(given, card.actor)
    return render_template(
        "links/new.html",
        card=card,
        kinds=KINDS.values(),
        chosen_kind=request.form.get("kind", ASSOCIATED),
        chosen=[(f"{kind}:{number}", names[kind, number]) for kind, number in given if (kind, number) in names],
        errors=errors or {},
        problem="" if errors else problem,
        cancel=record_address(card.record_type, card.record.id),
    )


register_widget(
    Widget(
        "links",
        _l("Links"),
        SIDE,
        92,
        "links/widget.html",
        lambda card: {
            "links": [
                (each, registry[each.other[0]], record_address(registry[each.other[0]], each.other[1]))
                for each in links_of(card.record_type, card.record.id, card.actor)
            ]
        },
        applies=lambda card: card.record_type.searchable,
        lazy=True,
    )
)
