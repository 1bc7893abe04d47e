"""Pages that make, change and delete a record."""

from collections.abc import Mapping
from typing import Any

from flask import Response, current_app, render_template, request

from app.access.permissions import accepts_record_files, requires
from app.access.session import current_actor
from app.bounds import whole_number
from app.db import db
from app.engine import Actor, CommandError, unit_of_work
from app.htmx import done, in_dialog, shown_again, trigger
from app.i18n import gettext as _
from app.records import rights
from app.records.commands.conflicts import ConflictView, conflict_view
from app.records.commands.delete import delete_record, require_deletion
from app.records.commands.verdicts import Verdict, verdict_on_form
from app.records.errors import Conflict
from app.records.forms.attached import posted_fields
from app.records.forms.defaults import form_defaults
from app.records.forms.filling import FormRefused, drawn, rows_changed
from app.records.forms.model import Form
from app.records.pages.card.answers import found_card, writable_card
from app.records.pages.card.changing import change, create
from app.records.pages.card.edited import tab_of_form
from app.records.pages.card.forms import card_form, form_for
from app.records.pages.card.page import Card
from app.records.pages.card.views import blueprint
from app.records.rights.names import readable_names
from app.records.routing import record_address
from app.records.types import RecordType, ValueRefused

Answer = str | Response | tuple[str, int]


@blueprint.get("/<records:record_type>/new")
@requires("record.write")
def new(record_type: RecordType) -> Answer:
    rights.require_create(record_type, current_actor())
    return new_page(record_type)


@blueprint.post("/<records:record_type>/new")
@requires("record.write")
@accepts_record_files
def save_new(record_type: RecordType) -> Answer:
    rights.require_create(record_type, current_actor())
    form = form_for(record_type, "properties")
    given = posted_fields(form)
    if rows_changed(form, given):
        return new_page(record_type)
    try:
        record = create(record_type, form, given, current_actor())
    except (CommandError, FormRefused) as error:
        verdict = verdict_on_form(error)
        db.session.rollback()
        return shown_again(new_page(record_type, verdict), verdict.status)
    return created(record_type, record)


def created(record_type: RecordType, record: Any) -> Response:
    """The answer to a record that was added: a picker that asked for it takes it, else its card opens."""
    name = record_type.display(record)
    words = _("Created: %(name)s.", name=name)
    field = request.values.get("_picker", "")
    if field:
        response = done(words, to=record_address(record_type, record.id), stay=True)
        return trigger(response, "picked", {"field": field, "value": record.id, "text": name})
    return done(words, to=record_address(record_type, record.id))


def new_page(
    record_type: RecordType,
    refused: Verdict | None = None,
    values: Mapping[str, Any] | None = None,
    **more: Any,
) -> str:
    """The page or dialog on which a record is made.

    Parameters:
        refused: what is wrong with what was sent.
        values: what the form begins with, besides the defaults of the type and what the address gives.
    """
    form = form_for(record_type, "properties")
    problem, errors = refused.over(form) if refused else ("", {})
    actor = current_actor()
    given = {**(values or {}), **_asked(record_type, actor)}
    begin = {**record_type.begin(actor), **given}
    begin = {**begin, **form_defaults(form, begin, actor), **given}
    view = drawn(
        form,
        {"status": None, **begin},
        posted=posted_fields(form) if request.method == "POST" else None,
        errors=errors,
        prefix="new",
        actor=actor,
        upload_address=record_address(record_type, None, "files"),
    )
    return render_template(
        "records/card/new.html",
        record_type=record_type,
        form_view=view,
        problem=problem,
        cancel=more.pop("cancel", "") or record_address(record_type),
        action=more.pop("action", "") or request.full_path.rstrip("?"),
        picker=request.values.get("field", "") or request.values.get("_picker", ""),
        **more,
    )


def _asked(record_type: RecordType, actor: Actor) -> dict[str, Any]:
    """Values that the address brings: `?<reference>=5`, or `?name=…` from a picker that found nothing.

    What the actor may not see is left out, so that no address tells its name.
    """
    found: dict[str, Any] = {}
    for name, raw in request.args.items():
        target = record_type.display_columns[-1] if name == "name" and not record_type.has_field("name") else name
        if not record_type.has_field(target) or record_type.field(target).read_only:
            continue
        try:
            found[target] = record_type.field(target).read(raw)
        except ValueRefused:
            current_app.logger.info("The address brings no value for %s: %r", target, raw)
    pointers = {name: key for name, value in found.items() for key in record_type.field(name).pointed_to(value)}
    readable = readable_names(pointers.values(), actor)
    return {name: value for name, value in found.items() if name not in pointers or pointers[name] in readable}


@blueprint.get("/<records:record_type>/<int:record_id>/edit")
@requires("record.write")
def edit(record_type: RecordType, record_id: int) -> Answer:
    return _edit_page(writable_card(record_type, record_id))


@blueprint.post("/<records:record_type>/<int:record_id>/edit")
@requires("record.write")
@accepts_record_files
def save(record_type: RecordType, record_id: int) -> Answer:
    card = writable_card(record_type, record_id)
    form = _form(card)
    given = posted_fields(form)
    if rows_changed(form, given):
        return _edit_page(card)
    try:
        change(card, form, given, request.form.get("_revision", type=whole_number))
    except (CommandError, FormRefused) as error:
        verdict = verdict_on_form(error)
        db.session.rollback()
        card = found_card(record_type, record_id)
        if isinstance(error, Conflict):
            return _with_target(
                render_conflict(card, conflict_view(record_type, card.actor, error, given)), verdict.status
            )
        return shown_again(_edit_page(card, verdict), verdict.status)
    changed = {"recordsChanged": {"type": record_type.name, "id": record_id}}  # for the card or list under the dialog
    return done(_("Saved."), to=_where_it_is_edited(card), events=changed, stay=True)


def _where_it_is_edited(card: Card) -> str:
    """The card, at the tab that is the form when there is one."""
    tab = tab_of_form(card, request.args.get("form", "properties"))
    return record_address(card.record_type, card.record.id, arguments={"tab": tab})


def _with_target(body: str, status: int) -> Response:
    """A page of a conflict, which takes the place of the form in a dialog."""
    response = Response(body, status)
    if in_dialog():
        response.headers["HX-Retarget"] = "#dialog-body"
        response.headers["HX-Reswap"] = "innerHTML"
    return response


def render_conflict(card: Card, conflict: ConflictView) -> str:
    """The page on which both versions stand side by side."""
    return render_template(
        "records/card/conflict.html",
        card=card,
        conflict=conflict,
        action=request.full_path.rstrip("?"),
        cancel=record_address(card.record_type, card.record.id),
        draft=f"{card.record_type.name}-{card.record.id}-{request.args.get('form', 'properties')}",
    )


def _form(card: Card) -> Form:
    return form_for(card.record_type, request.args.get("form", "properties"))


def _edit_page(card: Card, refused: Verdict | None = None) -> str:
    form = _form(card)
    problem, errors = refused.over(form) if refused else ("", {})
    use = request.args.get("form", "properties")
    view = card_form(
        card,
        use,
        posted=posted_fields(form) if request.method == "POST" else None,
        errors=errors,
        prefix="edit",
    )
    return render_template(
        "records/card/edit.html",
        card=card,
        form=form,
        use=use,
        form_view=view,
        problem=problem,
        revision=request.form.get("_revision", card.record.revision),
        cancel=_where_it_is_edited(card),
    )


@blueprint.get("/<records:record_type>/<int:record_id>/delete")
@requires("record.write")
def delete(record_type: RecordType, record_id: int) -> str:
    return _delete_page(_deletable_card(record_type, record_id))


@blueprint.post("/<records:record_type>/<int:record_id>/delete")
@requires("record.write")
def confirm_delete(record_type: RecordType, record_id: int) -> Answer:
    card = _deletable_card(record_type, record_id)
    title = card.title
    try:
        with unit_of_work(current_actor()) as unit:
            delete_record(unit, record_type, record_id, request.form.get("_revision", type=whole_number))
    except CommandError as error:
        verdict = verdict_on_form(error)
        db.session.rollback()
        return shown_again(_delete_page(found_card(record_type, record_id), verdict.words), verdict.status)
    from_list = request.form.get("_from") == "list"
    changed = {"recordsChanged": {"type": record_type.name, "id": record_id}, "counters": True}
    words = _("Deleted: %(name)s.", name=title)
    return done(words, to=record_address(record_type), events=changed, stay=from_list)


def _deletable_card(record_type: RecordType, record_id: int) -> Card:
    card = found_card(record_type, record_id)
    require_deletion(record_type, card.record, card.actor)
    return card


def _delete_page(card: Card, problem: str = "") -> str:
    cancel = record_address(card.record_type, card.record.id)
    return render_template("records/card/delete.html", card=card, problem=problem, cancel=cancel)
