"""Lists that go on after a record: for programs that read everything, page after page.

A page costs the same wherever it is, because nothing is counted and nothing is skipped: the last record of the page
before says where the order goes on.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from app.db import db
from app.engine import Actor
from app.i18n import gettext as _
from app.records.listing.query import LARGEST_PAGE, ListOrder, ListQuery, list_conditions, list_order
from app.records.types import FilterRefused


def fetch_after(query: ListQuery, actor: Actor, after: int | None) -> tuple[Sequence[Any], int | None]:
    """Read the records that follow one in the order of the list: two statements, one for the first page.

    Parameters:
        query: what is asked; its page is of no account.
        actor: who asks.
        after: id of the last record of the page before; None for the first page.

    Returns:
        The models' rows, and the id to go on with, None at the end.

    Raises:
        FilterRefused: a filter or the order does not fit the record type, or the record to go on after is gone.
    """
    model = query.record_type.model
    per_page = min(max(query.per_page, 1), LARGEST_PAGE)
    order = list_order(query.record_type, query.sort)
    statement = order.joined(select(model)).where(*list_conditions(query, actor)).order_by(*order.clauses)
    if after is not None:
        value = order.joined(select(order.column).select_from(model))
        found = db.session.execute(value.where(model.id == after)).first()
        if found is None:
            raise FilterRefused(_("The record to go on after is gone. Begin again with the first page."))
        statement = statement.where(_beyond(order, found[0], after))
    rows = db.session.execute(statement.limit(per_page + 1)).scalars().all()
    return rows[:per_page], rows[per_page - 1].id if len(rows) > per_page else None


def _beyond(order: ListOrder, value: Any, after: int) -> ColumnElement[bool]:
    """Behind this value and id; what is empty comes last in both directions."""
    later_id = order.model.id < after if order.descending else order.model.id > after
    if value is None:
        return and_(order.column.is_(None), later_id)
    later = order.column < value if order.descending else order.column > value
    beyond = or_(later, and_(order.column == value, later_id))
    return or_(beyond, order.column.is_(None)) if order.may_be_empty else beyond
