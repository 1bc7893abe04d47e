"""What can be done with the record now, and why not the rest."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import url_for

from app.access.permissions import ADMINISTRATORS
from app.i18n import gettext as _
from app.i18n import lazy_gettext as _l
from app.i18n import localized
from app.records.commands.anonymising import personal_fields
from app.records.pages.card.page import Card
from app.records.rights import CHANGE_STATUS, DELETE
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
        "moves_asked": any(offer.id == CHANGE_STATUS and not offer.obstacle for offer in offers),
    }


def _offers(card: Card) -> Iterator[Offer]:
    record_type, record = card.record_type, card.record
    if card.has_status:
        obstacle = _right_obstacle(card, CHANGE_STATUS) or card.status_obstacle
        address = record_address(record_type, record.id, "status")
        yield Offer(CHANGE_STATUS, _("Change status"), address, "arrow-right", obstacle=obstacle, shortcut="s")
    yield Offer(
        "edit",
        _("Edit properties"),
        record_address(record_type, record.id, "edit"),
        "pencil",
        obstacle=_read_only(card),
        shortcut="e",
    )
    for action in record_type.actions:
        if "card" in action.places:
            yield _declared(card, action)
    if ADMINISTRATORS in card.actor.groups and personal_fields(record_type, record):
        address = record_address(record_type, record.id, "anonymise")
        yield Offer("anonymise", _("Anonymise"), address, "user-circle", danger=True)
    yield Offer(
        DELETE,
        _("Delete"),
        record_address(record_type, record.id, "delete"),
        "trash",
        danger=True,
        obstacle=_right_obstacle(card, DELETE),
    )


def _declared(card: Card, action: Action) -> Offer:
    obstacle = _right_obstacle(card, action.id, action.right)
    if not obstacle and action.visible is not None and not action.visible(card.record):
        obstacle = str(action.obstacle or _("Not needed for this record now."))
    address = url_for(action.endpoint, record_type=card.record_type, record_id=card.record.id)
    return Offer(action.id, str(action.label), address, action.icon, action.danger, obstacle)


def _right_obstacle(card: Card, action: str, right: str = "write") -> str:
    """Who may use an action that the actor may not use; empty when the actor may."""
    if card.may_act(action, right):
        return ""
    listed = card.lifecycle.actions.get(action)
    roles = [card.lifecycle.roles[role] for role in listed.roles_in(_status(card))] if listed else []
    if roles:
        return _("Only for: %(roles)s.", roles=", ".join(localized(role.label) for role in roles))
    return _read_only(card) or _("Nobody may do this.")


def _read_only(card: Card) -> str:
    return "" if card.may_write else _("You may read this record, but not change it.")


def _status(card: Card) -> str | None:
    return card.record.status if card.has_status else None


widget = register_widget(Widget("actions", _l("Actions"), SIDE, 70, "records/card/widgets/actions.html", _context))
# icons: arrow-right, pencil, trash, bolt, user-circle
