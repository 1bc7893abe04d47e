"""Where the record stands, since when."""

from app.i18n import lazy_gettext as _
from app.records.card.page import Card
from app.records.card.widgets.actions import possible
from app.records.card.widgets.widget import SIDE, Widget


def _context(card: Card) -> dict:
    return {"change": next((action for action in possible(card) if action.id == "change-status"), None)}


widget = Widget("status", _("Status"), SIDE, _context, applies=lambda card: card.has_status)
