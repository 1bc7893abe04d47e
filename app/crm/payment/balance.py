"""What of an order is paid, awaited and overdue: sums over its payments, read for many orders at once.

A paid payment has brought what it says under “Paid so far”, else its whole amount; any other has brought what is said
there. What a payment for several orders has brought fills its shares in their order, and what is left over belongs to
the last. Refunds take away. Cancelled payments count nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import or_, select

from app.crm.payment.models import Payment, PaymentAllocation
from app.crm.payment.record_type import REFUND, payment
from app.db import db
from app.engine import Actor
from app.records.lifecycle.current import lifecycle_of
from app.records.lifecycle.model import Kind
from app.records.rights import readable

NOTHING = Decimal(0)
#: The status that the diagram gives a payment by itself when its day has passed.
EXPIRED = "expired"


@dataclass(frozen=True)
class Share:
    """What of a payment belongs to one order.

    Attributes:
        order: its id, or None.
        amount: what it is to bring, negative when it is a refund.
        paid: what it has brought.
        overdue: whether the day on which it was awaited has passed: the diagram says so of a payment as a whole, and of
            the rest of one that came in part its date does.
    """

    order: int | None
    amount: Decimal
    paid: Decimal
    overdue: bool = False

    @property
    def awaited(self) -> Decimal:
        """What it is still to bring."""
        left = self.amount - self.paid
        if not self.amount:  # what came without an amount leaves nothing to come
            return NOTHING
        return max(left, NOTHING) if self.amount > 0 else min(left, NOTHING)


@dataclass(frozen=True)
class Balance:
    """An order, or several of them, and the money for it.

    Attributes:
        total: what it costs with VAT.
        paid: what has come, less what was given back.
        awaited: what payments are still to bring; those that are overdue are part of it.
        overdue: what should have come by now.
    """

    total: Decimal = NOTHING
    paid: Decimal = NOTHING
    awaited: Decimal = NOTHING
    overdue: Decimal = NOTHING

    def __add__(self, other: "Balance") -> "Balance":
        return Balance(
            self.total + other.total,
            self.paid + other.paid,
            self.awaited + other.awaited,
            self.overdue + other.overdue,
        )

    @property
    def to_pay(self) -> Decimal:
        """What has not come yet."""
        return max(self.total - self.paid, NOTHING)

    @property
    def overpaid(self) -> Decimal:
        """What has come beyond what it costs."""
        return max(self.paid - self.total, NOTHING)

    @property
    def unplanned(self) -> Decimal:
        """For what there is no payment yet."""
        return max(self.total - self.paid - self.awaited, NOTHING)

    def parts(self) -> list[tuple[str, int]]:
        """The parts of a bar in per mille of the total: `paid`, `overdue`, `awaited`; they never exceed it together."""
        left, found = self.total, []
        for name, amount in (("paid", self.paid), ("overdue", self.overdue), ("awaited", self.awaited - self.overdue)):
            part = min(max(amount, NOTHING), left)
            left -= part
            found.append((name, int(part * 1000 / self.total) if self.total else 0))
        return found


def balances(orders: Sequence[Any], actor: Actor, today: date) -> dict[int, Balance]:
    """The balance of each order, by id: two statements, whatever their number.

    Parameters:
        orders: rows of the model.
        actor: of the payments only those count that they may read.
        today: what was awaited before it is overdue.
    """
    found = {each.id: Balance(each.total_amount_with_vat or NOTHING) for each in orders}
    for share in _shares(found.keys(), actor, today):
        if share.order is not None:
            found[share.order] += _of_share(share)
    return found


def loose_shares(deal_id: int, actor: Actor, today: date) -> list[tuple[str, Balance]]:
    """Currency and balance of each payment of a deal that belongs to no order: one statement."""
    model = Payment
    allocated = select(PaymentAllocation.record_id)
    loose = select(model).where(
        model.deal_id == deal_id,
        model.order_id.is_(None),
        model.id.not_in(allocated),
        model.status.not_in(statuses_of("lost")),
        readable(payment, actor),
    )
    paid = statuses_of("won")
    return [(each.currency, _of_share(shares_of(each, [], today, paid)[0])) for each in db.session.scalars(loose)]


def statuses_of(kind: Kind) -> frozenset[str]:
    """The statuses of payments of a kind, such as `lost`: nothing comes of those."""
    return lifecycle_of(payment.name).ids_of_kind(kind)


def _of_share(share: Share) -> Balance:
    return Balance(NOTHING, share.paid, share.awaited, share.awaited if share.overdue else NOTHING)


def _shares(order_ids: Collection[int], actor: Actor, today: date) -> Iterator[Share]:
    if not order_ids:
        return
    payments = _payments(order_ids, actor)
    rows, paid = _allocations([each.id for each in payments]), statuses_of("won")
    for each in payments:
        for share in shares_of(each, rows[each.id], today, paid):
            if share.order in order_ids:
                yield share


def _payments(order_ids: Collection[int], actor: Actor) -> Sequence[Payment]:
    allocated = select(PaymentAllocation.record_id).where(PaymentAllocation.order_id.in_(order_ids))
    concerned = or_(Payment.order_id.in_(order_ids), Payment.id.in_(allocated))
    statement = select(Payment).where(concerned, Payment.status.not_in(statuses_of("lost")), readable(payment, actor))
    return db.session.scalars(statement.order_by(Payment.id)).all()


def _allocations(payment_ids: Collection[int]) -> dict[int, list[tuple[int | None, Decimal]]]:
    found: dict[int, list[tuple[int | None, Decimal]]] = defaultdict(list)
    if payment_ids:
        rows = select(PaymentAllocation.record_id, PaymentAllocation.order_id, PaymentAllocation.amount)
        rows = rows.where(PaymentAllocation.record_id.in_(payment_ids))
        for record_id, order_id, amount in db.session.execute(rows.order_by(PaymentAllocation.ordinal)):
            found[record_id].append((order_id, amount))
    return found


def shares_of(
    each: Any, allocations: Sequence[tuple[int | None, Decimal]], today: date, paid: Collection[str]
) -> list[Share]:
    """What of a payment belongs to which order.

    Parameters:
        each: a row of the model.
        allocations: order and amount; empty: everything belongs to the order of the payment.
        paid: the statuses of what has come.
    """
    is_paid = each.status in paid
    received = _received(each, is_paid)
    planned = each.planned_payment_date
    late = each.status == EXPIRED or bool(received and not is_paid and planned and planned < today)
    given = list(allocations) or [(each.order_id, each.amount)]
    sign = -1 if each.direction == REFUND else 1
    found: list[Share] = []
    for place, (order, amount) in enumerate(given):
        part = received if place == len(given) - 1 else min(amount, received)
        received -= part
        owed = part if is_paid else amount  # nothing more is awaited of what is paid
        found.append(Share(order, sign * owed, sign * part, late))
    return found


def _received(each: Any, is_paid: bool) -> Decimal:
    said: Decimal | None = each.paid_amount
    if said is None and is_paid:
        said = each.amount
    return said or NOTHING
