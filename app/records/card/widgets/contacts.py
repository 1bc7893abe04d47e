"""Whom to talk to."""

from typing import Any

from app.i18n import lazy_gettext as _
from app.records.card.page import Card
from app.records.card.widgets.widget import SIDE, Widget
from app.records.related import contacts_of


def _context(card: Card) -> dict[str, Any]:
    """The record's own contacts; where it has none, those of its counterparty, which are edited there."""
    if card.contacts or not card.record_type.has_field("counterparty"):
        return {"contacts": card.contacts, "inherited": False}
    counterparty = card.value("counterparty")
    found = contacts_of("counterparty", [counterparty])[counterparty] if counterparty else []
    return {"contacts": found, "inherited": bool(found)}


def form_use(card: Card) -> str:
    """The form in which contacts are edited: their own, else the whole form."""
    return "contacts" if "contacts" in card.record_type.forms else "properties"


widget = Widget(
    "contacts",
    _("Contacts"),
    SIDE,
    _context,
    applies=lambda card: card.record_type.contacts is not None,
    count=lambda card: len(card.contacts),
    edit=form_use,
)
