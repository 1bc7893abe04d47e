"""How far the record has come."""

from app.i18n import lazy_gettext as _
from app.records.card.page import Card
from app.records.card.stages import way
from app.records.card.widgets.widget import TOP, Widget


def _context(card: Card) -> dict:
    return {"way": way(card.lifecycle, card.record.status)}


widget = Widget("stages", _("Stages"), TOP, _context, applies=lambda card: card.has_status)
