"""“Records that point here”: a widget with the first of them, a tab with all."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flask import request

from app.bounds import whole_number
from app.i18n import lazy_gettext as _
from app.records.listing.pointing import PointingPage, pointers_to, pointing_page
from app.records.pages.card.page import Card
from app.records.types.card import SIDE, Tab, Widget, register_tab, register_widget

FIRST, ON_PAGE = 5, 20
NAME = "related"


def _applies(card: Card) -> bool:
    return any(True for _pointer in pointers_to(card.record_type.name))


def _pages(card: Card, per_page: int) -> Iterator[PointingPage]:
    """One page for each way of pointing here; the address may ask for another page of one of them."""
    asked, number = request.args.get("of", ""), request.args.get("page", 1, whole_number)
    for pointer in pointers_to(card.record_type.name):
        page = number if pointer.key == asked and number else 1
        found = pointing_page(pointer, card.record.id, card.actor, page, per_page)
        found = replace(found, may_create=found.may_create and card.merged_into is None)
        if found.total or found.may_create:
            yield found


def _widget_context(card: Card) -> dict[str, Any]:
    return {"groups": list(_pages(card, FIRST))}


def _tab_context(card: Card) -> dict[str, Any]:
    return {"groups": list(_pages(card, ON_PAGE))}


register_widget(
    Widget(
        NAME,
        _("Points here"),
        SIDE,
        95,
        "records/card/widgets/related.html",
        _widget_context,
        applies=_applies,
        lazy=True,
    )
)
register_tab(Tab(NAME, _("Points here"), 50, "records/card/related.html", _tab_context, applies=_applies))
