"""The feed of activities on the cards of what they belong to, in short and on a tab of its own (domain §7, S89)."""

from typing import Any

from flask import request

from app.bounds import whole_number
from app.crm.activity.feed import ICONS, ON_PAGE, Feed, feed_of
from app.crm.activity.record_type import KINDS, OWNERS, activity
from app.i18n import lazy_gettext as _
from app.records.pages.card.page import Card
from app.records.routing import record_address
from app.records.types.card import MAIN, Tab, Widget

NAME = "activities"


def _applies(card: Card) -> bool:
    return card.record_type.name in OWNERS


def _shown(card: Card, feed: Feed) -> dict[str, Any]:
    about = {card.record_type.name: card.record.id}
    return {
        "feed": feed,
        "adding": [
            (kind.words, ICONS[kind.id], record_address(activity, None, "new", arguments={**about, "kind": kind.id}))
            for kind in KINDS
        ]
        if card.may_add(activity)
        else [],
        "address": record_address(card.record_type, card.record.id, arguments={"tab": NAME}),
    }


def _tab_context(card: Card) -> dict[str, Any]:
    page = request.args.get("page", 1, whole_number) or 1
    return {"context": _shown(card, feed_of(card, page, ON_PAGE))}


widget = Widget(
    NAME,
    _("Activities"),
    MAIN,
    35,
    "crm/activity/widget.html",
    lambda card: _shown(card, feed_of(card)),
    applies=_applies,
    lazy=True,
)

tab = Tab(NAME, _("Activities"), 5, "crm/activity/tab.html", _tab_context, applies=_applies)
