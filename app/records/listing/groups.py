"""Records counted and summed by the values of one field: what charts and totals are made of. One statement."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import func, literal, select

from app.db import db
from app.engine import Actor
from app.i18n import gettext as _
from app.records.listing.query import ListQuery, as_amount, list_conditions
from app.records.rights.names import readable_names
from app.records.types import Field, FilterRefused, Showing

MOST_GROUPS = 500


@dataclass(frozen=True)
class Group:
    """The records that have one value in the field.

    Attributes:
        value: as the API carries it, None where the field is empty.
        label: its words.
        count: how many records there are.
        amounts: their sums by currency, `""` for numbers that have none; empty when nothing was to be summed.
    """

    value: Any
    label: str
    count: int
    amounts: Mapping[str, Decimal] = field(default_factory=dict)


def fetch_groups(query: ListQuery, by: str, actor: Actor, total: str | None = None) -> list[Group]:
    """Count the records that the actor may see by a field, the largest groups first.

    Parameters:
        query: filters and words; order and page are of no account.
        by: name of the field.
        total: name of a field whose sums are wanted, besides.

    Raises:
        FilterRefused: records are not counted by this field, or the other one cannot be summed.
    """
    record_type = query.record_type
    grouped = _field(query, by)
    if not grouped.groups:
        raise FilterRefused(_("Records cannot be grouped by “%(name)s”.", name=by))
    summed = _field(query, total) if total else None
    if summed is not None and not (summed.totalled and summed.stored_in_row):
        raise FilterRefused(_("“%(name)s” cannot be summed.", name=total))
    currency = _currency(record_type.model, summed)
    columns = [grouped.group(actor), currency, func.count(), func.sum(summed.column) if summed else literal(None)]
    statement = select(*columns).where(*list_conditions(query, actor)).group_by(columns[0], currency)
    rows = db.session.execute(statement.order_by(func.count().desc()).limit(MOST_GROUPS)).all()
    return _groups(grouped, rows, actor)


def _field(query: ListQuery, name: str) -> Field:
    try:
        return query.record_type.path(name)
    except KeyError:
        raise FilterRefused(_("There is no field “%(name)s” to filter by.", name=name)) from None


def _currency(model: Any, summed: Field | None) -> Any:
    name = getattr(summed, "currency", "") if summed else ""
    return getattr(model, name) if name else literal("")


def _groups(grouped: Field, rows: Any, actor: Actor) -> list[Group]:
    counts: dict[Any, int] = defaultdict(int)
    amounts: dict[Any, dict[str, Decimal]] = defaultdict(dict)
    for found, currency, count, amount in rows:
        value = grouped.group_value(found)
        counts[value] += count
        if amount is not None:
            amounts[value][currency] = as_amount(amount)
    showing = Showing(readable_names((key for value in counts for key in grouped.pointed_to(value)), actor))
    groups = [
        Group(grouped.json(value), grouped.words(value, showing), count, amounts.get(value, {}))
        for value, count in counts.items()
    ]
    return sorted(groups, key=lambda each: (-each.count, each.label))
