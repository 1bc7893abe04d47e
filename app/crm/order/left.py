"""What of a deal is ordered, and what is left of it: line by line."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from app.crm.deal import deal
from app.crm.line_items.models import LineItem
from app.crm.order.record_type import order
from app.db import db
from app.engine import Actor
from app.records.lifecycle.current import lifecycle_of
from app.records.rights import readable
from app.records.values.of_records import values_of

LINES, QUANTITY = "lines", "quantity"
Key = int | str


@dataclass(frozen=True)
class OrderedLine:
    """A line of a deal.

    Attributes:
        line: its typed values.
        ordered: how much of it orders have taken, cancelled ones aside.
    """

    line: dict[str, Any]
    ordered: Decimal

    @property
    def left(self) -> Decimal:
        """What nobody has ordered yet."""
        offered: Decimal = self.line[QUANTITY]
        return max(offered - self.ordered, Decimal(0))


def ordered_lines(record: Any, actor: Actor) -> list[OrderedLine]:
    """The lines of a deal with what is ordered of each: the same product, or the same name where there is none.

    Parameters:
        record: a row of the deals.
        actor: of the orders only those count that they may read.
    """
    return _shared_out(values_of(deal, record, [LINES])[LINES], _ordered(record.id, actor))


def lines_left(lines: Iterable[OrderedLine]) -> list[dict[str, Any]]:
    """New lines for what is left."""
    names = [each.name for each in deal.field(LINES).row_fields if not each.is_computed and not each.read_only]
    return [{name: each.line[name] for name in names} | {QUANTITY: each.left} for each in lines if each.left]


def _key(product: int | None, name: str) -> Key:
    return product or name.strip().casefold()


def _ordered(deal_id: int, actor: Actor) -> dict[Key, Decimal]:
    model = order.model
    canceled = lifecycle_of(order.name).ids_of_kind("lost")
    orders = select(model.id).where(model.deal_id == deal_id, model.status.not_in(canceled), readable(order, actor))
    found: dict[Key, Decimal] = defaultdict(Decimal)
    summed = select(LineItem.product_id, LineItem.name, func.sum(LineItem.quantity)).where(
        LineItem.record_type == order.name, LineItem.field == LINES, LineItem.record_id.in_(orders)
    )
    for product, name, quantity in db.session.execute(summed.group_by(LineItem.product_id, LineItem.name)):
        found[_key(product, name)] += Decimal(quantity)
    return found


def _shared_out(lines: Sequence[dict[str, Any]], ordered: dict[Key, Decimal]) -> list[OrderedLine]:
    """What is ordered goes to the lines of the deal from the first on; the last of a product has what is over."""
    last = {_key(each["product"], each["name"]): place for place, each in enumerate(lines)}
    found = []
    for place, line in enumerate(lines):
        key = _key(line["product"], line["name"])
        taken = ordered[key] if last[key] == place else min(ordered[key], line[QUANTITY])
        ordered[key] -= taken
        found.append(OrderedLine(line, taken))
    return found
