"""Whom to talk to where a lead or deal has no contacts of its own: the contacts of its counterparty."""

from flask import Flask

from app.crm.counterparty import counterparty
from app.i18n import gettext as _
from app.records.pages.card.page import Card
from app.records.pages.card.widgets.contacts import Inherited, register_contact_source
from app.records.values.related import contacts_of

FIELD = "counterparty"


def init_app(app: Flask) -> None:
    """Let cards show the contacts of their counterparty."""
    register_contact_source(of_counterparty)


def of_counterparty(card: Card) -> Inherited | None:
    """The contacts of the counterparty that the record points to."""
    if not card.record_type.has_field(FIELD) or counterparty.name not in card.record_type.field(FIELD).targets:
        return None
    found = card.held(FIELD)
    return Inherited(_("Of the counterparty:"), contacts_of(counterparty.name, [found])[found]) if found else None
