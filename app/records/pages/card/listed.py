"""Tabs of a card with the records of another type that point to it: the orders of a deal, the payments of an order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import current_app, request

from app.bounds import whole_number
from app.records.listing import Filter, FilterRefused
from app.records.listing.state import ListState
from app.records.pages.card.page import Card
from app.records.pages.journal.columns import columns_named
from app.records.pages.journal.presentation import journal_page
from app.records.routing import record_address
from app.records.types import RecordType, registry
from app.records.types.card import Tab, register_tab

PER_PAGE = 50


def register_listing_tab(
    name: str,
    *,
    listed: str,
    by: Mapping[str, str],
    columns: Sequence[str],
    order: int,
    empty: Any,
    template: str = "records/card/listed.html",
    more: Callable[[Card], Mapping[str, Any]] = lambda _card: {},
) -> Tab:
    """Add a tab with a table of records that point to the card's record, and a button that makes another one.

    Parameters:
        name: as in its address, `?tab=<name>`; it is called like the records.
        listed: the record type that is listed.
        by: its reference to the card's record, by the record type of the card.
        columns: fields of its journal; the one that points to the card is not shown.
        order: place among the tabs, small first.
        empty: lazy words for what would be here.
        template: extends `records/card/listed.html` where the tab shows more.
        more: what the template gets besides.
    """

    def context(card: Card) -> dict[str, Any]:
        record_type = registry[listed]
        reference = by[card.record_type.name]
        address = record_address(record_type, None, "new", arguments={reference: card.record.id})
        return {
            **_listing(card, record_type, reference, [each for each in columns if each != reference]),
            "listed_type": record_type,
            "new_address": address if card.may_add(record_type) else "",
            "empty_words": empty,
            **more(card),
        }

    label = registry[listed].label_plural
    return register_tab(Tab(name, label, order, template, context, lambda card: card.record_type.name in by))


def _listing(card: Card, record_type: RecordType, by: str, columns: Sequence[str]) -> dict[str, Any]:
    state = ListState(
        record_type,
        (Filter(by, "eq", str(card.record.id)),),
        sort=request.args.get("sort", ""),
        page=request.args.get("page", 1, whole_number),
        per_page=PER_PAGE,
        every_status=True,
    )
    shown = columns_named(record_type, columns)
    try:
        page = journal_page(state, shown, card.actor)
    except FilterRefused as refused:
        current_app.logger.info("The address of a tab asks for an order that is not there: %s", refused)
        state = replace(state, sort="")
        page = journal_page(state, shown, card.actor)

    def address(changed: ListState) -> str:
        page = changed.page if changed.page > 1 else None
        arguments = {"tab": request.args.get("tab"), "sort": changed.sort, "page": page}
        return record_address(card.record_type, card.record.id, arguments=arguments)

    return {"journal": replace(page, selectable=False), "state": page.state, "listed_address": address}
