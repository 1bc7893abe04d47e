"""Balances as cards show them: of an order, and of a deal with all its orders, by currency."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.clock import clock
from app.crm.order import order
from app.crm.payment.balance import NOTHING, Balance, balances, loose_shares
from app.crm.payment.record_type import REFUND, payment
from app.db import db
from app.i18n import local_time
from app.records.lifecycle.current import lifecycle_of
from app.records.pages.card.page import Card
from app.records.rights import may_create, readable
from app.records.routing import record_address


@dataclass(frozen=True)
class ShownBalance:
    """A balance with what can be done about it.

    Attributes:
        plan_address: where what is not planned yet is split into payments, empty when nothing is left or nobody may.
        refund_address: where what is overpaid is given back, likewise.
    """

    currency: str
    balance: Balance
    plan_address: str = ""
    refund_address: str = ""


def of_order(card: Card) -> list[ShownBalance]:
    """The balance of the order of a card."""
    found = balances([card.record], card.actor, local_time(clock.now()).date())[card.record.id]
    return [_shown(card, card.record.currency, found)]


def of_deal(card: Card) -> list[ShownBalance]:
    """The balance of a deal in each currency: of its orders, and of its payments that belong to no order.

    A deal without orders costs what its lines do.
    """
    today = local_time(clock.now()).date()
    model = order.model
    canceled = lifecycle_of(order.name).ids_of_kind("lost")
    asked = select(model).where(
        model.deal_id == card.record.id, model.status.not_in(canceled), readable(order, card.actor)
    )
    orders = db.session.scalars(asked.order_by(model.id)).all()
    found = balances(orders, card.actor, today)
    parts = [(each.currency, found[each.id]) for each in orders]
    parts += loose_shares(card.record.id, card.actor, today)
    if not orders:
        parts.append((card.record.currency, Balance(card.record.total_amount_with_vat or NOTHING)))
    return [_shown(card, currency, balance) for currency, balance in _summed(parts) if balance != Balance()]


def to_plan(card: Card) -> Decimal:
    """What of an order or a deal no payment brings yet, in its own currency."""
    shown: list[ShownBalance] = SHOWN[card.record_type.name](card)
    return sum((each.balance.unplanned for each in shown if each.currency == card.record.currency), NOTHING)


def _shown(card: Card, currency: str, balance: Balance) -> ShownBalance:
    own = currency == card.record.currency and card.may_write and may_create(payment, card.actor)
    back = {card.record_type.name: card.record.id, "direction": REFUND, "amount": balance.overpaid}
    return ShownBalance(
        currency,
        balance,
        record_address(card.record_type, card.record.id, "instalments") if own and balance.unplanned else "",
        record_address(payment, None, "new", arguments=back) if own and balance.overpaid else "",
    )


def _summed(parts: Iterable[tuple[str, Balance]]) -> list[tuple[str, Balance]]:
    sums: dict[str, Balance] = defaultdict(Balance)
    for currency, balance in parts:
        sums[currency] += balance
    return sorted(sums.items())


SHOWN: dict[str, Any] = {"order": of_order, "deal": of_deal}
"""By record type, what the tab with the payments shows above them."""
