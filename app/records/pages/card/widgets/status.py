"""Where the record stands, since when."""

from typing import Any

from app.i18n import lazy_gettext as _
from app.records.pages.card.page import Card
from app.records.pages.card.widgets.actions import possible
from app.records.types.card import SIDE, Widget, register_widget


def _context(card: Card) -> dict[str, Any]:
    return {"change": next((action for action in possible(card) if action.id == "change-status"), None)}


widget = register_widget(
    Widget(
        "status",
        _("Status"),
        SIDE,
        50,
        "records/card/widgets/status.html",
        _context,
        applies=lambda card: card.has_status,
    )
)
