"""How far the record has come."""

from typing import Any

from app.i18n import lazy_gettext as _
from app.records.card.page import Card
from app.records.card.stages import way
from app.records.types.card import TOP, Widget, register_widget


def _context(card: Card) -> dict[str, Any]:
    return {"way": way(card.lifecycle, card.record.status)}


widget = register_widget(
    Widget(
        "stages",
        _("Stages"),
        TOP,
        10,
        "records/card/widgets/stages.html",
        _context,
        applies=lambda card: card.has_status,
    )
)
