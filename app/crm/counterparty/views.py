"""A new counterparty, alone or for a lead or deal, which then holds it."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import accepts_record_files, requires
from app.access.session import current_actor
from app.bounds import whole_number
from app.crm.counterparty.record_type import counterparty
from app.db import db
from app.engine import CommandError, NotAllowedNow, NotFound, UnitOfWork, unit_of_work
from app.htmx import done, shown_again
from app.i18n import gettext as _
from app.records import rights
from app.records.commands import edits
from app.records.commands.locking import locked
from app.records.commands.update import update_record
from app.records.commands.verdicts import Verdict, verdict_on_form
from app.records.forms.attached import posted_fields
from app.records.forms.filling import FormRefused, rows_changed
from app.records.forms.posted import read_post
from app.records.pages.card.answers import writable_card
from app.records.pages.card.editing import Answer, created, new_page
from app.records.pages.card.forms import form_for
from app.records.pages.card.page import Card
from app.records.routing import record_address
from app.records.types import RecordType, registry

blueprint = Blueprint("counterparty", __name__)

OWNERS = ("lead", "deal")
"""Record types for which a counterparty may be made; the address names one with its id: `?lead=5`."""
LINK = "counterparty"


@blueprint.get("/<records:record_type>/<int:record_id>/counterparty")
@requires("record.write")
def for_record(record_type: RecordType, record_id: int) -> ResponseReturnValue:
    """Where the card's action leads."""
    if record_type.name not in OWNERS:
        raise NotFound()
    writable_card(record_type, record_id)
    owner: dict[str, Any] = {record_type.name: record_id}
    return redirect(url_for("counterparty.new", **owner))


@blueprint.get("/counterparties/new")
@requires("record.write")
def new() -> Answer:
    rights.require_create(counterparty, current_actor())
    return _page(_owner())


@blueprint.post("/counterparties/new")
@requires("record.write")
@accepts_record_files
def save() -> Answer:
    rights.require_create(counterparty, current_actor())
    owner = _owner()
    form = form_for(counterparty, "properties")
    given = posted_fields(form)
    if rows_changed(form, given):
        return _page(owner)
    try:
        with unit_of_work(current_actor()) as unit:
            record = edits.create(unit, counterparty, read_post(form, given), form)
            if owner is not None:
                _link(unit, owner, record.id)
    except (CommandError, FormRefused) as error:
        verdict = verdict_on_form(error)
        db.session.rollback()
        return shown_again(_page(_owner(), verdict), verdict.status)
    if owner is None:
        return created(counterparty, record)
    words = _("Created and linked: %(name)s.", name=counterparty.display(record))
    return done(words, to=record_address(owner.record_type, owner.record.id))


def _link(unit: UnitOfWork, owner: Card, counterparty_id: int) -> None:
    """Put the new counterparty into the record it was made for, in the same transaction.

    Raises:
        NotAllowedNow: somebody has put another one there in the meantime.
    """
    if locked(unit, owner.record_type, owner.record.id).counterparty_id is not None:
        raise NotAllowedNow(_("In the meantime another counterparty was put into “%(name)s”.", name=owner.title))
    update_record(unit, owner.record_type, owner.record.id, {LINK: counterparty_id})


def _owner() -> Card | None:
    """The lead or deal that the address names, when the person may change it."""
    for name in OWNERS:
        record_id = request.args.get(name, type=whole_number)
        if record_id:
            return writable_card(registry[name], record_id)
    return None


def _page(owner: Card | None, refused: Verdict | None = None) -> str:
    if owner is None:
        return new_page(counterparty, refused)
    return new_page(
        counterparty,
        refused,
        _prefilled(owner),
        note=_("It will be put into “%(name)s”.", name=owner.title),
        draft=f"-{owner.record_type.name}-{owner.record.id}",
        cancel=record_address(owner.record_type, owner.record.id),
    )


def _prefilled(owner: Card) -> Mapping[str, Any]:
    """What the record knows of the organisation already."""
    company = next(
        (owner.value(name) for name in ("counterparty_text", "company") if owner.record_type.has_field(name)), None
    )
    main = next(iter(owner.contacts), {})
    values = {
        "full_organization_name": company or owner.value("name"),
        "contacts": owner.contacts,
        "phone": main.get("phone"),
        "email": main.get("email") or owner.value("site_email"),
        "manager": owner.value("manager") or current_actor().id,
    }
    return {name: value for name, value in values.items() if value}
