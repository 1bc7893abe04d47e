"""`/<plural>/<id>/comments`: the comments of a record, in a widget of its card. `/mentions`: where one is called."""

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import requires
from app.access.session import current_actor
from app.bounds import whole_number
from app.db import db
from app.engine import CommandError, UnitOfWork, unit_of_work
from app.htmx import done, is_htmx, shown_again, toast, trigger
from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.navigation import register_menu
from app.records.commands.comments.reading import comments_of, count_comments, mentions_of, one_comment
from app.records.commands.comments.writing import (
    COMMENT,
    LONGEST,
    add_comment,
    change_comment,
    count_unseen,
    mark_seen,
    mark_seen_on,
    remove_comment,
)
from app.records.commands.verdicts import Verdict, verdict_on_form
from app.records.listing.readers import find_readers
from app.records.pages.card.answers import found_card
from app.records.pages.card.page import Card
from app.records.pages.card.views import folded
from app.records.routing import record_address
from app.records.types import RecordType, registry
from app.records.types.card import MAIN, Widget, register_widget
from app.records.values.searching import LONGEST_SEARCH

blueprint = Blueprint("comments", __name__, template_folder="templates")

OFFERED = 8


@blueprint.get("/<records:record_type>/<int:record_id>/comments")
@requires("record.read")
def older(record_type: RecordType, record_id: int) -> ResponseReturnValue:
    """A further page of the comments. Without htmx: the card, or a page of them alone."""
    card = found_card(record_type, record_id)
    template = "comments/list.html" if is_htmx() else "comments/page.html"
    return render_template(template, card=card, context=_context(card))


@blueprint.post("/<records:record_type>/<int:record_id>/comments")
@requires("record.read")
def add(record_type: RecordType, record_id: int) -> Response:
    card = found_card(record_type, record_id)
    try:
        with unit_of_work(card.actor) as unit:
            add_comment(unit, record_type, record_id, request.form.get("text", ""))
    except CommandError as error:
        verdict = verdict_on_form(error)
        db.session.rollback()
        return _again(found_card(record_type, record_id), verdict)
    return _drawn(card, _("The comment is added."))


@blueprint.get("/<records:record_type>/<int:record_id>/comments/people")
@requires("record.read")
def people(record_type: RecordType, record_id: int) -> Response:
    """Who can be called in a comment on the record, by what was typed after the @."""
    card = found_card(record_type, record_id)
    words = " ".join(request.args.get("q", "").replace("\x00", "").split())[:LONGEST_SEARCH]
    found = find_readers(record_type, card.record, words, OFFERED)
    return jsonify([{"value": each.login, "text": each.display_name, "hint": each.job_title} for each in found])


@blueprint.post("/<records:record_type>/<int:record_id>/comments/seen")
@requires("record.read")
def seen_on(record_type: RecordType, record_id: int) -> Response:
    """The person has the comments of the record before their eyes."""
    card = found_card(record_type, record_id)
    with unit_of_work(card.actor) as unit:
        mark_seen_on(unit, record_type, record_id)
    return Response(status=204)


@blueprint.get("/<records:record_type>/<int:record_id>/comments/<int:comment_id>/edit")
@requires("record.read")
def ask(record_type: RecordType, record_id: int, comment_id: int) -> str:
    card = found_card(record_type, record_id)
    return _form(card, comment_id)


@blueprint.post("/<records:record_type>/<int:record_id>/comments/<int:comment_id>/edit")
@requires("record.read")
def change(record_type: RecordType, record_id: int, comment_id: int) -> Response:
    card = found_card(record_type, record_id)
    revision = request.form.get("revision", type=whole_number)
    try:
        with unit_of_work(card.actor) as unit:
            change_comment(unit, record_type, record_id, comment_id, request.form.get("text", ""), revision)
    except CommandError as error:
        verdict = verdict_on_form(error)
        db.session.rollback()
        return shown_again(_form(found_card(record_type, record_id), comment_id, verdict), verdict.status)
    changed = {"recordsChanged": {"type": record_type.name, "id": record_id}}
    return done(_("The comment is changed."), to=_address(card), events=changed, stay=True)


@blueprint.post("/<records:record_type>/<int:record_id>/comments/<int:comment_id>/remove")
@requires("record.read")
def remove(record_type: RecordType, record_id: int, comment_id: int) -> Response:
    card = found_card(record_type, record_id)
    with unit_of_work(card.actor) as unit:
        remove_comment(unit, record_type, record_id, comment_id)
    return _drawn(card, _("The comment is removed."))


@blueprint.get("/mentions")
@requires("signed_in")
def mentions() -> str:
    page = mentions_of(current_actor(), request.args.get("page", 1, type=whole_number))
    return render_template(
        "comments/mentions.html",
        page=page,
        page_address=lambda number: url_for("comments.mentions", page=number),
        address_of=lambda key: f"{record_address(registry[key[0]], key[1])}#widget-comments",
        label_of=lambda key: registry[key[0]].label if registry.get(key[0]) else key[0],
    )


@blueprint.post("/mentions/seen")
@requires("signed_in")
def seen() -> ResponseReturnValue:
    """The person has seen one of them, or all."""
    chosen = request.form.get("comment", type=whole_number)
    with unit_of_work(current_actor()) as unit:
        _mark(unit, chosen)
    return redirect(url_for("comments.mentions"), 303)


def register() -> None:
    """Add the line of the menu."""
    register_menu(
        section="tasks",
        order=40,
        key="mentions",
        label=_l("Mentions"),
        endpoint="comments.mentions",
        icon="at",
        permission="signed_in",
        counter=lambda actor: count_unseen(actor.id),
        shortcut="g e",
    )


def _mark(unit: UnitOfWork, chosen: int | None) -> None:
    mark_seen(unit, None if chosen is None else [chosen])


def _context(card: Card) -> dict[str, object]:
    page = comments_of(card.record_type, card.record.id, card.actor, request.args.get("page", 1, type=whole_number))
    return {
        "page": page,
        "may_comment": card.may_act(COMMENT, "read"),
        "longest": LONGEST,
        "unseen": any(each.unseen for each in page.comments),
    }


def _drawn(card: Card, words: str) -> Response:
    """The widget as it is now; without htmx the card."""
    if not is_htmx():
        return done(words, to=_address(card))
    answer = Response(_widget(card))
    return trigger(toast(answer, words), "counters")


def _again(card: Card, verdict: Verdict) -> Response:
    given = {"text": request.form.get("text", ""), "problem": verdict.fields.get("text") or verdict.words}
    if is_htmx():
        return shown_again(_widget(card, **given), verdict.status)
    return shown_again(render_template("comments/page.html", card=card, context=_context(card) | given), verdict.status)


def _widget(card: Card, **given: str) -> str:
    return render_template(
        "records/card/one_widget.html",
        card=card,
        widget=WIDGET,
        context=_context(card) | given,
        folded=folded(),
        loaded=True,
    )


def _form(card: Card, comment_id: int, verdict: Verdict | None = None) -> str:
    return render_template(
        "comments/edit.html",
        card=card,
        comment=one_comment(card.record_type, card.record.id, comment_id, card.actor),
        text=request.form.get("text") if verdict else None,
        problem=(verdict.fields.get("text") or verdict.words) if verdict else "",
        cancel=_address(card),
    )


def _address(card: Card) -> str:
    return f"{record_address(card.record_type, card.record.id)}#widget-comments"


WIDGET = register_widget(
    Widget(
        "comments",
        _l("Comments"),
        MAIN,
        37,
        "comments/widget.html",
        _context,
        count=lambda card: count_comments(card.record_type, card.record.id),
        lazy=True,
    )
)
