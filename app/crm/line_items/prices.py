"""Prices of the catalogue that have changed since lines took them over: seen on the tab, taken over with one press."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.crm.line_items.models import LineItem
from app.crm.product import product
from app.db import db
from app.engine import Actor, UnitOfWork
from app.records.commands.locking import locked
from app.records.commands.update import update_record
from app.records.rights import readable
from app.records.types import RecordType
from app.records.values.of_records import values_of

LINES = "lines"


@dataclass(frozen=True)
class PriceChange:
    """A line whose product costs something else now."""

    line_id: int
    name: str
    before: Decimal
    now: Decimal


def price_changes(record_type: RecordType, record: Any, actor: Actor) -> list[PriceChange]:
    """The lines of a record whose products have another price now, in the record's currency: one statement.

    Parameters:
        actor: whose right to read the catalogue decides.
    """
    model = product.model
    found = db.session.execute(
        select(LineItem.id, LineItem.name, LineItem.price, model.price.label("now"))
        .join(model, model.id == LineItem.product_id)
        .where(
            LineItem.record_type == record_type.name,
            LineItem.record_id == record.id,
            LineItem.field == LINES,
            LineItem.price != model.price,
            model.currency == record.currency,
            readable(product, actor),
        )
        .order_by(LineItem.ordinal)
    )
    return [PriceChange(*row) for row in found]


def take_prices(unit: UnitOfWork, record_type: RecordType, record_id: int) -> int:
    """Give the lines of a record the prices that their products have now.

    Returns:
        How many lines have changed.

    Raises:
        NotFound, Forbidden, RecordRefused, Refusal: as of `update_record`.
    """
    record = locked(unit, record_type, record_id)
    changed = {each.line_id: each.now for each in price_changes(record_type, record, unit.actor)}
    rows = values_of(record_type, record, [LINES])[LINES]
    lines = [{"id": row["id"], **({"price": changed[row["id"]]} if row["id"] in changed else {})} for row in rows]
    update_record(unit, record_type, record_id, {LINES: lines})
    return len(changed)
