"""Tabs of a card that are a form of the record, ready to be filled: the lines of a deal."""

from collections.abc import Callable, Mapping
from typing import Any

from app.records.pages.card.forms import card_form, form_for
from app.records.pages.card.page import Card
from app.records.pages.card.tabs import shown_tabs
from app.records.types.card import Tab, register_tab


def register_form_tab(
    name: str,
    label: Any,
    *,
    use: str,
    order: int,
    template: str = "records/card/edited.html",
    more: Callable[[Card], Mapping[str, Any]] = lambda _card: {},
) -> Tab:
    """Add a tab with a form, to the cards of the record types that have one of that use.

    Parameters:
        name: as in its address, `?tab=<name>`.
        label: lazy words.
        use: of the form, among the `forms` of the record type. Its lists are not shown among the properties then.
        order: place among the tabs, small first.
        template: extends `records/card/edited.html` where the tab shows more.
        more: what the template gets besides.
    """

    def context(card: Card) -> dict[str, Any]:
        view = card_form(card, use, prefix=name, read_only=not card.may_write)
        return {"form_view": view, "use": use, "revision": card.record.revision, **more(card)}

    return register_tab(Tab(name, label, order, template, context, lambda card: use in card.record_type.forms, use))


def tab_of_form(card: Card, use: str) -> str | None:
    """The name of the tab that is this form, or None."""
    return next((each.name for each in shown_tabs(card) if each.form == use), None)


def lists_of_tabs(card: Card) -> set[str]:
    """The lists of the record that have a tab of their own."""
    uses = [each.form for each in shown_tabs(card) if each.form]
    return {each.key for use in uses for each in form_for(card.record_type, use).inputs() if each.type == LIST}


LIST = "dynamiclist"
