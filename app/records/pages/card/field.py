"""One field, edited where it stands: `/<plural>/<id>/field/<name>`."""

from flask import Response, render_template, request

from app.access.permissions import accepts_record_files, requires
from app.bounds import whole_number
from app.db import db
from app.engine import CommandError
from app.htmx import done, is_htmx, shown_again, trigger
from app.i18n import gettext as _
from app.records import rights
from app.records.commands.conflicts import conflict_view
from app.records.commands.verdicts import Verdict, verdict_on_form
from app.records.errors import Conflict, Forbidden
from app.records.forms.attached import posted_fields
from app.records.forms.field_views import FieldView
from app.records.forms.filling import FormRefused, drawn
from app.records.pages.card.answers import found_card, writable_card
from app.records.pages.card.changing import change
from app.records.pages.card.editing import Answer, render_conflict
from app.records.pages.card.forms import card_form, editable, field_form, upload_address
from app.records.pages.card.page import Card
from app.records.pages.card.tabs import shown_widgets
from app.records.pages.card.views import blueprint, folded
from app.records.routing import record_address
from app.records.tasks.reading import open_task_ids
from app.records.types import RecordType
from app.records.values.computed import is_writable

REFRESHED = ("all-tasks", "actions", "status")
"""Widgets that are drawn again beside a changed field; what somebody types into stays alone."""


@blueprint.get("/<records:record_type>/<int:record_id>/field/<name>")
@requires("record.write")
def field(record_type: RecordType, record_id: int, name: str) -> Answer:
    """The control of one field; with `?read=1` its value again."""
    if request.args.get("read"):
        return _value(found_card(record_type, record_id), name)
    card = writable_card(record_type, record_id)
    _check(card, name)
    return _control(card, name)


@blueprint.post("/<records:record_type>/<int:record_id>/field/<name>")
@requires("record.write")
@accepts_record_files
def save_field(record_type: RecordType, record_id: int, name: str) -> Answer:
    card = writable_card(record_type, record_id)
    _check(card, name)
    before = open_task_ids(record_type.name, record_id)
    try:
        form = field_form(card, name)
        change(card, form, posted_fields(form), request.form.get("_revision", type=whole_number))
    except (CommandError, FormRefused) as error:
        verdict = verdict_on_form(error)
        db.session.rollback()
        card = found_card(record_type, record_id)
        if isinstance(error, Conflict):
            return _conflict(card, name, error, verdict.status)
        return shown_again(_control(card, name, verdict), verdict.status)
    address = record_address(record_type, record_id)
    if not is_htmx():
        return done(_("Saved."), to=address)
    fresh = found_card(record_type, record_id)
    tasks_changed = open_task_ids(record_type.name, record_id) != before
    return trigger(Response(_saved(fresh, name, tasks_changed)), "recordChanged", {"fields": [name]})


def _check(card: Card, name: str) -> None:
    """Only what the form lets people change.

    Raises:
        NotFound: no form has the field.
        Forbidden: it is read only, or not for this person.
    """
    component = field_form(card, name).component(name)
    declared = card.record_type.field(name) if card.record_type.has_field(name) else None
    if declared is None or component is None or component.disabled or not is_writable(card.record_type, declared):
        raise Forbidden(_("This field is filled by the process."))
    rights.require_unlocked(card.record_type, card.record, card.actor, [name])


def _control(card: Card, name: str, refused: Verdict | None = None) -> str:
    form = field_form(card, name)
    problem, errors = refused.over(form) if refused else ("", {})
    view = drawn(
        form,
        card.values,
        names=card.names,
        posted=posted_fields(form) if request.method == "POST" else None,
        errors=errors,
        prefix="field",
        actor=card.actor,
        upload_address=upload_address(card),
    )
    template = "field_control.html" if is_htmx() else "field_page.html"
    return render_template(
        f"records/card/{template}",
        card=card,
        name=name,
        form_view=view,
        label=view.rows[0][0].label,
        problem=problem,
        revision=request.form.get("_revision", card.record.revision),
        cancel=record_address(card.record_type, card.record.id),
    )


def _conflict(card: Card, name: str, conflict: Conflict, status: int) -> Response:
    view = conflict_view(card.record_type, card.actor, conflict, posted_fields(field_form(card, name)))
    if not is_htmx():
        return Response(render_conflict(card, view), status)
    body = render_template(
        "records/card/field_conflict.html",
        card=card,
        name=name,
        conflict=view,
        cancel=record_address(card.record_type, card.record.id),
    )
    response = Response(body, status)
    response.headers["HX-Retarget"] = f"#property-{name}"
    response.headers["HX-Reswap"] = "innerHTML"
    return response


def _value(card: Card, name: str) -> Answer:
    found = _view(card, name)
    return render_template("records/card/field_value.html", card=card, view=found, editable=editable(card, found))


def _saved(card: Card, name: str, tasks_changed: bool) -> str:
    """The value, and beside it what else it changes on the page."""
    refreshed = [*REFRESHED, *(["my-tasks"] if tasks_changed else [])]
    widgets = [each for each in shown_widgets(card) if each.name in refreshed]
    found = _view(card, name)
    return render_template(
        "records/card/field_saved.html",
        card=card,
        view=found,
        editable=editable(card, found),
        widgets=widgets,
        contexts={each.name: each.context(card) for each in widgets},
        folded=folded(),
        form_view=card_form(card, "properties", prefix="read", read_only=True),
    )


def _view(card: Card, name: str) -> FieldView:
    """The field as the properties draw it.

    Raises:
        NotFound: the form does not have it.
    """
    form = field_form(card, name)
    return drawn(form, card.values, names=card.names, prefix="read", read_only=True, actor=card.actor).rows[0][0]
