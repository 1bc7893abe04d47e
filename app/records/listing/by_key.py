"""Lists that go on after a record: for programs that read everything, page after page.

A page costs the same wherever it is, because nothing is counted and nothing is skipped: what the last record of the
page before had in the column of the order says where it goes on.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from app.db import db
from app.engine import Actor
from app.records.listing.cursor import read_cursor, write_cursor
from app.records.listing.query import ListOrder, ListQuery, list_conditions, list_order, page_size


def fetch_after(query: ListQuery, actor: Actor, after: str) -> tuple[Sequence[Any], str | None]:
    """Read the records that follow a place in the order of the list: one statement.

    Parameters:
        query: what is asked; its page is of no account.
        actor: who asks.
        after: the cursor that came with the page before; empty for the first page.

    Returns:
        The models' rows, and the cursor to go on with, None at the end.

    Raises:
        FilterRefused: a filter or the order does not fit the record type, or the cursor is not of this list.
    """
    model = query.record_type.model
    per_page = page_size(query.per_page)
    order = list_order(query.record_type, query.sort, actor)
    own = ("records", query.record_type.name, query.sort or query.record_type.journal.sort)
    shown = select(model, order.column.label("place"))
    statement = order.joined(shown).where(*list_conditions(query, actor)).order_by(*order.clauses)
    if after:
        statement = statement.where(_beyond(order, *read_cursor(actor, own, after)))
    rows = db.session.execute(statement.limit(per_page + 1)).all()
    records = [record for record, _place in rows[:per_page]]
    if len(rows) <= per_page:
        return records, None
    return records, write_cursor(actor, own, (rows[per_page - 1].place, records[-1].id))


def _beyond(order: ListOrder, value: Any, after: int) -> ColumnElement[bool]:
    """Behind this value and id; what is empty comes last in both directions."""
    later_id = order.model.id < after if order.descending else order.model.id > after
    if value is None:
        return and_(order.column.is_(None), later_id)
    later = order.column < value if order.descending else order.column > value
    beyond = or_(later, and_(order.column == value, later_id))
    return or_(beyond, order.column.is_(None)) if order.may_be_empty else beyond
