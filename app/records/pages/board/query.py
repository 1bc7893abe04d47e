"""Reading a board: one statement for the counts and sums, one for the cards of all columns, however many there are."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, null, or_, select, union_all

from app.clock import clock
from app.db import db
from app.engine import Actor
from app.records.lifecycle.current import lifecycle_of
from app.records.listing.cursor import read_cursor, write_cursor
from app.records.listing.query import MANY_TIMES, ListQuery, as_amount, currency_columns, list_conditions
from app.records.pages.board.columns import BoardColumn
from app.records.types import RecordType

CARDS_PER_COLUMN = 20


@dataclass(frozen=True)
class ColumnTotal:
    """How many cards a column has, and their sums by currency, the largest first."""

    count: int = 0
    amounts: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """Where the next page of a column begins: after the card of this moment and id."""

    changed_at: datetime
    record_id: int

    @classmethod
    def read(cls, record_type: RecordType, status: str, actor: Actor, cursor: str) -> "Place":
        """The place that a column's address names.

        Raises:
            FilterRefused: the cursor is not of this person's column.
        """
        changed_at, record_id = read_cursor(actor, ("board", record_type.name, status), cursor)
        return cls(changed_at, record_id)

    def write(self, record_type: RecordType, status: str, actor: Actor) -> str:
        """The place as a column's address names it."""
        return write_cursor(actor, ("board", record_type.name, status), (self.changed_at, self.record_id))


def column_totals(query: ListQuery, columns: Sequence[BoardColumn], actor: Actor) -> dict[str, ColumnTotal]:
    """Counts and sums of the columns, by status: one statement."""
    record_type, model, total_field = query.record_type, query.record_type.model, query.record_type.board_total
    currencies = currency_columns(record_type, total_field)
    amount = func.sum(record_type.field(total_field).column) if total_field else null()
    # without condition on the status an index is read in the order of the groups; what is no column is left out below
    inside = [] if not any(column.hide_after for column in columns) else [_inside(model, columns)]
    shown = (model.status, *(currencies or [literal("")]), func.count(), amount)
    summed = select(*shown).where(*_rights_and_filters(query, actor), *inside)
    counts: dict[str, int] = defaultdict(int)
    amounts: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for status, unit, count, total in db.session.execute(summed.group_by(model.status, *currencies)):
        counts[status] += count
        if total_field and total is not None:
            amounts[status][unit] = as_amount(total)
    return {
        column.status: ColumnTotal(
            counts[column.status], dict(sorted(amounts[column.status].items(), key=lambda each: -each[1]))
        )
        for column in columns
    }


def first_cards(
    query: ListQuery, columns: Sequence[BoardColumn], actor: Actor, totals: Mapping[str, ColumnTotal]
) -> dict[str, list[Any]]:
    """The first records of every column, those that came into the status last on top: one statement."""
    model = query.record_type.model
    conditions = {singly: _rights_and_filters(query, actor, singly) for singly in (False, True)}
    beginnings = []
    for column in columns:
        many = totals[column.status].count > MANY_TIMES * CARDS_PER_COLUMN
        statement = select(model.id).where(*conditions[many], _in_column(model, column))
        beginnings.append(_newest_first(model, statement).limit(CARDS_PER_COLUMN))
    if not beginnings:
        return {}
    # each beginning is a range of an index; a window function would sort the whole table
    ids = union_all(*(select(each.subquery().c.id) for each in beginnings))
    return _by_status(query.record_type, model.id.in_(ids))


def more_cards(query: ListQuery, column: BoardColumn, actor: Actor, after: Place) -> list[Any]:
    """The records of a column after a place: one statement."""
    model = query.record_type.model
    later = or_(
        model.status_changed_at < after.changed_at,
        and_(model.status_changed_at == after.changed_at, model.id < after.record_id),
    )
    statement = select(*_columns(query.record_type)).where(
        *_rights_and_filters(query, actor),
        _in_column(model, column),
        model.status_changed_at <= after.changed_at,  # the lower end of the index range
        later,
    )
    return list(db.session.execute(_newest_first(model, statement).limit(CARDS_PER_COLUMN)))


def chosen_cards(
    query: ListQuery, columns: Sequence[BoardColumn], actor: Actor, ids: Collection[int]
) -> dict[str, list[Any]]:
    """Those of these records that the board shows, by status: one statement."""
    if not ids or not columns:
        return {}
    model = query.record_type.model
    return _by_status(query.record_type, model.id.in_(ids), *_conditions(query, columns, actor))


def cards_on_board(query: ListQuery, columns: Sequence[BoardColumn], actor: Actor, ids: Collection[int]) -> set[int]:
    """Those of these ids that the board shows: one statement."""
    if not ids or not columns:
        return set()
    model = query.record_type.model
    statement = select(model.id).where(model.id.in_(ids), *_conditions(query, columns, actor))
    return set(db.session.scalars(statement))


def _by_status(record_type: RecordType, *conditions: ColumnElement[bool]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    statement = select(*_columns(record_type)).where(*conditions)
    for record in db.session.execute(_newest_first(record_type.model, statement)):
        found[record.status].append(record)
    return found


def _columns(record_type: RecordType) -> list[Any]:
    """What cards show and rights look at: rows of some columns come faster than whole records."""
    board = record_type.board
    assert board is not None  # who has none has no such page
    needed = {*board.fields, *board.subtitle, record_type.board_total, board.title}
    needed |= {reference for role in lifecycle_of(record_type.name).roles.values() for reference in role.through}
    fields = [each for each in record_type.fields if each.stored_in_row and (each.name in needed or each.holds_people)]
    shown = ["custom" if each.custom else each.attribute for each in fields]
    shown += [record_type.field(record_type.merged).attribute] if record_type.merged else []
    names = ["id", "revision", "status", "status_changed_at", "created_by_id", *record_type.display_columns, *shown]
    money = [getattr(each, "currency", "") for each in fields]
    return [getattr(record_type.model, name) for name in dict.fromkeys([*names, *filter(None, money)])]


def _conditions(query: ListQuery, columns: Sequence[BoardColumn], actor: Actor) -> list[ColumnElement[bool]]:
    return [*_rights_and_filters(query, actor), _inside(query.record_type.model, columns)]


def _inside(model: Any, columns: Sequence[BoardColumn]) -> ColumnElement[bool]:
    aged = [_in_column(model, column) for column in columns if column.hide_after]
    ageless = [column.status for column in columns if not column.hide_after]
    return or_(model.status.in_(ageless), *aged)


def _rights_and_filters(query: ListQuery, actor: Actor, singly: bool = False) -> list[ColumnElement[bool]]:
    return list_conditions(replace(query, every_status=True), actor, singly)


def _in_column(model: Any, column: BoardColumn) -> ColumnElement[bool]:
    in_status: ColumnElement[bool] = model.status == column.status
    if not column.hide_after:
        return in_status
    oldest = clock.now() - timedelta(days=column.hide_after)
    return and_(in_status, model.status_changed_at >= oldest)


def _newest_first(model: Any, statement: Select[Any]) -> Select[Any]:
    return statement.order_by(model.status_changed_at.desc(), model.id.desc())
