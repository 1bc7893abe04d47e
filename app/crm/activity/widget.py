"""The feed of activities on the cards of what they belong to (domain §7, S89)."""

from typing import Any

from app.crm.activity.feed import ICONS, feed_of
from app.crm.activity.record_type import KINDS, OWNERS, activity
from app.i18n import lazy_gettext as _
from app.records import rights
from app.records.card.page import Card
from app.records.routing import record_address
from app.records.types.card import MAIN, Widget


def _context(card: Card) -> dict[str, Any]:
    about = {card.record_type.name: card.record.id}
    return {
        "feed": feed_of(card),
        "adding": [
            (kind.words, ICONS[kind.id], record_address(activity, None, "new", arguments={**about, "kind": kind.id}))
            for kind in KINDS
        ]
        if rights.may_create(activity, card.actor)
        else [],
        "all_address": record_address(activity, arguments=about),
    }


widget = Widget(
    "activities",
    _("Activities"),
    MAIN,
    50,
    "crm/activity/widget.html",
    _context,
    applies=lambda card: card.record_type.name in OWNERS,
    lazy=True,
)
