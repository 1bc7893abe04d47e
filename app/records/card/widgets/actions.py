"""What can be done with the record now, and why not the rest."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import url_for

from app.access.permissions import ADMINISTRATORS
from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.i18n import localized
from app.records import rights
from app.records.anonymising.commands import personal_fields
from app.records.card.page import Card
from app.records.routing import record_address
from app.records.types import Action
from app.records.types.card import SIDE, Widget, register_widget


@dataclass(frozen=True)
class Offer:
    """An action on this record.

    Attributes:
        obstacle: why it cannot be done now; empty when it can.
        dialog: it opens over the card.
        shortcut: key that opens it.
    """

    id: str
    label: str
    address: str
    icon: str
    danger: bool = False
    obstacle: str = ""
    dialog: bool = True
    shortcut: str = ""


def possible(card: Card) -> list[Offer]:
    """The actions that can be done now."""
    return [offer for offer in _offers(card) if not offer.obstacle]


def _context(card: Card) -> dict[str, Any]:
    offers = list(_offers(card))
    return {
        "possible": [offer for offer in offers if not offer.obstacle],
        "impossible": [offer for offer in offers if offer.obstacle],
        "moves_asked": any(offer.id == "change-status" and not offer.obstacle for offer in offers),
    }


def _offers(card: Card) -> Iterator[Offer]:
    record_type, record = card.record_type, card.record
    read_only = "" if card.may_write else _("You may read this record, but not change it.")
    if card.has_status:
        obstacle = read_only or _role_obstacle(card, "change-status") or card.status_obstacle
        address = record_address(record_type, record.id, "status")
        yield Offer("change-status", _("Change status"), address, "arrow-right", obstacle=obstacle, shortcut="s")
    yield Offer(
        "edit",
        _("Edit properties"),
        record_address(record_type, record.id, "edit"),
        "pencil",
        obstacle=read_only,
        shortcut="e",
    )
    for action in record_type.actions:
        if "card" in action.places:
            yield _declared(card, action, read_only)
    if ADMINISTRATORS in card.actor.groups and personal_fields(record_type, record):
        address = record_address(record_type, record.id, "anonymise")
        yield Offer("anonymise", _("Anonymise"), address, "user-circle", danger=True)
    yield Offer(
        "delete",
        _("Delete"),
        record_address(record_type, record.id, "delete"),
        "trash",
        danger=True,
        obstacle=read_only,
    )


def _declared(card: Card, action: Action, read_only: str) -> Offer:
    obstacle = read_only if action.right == "write" else ""
    obstacle = obstacle or _role_obstacle(card, action.id)
    if not obstacle and action.visible is not None and not action.visible(card.record):
        obstacle = str(action.obstacle or _("Not needed for this record now."))
    address = url_for(action.endpoint, record_type=card.record_type, record_id=card.record.id)
    return Offer(action.id, str(action.label), address, action.icon or "bolt", action.danger, obstacle)


def _role_obstacle(card: Card, action: str) -> str:
    """Who may use an action that the lifecycle file gives to other roles than the actor's."""
    if rights.may_act(card.record_type, card.record, card.actor, action, card.people):
        return ""
    roles = card.lifecycle.actions[action].roles
    names = ", ".join(localized(card.lifecycle.roles[role].label) for role in roles)
    return _("Only for: %(roles)s.", roles=names)


widget = register_widget(Widget("actions", _l("Actions"), SIDE, 70, "records/card/widgets/actions.html", _context))
# icons: arrow-right, pencil, trash, bolt, user-circle
