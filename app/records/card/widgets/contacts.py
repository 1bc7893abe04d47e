"""Контакты: whom to talk to."""

from app.i18n import lazy_gettext as _
from app.records.card.page import Card
from app.records.card.widgets.widget import SIDE, Widget


def form_use(card: Card) -> str:
    """The form in which contacts are edited: their own, else the whole form."""
    return "contacts" if "contacts" in card.record_type.forms else "properties"


widget = Widget(
    "contacts",
    _("Contacts"),
    SIDE,
    applies=lambda card: card.record_type.has_field("contacts"),
    count=lambda card: len(card.contacts),
    edit=form_use,
)
