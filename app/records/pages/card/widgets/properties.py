"""The record's fields as its form lays them out; a click on a value edits it where it stands."""

from typing import Any

from app.i18n import lazy_gettext as _
from app.records.pages.card.edited import lists_of_tabs
from app.records.pages.card.forms import card_form
from app.records.pages.card.page import Card
from app.records.types.card import MAIN, Widget, register_widget


def _context(card: Card) -> dict[str, Any]:
    return {"form_view": card_form(card, "properties", lists_of_tabs(card), prefix="read", read_only=True)}


widget = register_widget(
    Widget(
        "properties",
        _("Properties"),
        MAIN,
        30,
        "records/card/widgets/properties.html",
        _context,
        edit=lambda _card: "properties",
    )
)
