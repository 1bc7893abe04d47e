"""One page of a list with its totals: a fixed number of statements, whatever the length of the list."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select, true
from sqlalchemy.orm import defer

from app.db import db
from app.engine import Actor
from app.folding import dictionary_order
from app.i18n import gettext as _
from app.records import rights
from app.records.lifecycle.current import lifecycle_of
from app.records.listing.filters import Filter, condition
from app.records.types import Field, FilterRefused, RecordType
from app.records.values.searching import matches, number_in

LARGEST_PAGE = 500

#: Of a list so many times as long as what is shown, the first ones are found soon.
MANY_TIMES = 10


@dataclass(frozen=True)
class ListQuery:
    """What is asked for.

    Attributes:
        sort: a field's name, with `-` before it for the other direction; empty: the journal's own order.
        page: from 1.
        every_status: also the statuses that the lifecycle file leaves out of lists (`listed: false`).
        unmerged: without those that have gone into others; a journal of a type without statuses never has them.
        fields: names of the fields that will be read; long texts among the others are not loaded. None: everything.
    """

    record_type: RecordType
    filters: Sequence[Filter] = ()
    search: str = ""
    sort: str = ""
    page: int = 1
    per_page: int = 50
    every_status: bool = False
    fields: Collection[str] | None = None
    unmerged: bool = False


@dataclass(frozen=True)
class ListPage:
    """One page of the answer.

    Attributes:
        records: the models' rows.
        total: how many records the filters find.
        amounts: the sums of the journal's total over all of them, by currency, the largest first; `""`: by none.
    """

    query: ListQuery
    records: Sequence[Any]
    total: int
    amounts: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.query.per_page))


def fetch(query: ListQuery, actor: Actor) -> ListPage:
    """Read one page of the records that the actor may see: two statements.

    Raises:
        FilterRefused: a filter or the order does not fit the record type.
    """
    record_type, model = query.record_type, query.record_type.model
    conditions = list_conditions(query, actor)
    total, amounts = _totals(record_type, conditions)
    per_page = page_size(query.per_page)
    page = min(max(query.page, 1), max(1, -(-total // per_page)))
    if total > MANY_TIMES * per_page:
        conditions = list_conditions(query, actor, singly=True)
    # an index tells which records are on the page; only these are then read
    chosen = _ordered(select(model.id).where(*conditions), query, actor)
    chosen = chosen.limit(per_page).offset((page - 1) * per_page)
    statement = _ordered(select(model).where(model.id.in_(chosen)), query, actor)
    records = db.session.execute(statement.options(*unread(record_type, query.fields))).scalars().all()
    return ListPage(replace(query, page=page, per_page=per_page), records, total, amounts)


def page_size(asked: int) -> int:
    """How many records a page holds when so many are asked for."""
    return min(max(asked, 1), LARGEST_PAGE)


def _totals(record_type: RecordType, conditions: list[ColumnElement[bool]]) -> tuple[int, dict[str, Decimal]]:
    """How many there are, and the sums by currency."""
    model, total_field = record_type.model, record_type.journal_total
    if total_field is None:
        return db.session.execute(select(func.count()).select_from(model).where(*conditions)).scalar_one(), {}
    currencies = currency_columns(record_type, total_field)
    groups = [*([model.status] if record_type.has_status else []), *currencies]  # as the index is ordered
    shown = currencies or [literal("")]
    summed = select(*shown, func.count(), func.sum(record_type.field(total_field).column)).where(*conditions)
    rows: Sequence[Any] = db.session.execute(summed.group_by(*groups)).all()
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for currency, _count, amount in rows:
        amounts[currency] += as_amount(amount)
    return sum(row[1] for row in rows), dict(sorted(amounts.items(), key=lambda each: -each[1]))


def currency_columns(record_type: RecordType, total_field: str | None) -> list[Any]:
    """The column with the currency of an amount; none for numbers that have no currency."""
    name = getattr(record_type.field(total_field), "currency", "") if total_field else ""
    return [getattr(record_type.model, name)] if name else []


def unread(record_type: RecordType, fields: Collection[str] | None) -> list[Any]:
    """Loader options that leave the long texts in the database which are not among these fields."""
    if fields is None:
        return []
    long = [each.attribute for each in record_type.fields if each.stored_in_row and each.is_long and not each.custom]
    names = [name for name in long if name not in fields] + ["search_text"]
    return [defer(getattr(record_type.model, name)) for name in names]


def list_conditions(query: ListQuery, actor: Actor, singly: bool = False) -> list[ColumnElement[bool]]:
    """Rights, filters and search words as SQL conditions; `singly` as of `grant_conditions.any_of`."""
    record_type = query.record_type
    conditions = [rights.readable(record_type, actor, singly)]
    conditions += [condition(record_type, each, actor) for each in query.filters]
    found = matches(record_type, query.search)
    conditions += [] if found is None else [found]
    if _leaves_merged_out(query):
        conditions.append(not_merged(record_type))
    if record_type.has_status and not query.every_status and not _asks_for_status(query):
        unlisted = [status.id for status in lifecycle_of(record_type.name).statuses if not status.listed]
        conditions.append(record_type.model.status.not_in(unlisted) if unlisted else true())
    return conditions


def _leaves_merged_out(query: ListQuery) -> bool:
    record_type = query.record_type
    if record_type.merged is None or any(each.field == record_type.merged for each in query.filters):
        return False
    return query.unmerged or not (record_type.has_status or query.every_status)


def not_merged(record_type: RecordType) -> ColumnElement[bool]:
    """Whether a record of a type that is merged has gone into no other one.

    As an expression that no index answers: of nearly all records it is true.
    """
    assert record_type.merged is not None
    return func.coalesce(record_type.field(record_type.merged).column, 0) == 0


def as_amount(value: Any) -> Decimal:
    """A sum of money, zero when there was nothing to sum."""
    return value if isinstance(value, Decimal) else Decimal(value or 0)


def _asks_for_status(query: ListQuery) -> bool:
    return any(each.field in ("status", "stage") for each in query.filters)


@dataclass(frozen=True)
class ListOrder:
    """The order of a list: by a column, then by id, so that pages never overlap.

    Attributes:
        model: of the record type.
        column: what is sorted by.
        descending: downwards.
        may_be_empty: the column may have no value.
        joined: joins to a statement what the column needs.
    """

    model: Any
    column: Any
    descending: bool
    may_be_empty: bool
    joined: Callable[[Select[Any]], Select[Any]]

    @property
    def clauses(self) -> tuple[Any, Any]:
        """For ORDER BY. What is empty comes last in both directions, on every database."""
        order = self.column.desc() if self.descending else self.column.asc()
        by_id = self.model.id.desc() if self.descending else self.model.id.asc()
        return order.nulls_last() if self.may_be_empty else order, by_id


def list_order(record_type: RecordType, sort: str, actor: Actor) -> ListOrder:
    """The order for who asks: that of an address (`-` for downwards), or that of the journal.

    Raises:
        FilterRefused: the list cannot be sorted by that.
    """
    sort = sort or record_type.journal.sort
    descending, name = sort.startswith("-"), sort.removeprefix("-")
    model = record_type.model
    joined: Callable[[Select[Any]], Select[Any]] = lambda statement: statement  # noqa: E731
    if name in ("id", "created_at", "modified_at"):
        column = getattr(model, name)
    elif record_type.has_path(name) and _is_ordered(record_type.path(name)):
        order = record_type.path(name).order(actor)
        column, joined = order.column, order.joined
    else:
        raise FilterRefused(_("The list cannot be sorted by “%(name)s”.", name=name))
    return ListOrder(model, column, descending, _may_be_empty(column, model), joined)


def _is_ordered(field: Field) -> bool:
    return field.stored_in_row or field.sortable


def _ordered(statement: Select[Any], query: ListQuery, actor: Actor) -> Select[Any]:
    """In the order that is asked for; in that of the journal, the record comes first whose number was asked for."""
    order = list_order(query.record_type, query.sort, actor)
    number = None if query.sort else number_in(query.record_type, query.search)
    first = [] if number is None else [case((order.model.number == number, 0), else_=1)]
    return order.joined(statement).order_by(*first, *order.clauses)


def _may_be_empty(column: Any, model: Any) -> bool:
    if isinstance(column, dictionary_order):
        column = next(iter(column.clauses))
    own: bool = getattr(column, "class_", None) is model
    return not own or model.__table__.c[column.name].nullable
