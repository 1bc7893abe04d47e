"""`/orders/<id>/instalments`, `/deals/<id>/instalments`: what no payment brings yet becomes planned payments."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask import Response, abort, render_template, request

from app.access.permissions import requires
from app.access.session import current_actor
from app.crm.payment.instalments import Instalment, plan, split
from app.crm.payment.of_records import SHOWN, to_plan
from app.crm.payment.record_type import INCOMING, payment
from app.crm.payment.views import blueprint
from app.db import db
from app.engine import CommandError, artifact, unit_of_work
from app.htmx import done, shown_again
from app.i18n import gettext as _
from app.i18n import ngettext
from app.records import rights
from app.records.commands.locking import locked
from app.records.commands.verdicts import verdict_on_form
from app.records.forms.filling import FormRefused, drawn, submitted
from app.records.forms.model import Form
from app.records.pages.card.answers import writable_card
from app.records.pages.card.page import Card
from app.records.routing import record_address
from app.records.types import RecordType
from app.records.values.amounts import amount_words

FORM = "payment-instalments"


@blueprint.get("/<records:record_type>/<int:record_id>/instalments")
@requires("record.write")
def ask(record_type: RecordType, record_id: int) -> str:
    return _page(_card(record_type, record_id))


@blueprint.post("/<records:record_type>/<int:record_id>/instalments")
@requires("record.write")
def make(record_type: RecordType, record_id: int) -> Response:
    card = _card(record_type, record_id)
    try:
        _fields, asked = submitted(_form(), request.form, {}, actor=card.actor)
        with unit_of_work(card.actor) as unit:
            locked(unit, record_type, record_id)  # of two people at once the second finds nothing left to be split
            instalments = _split(card, asked)
            plan(unit, _common(card), instalments)
    except (CommandError, FormRefused) as error:
        verdict = verdict_on_form(error)
        db.session.rollback()
        problem, errors = verdict.over(_form())
        return shown_again(_page(_card(record_type, record_id), problem, errors), verdict.status)
    count = len(instalments)
    return done(ngettext("%(num)s payment is planned.", "%(num)s payments are planned.", count), to=_back(card))


def _card(record_type: RecordType, record_id: int) -> Card:
    if record_type.name not in SHOWN:
        abort(404)
    card = writable_card(record_type, record_id)
    rights.require_create(payment, current_actor())
    return card


def _split(card: Card, asked: Mapping[str, Any]) -> list[Instalment]:
    total = to_plan(card)
    try:
        return split(total, int(asked["count"]), asked["first"], asked["step"], _number(asked.get("prepayment")))
    except ValueError:
        amount = amount_words(total, card.record.currency)
        words = _("%(amount)s cannot be split into so many payments.", amount=amount)
        raise FormRefused({"count": [words]}) from None
    except OverflowError:
        raise FormRefused({"first": [_("The calendar does not go that far.")]}) from None


def _number(given: Any) -> Decimal | None:
    return None if given is None else Decimal(given)


def _common(card: Card) -> dict[str, Any]:
    record = card.record
    responsible = record.manager_id or card.actor.id
    deal_id = record.id if card.record_type.name == "deal" else record.deal_id
    return {
        "currency": record.currency,
        "counterparty": record.counterparty_id,
        "responsible": responsible,
        "direction": INCOMING,
        "deal": deal_id,
        "order": record.id if card.record_type.name == "order" else None,
    }


def _form() -> Form:
    form: Form = artifact("form", FORM).parsed
    return form


def _back(card: Card) -> str:
    return record_address(card.record_type, card.record.id, arguments={"tab": "payments"})


def _page(card: Card, problem: str = "", errors: Mapping[str, list[str]] | None = None) -> str:
    posted = request.form if request.method == "POST" else None
    return render_template(
        "crm/payment/instalments.html",
        card=card,
        form_view=drawn(_form(), {}, posted=posted, errors=errors or {}, prefix="instalments", actor=card.actor),
        total=to_plan(card),
        problem=problem,
        action=record_address(card.record_type, card.record.id, "instalments"),
        cancel=_back(card),
    )
