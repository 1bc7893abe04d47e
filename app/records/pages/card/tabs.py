"""The tabs that every card has."""

from typing import Any

from flask import request

from app.bounds import whole_number
from app.i18n import lazy_gettext as _
from app.records.pages.card.history import FILTERS, history_page
from app.records.pages.card.page import Card
from app.records.pages.card.process import diagrams
from app.records.types.card import Tab, register_tab, tabs, widgets


def shown_widgets(card: Card) -> list[Any]:
    """The widgets of a card: those that its lifecycle file lists, else all that apply."""
    return [each for each in widgets(card.lifecycle.card) if each.applies(card)]


def shown_tabs(card: Card) -> list[Tab]:
    """The tabs of a card."""
    return [each for each in tabs() if each.applies(card)]


def general_context(card: Card) -> dict[str, Any]:
    """The widgets with what their templates get; what is drawn later is not read yet."""
    shown = shown_widgets(card)
    return {"widgets": shown, "contexts": {each.name: {} if each.lazy else each.context(card) for each in shown}}


def history_context(card: Card) -> dict[str, Any]:
    """The events that the address asks for."""
    before = request.args.get("before", type=whole_number)
    return {
        "history": history_page(card, request.args.get("kind", ""), before),
        "filters": {key: words for key, (words, _kinds) in FILTERS.items()},
    }


GENERAL = register_tab(Tab("general", _("General"), 0, "records/card/card.html", general_context))
register_tab(
    Tab(
        "process",
        _("Process"),
        10,
        "records/card/process.html",
        lambda card: {"diagrams": diagrams(card)},
        applies=lambda card: card.has_status,
    )
)
HISTORY = register_tab(Tab("history", _("History"), 90, "records/card/history.html", history_context))
