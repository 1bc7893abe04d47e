"""Контакты: whom to talk to."""

from app.i18n import lazy_gettext as _
from app.records.card.widgets.widget import SIDE, Widget

widget = Widget(
    "contacts",
    _("Contacts"),
    SIDE,
    applies=lambda card: "contacts" in card.record_type.forms,
    count=lambda card: len(card.contacts),
    edit="contacts",
)
