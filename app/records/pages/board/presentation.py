"""A board as its template draws it: columns with counts and sums, cards in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.clock import clock
from app.engine import Actor
from app.i18n import gettext as _
from app.i18n import ngettext
from app.records import rights
from app.records.listing.amounts import amounts_in_words
from app.records.listing.state import ListState
from app.records.pages.board.columns import BoardColumn
from app.records.pages.board.query import (
    CARDS_PER_COLUMN,
    ColumnTotal,
    Place,
    column_totals,
    first_cards,
    more_cards,
)
from app.records.pages.board.waiting import waiting_for
from app.records.pages.journal.filter_words import Chip, chips, filter_keys
from app.records.rights.names import readable_names
from app.records.rights.seen import Seen
from app.records.routing import record_address
from app.records.types import Field, RecordType
from app.records.values.related import people_of


@dataclass(frozen=True)
class Card:
    """A record on the board.

    Attributes:
        subtitle: for whom it is.
        waits: a task of the record waits for the person.
        days: whole days in the status.
        since: when it came into the status.
        tags: further fields of the board in words, as (label, words).
    """

    id: int
    revision: int
    status: str
    title: str
    address: str
    subtitle: str
    amount: str
    responsible: str
    days: int
    days_words: str
    since: datetime
    tags: Sequence[tuple[str, str]]
    waits: bool
    may_move: bool


@dataclass(frozen=True)
class ShownColumn:
    """A column with what is in it.

    Attributes:
        more: the address of the next page of cards, or nothing.
    """

    column: BoardColumn
    count: int
    amounts: Sequence[str]
    cards: Sequence[Card]
    more: str = ""


@dataclass(frozen=True)
class Board:
    """Everything that a board shows."""

    state: ListState
    columns: Sequence[ShownColumn]
    chips: Sequence[Chip]
    total: int


def board_of(state: ListState, columns: Sequence[BoardColumn], actor: Actor) -> Board:
    """Read a board and put it into words.

    Raises:
        FilterRefused: a filter does not fit the record type.
    """
    query = state.query()
    totals = column_totals(query, columns, actor)
    found = first_cards(query, columns, actor, totals)
    reader = CardReader(state.record_type, [record for records in found.values() for record in records], actor)
    shown = [
        _shown(state, column, totals[column.status], found.get(column.status, []), reader, actor) for column in columns
    ]
    names = readable_names(filter_keys(state.record_type, state.filters), actor)
    return Board(state, shown, chips(state, names), sum(total.count for total in totals.values()))


def column_page(state: ListState, column: BoardColumn, actor: Actor, after: Place) -> ShownColumn:
    """The next cards of a column."""
    records = more_cards(state.query(), column, actor, after)
    reader = CardReader(state.record_type, records, actor)
    return _shown(state, column, ColumnTotal(), records, reader, actor)


def total_words(record_type: RecordType, total: ColumnTotal) -> list[str]:
    """The sums of a column, one for each currency."""
    return amounts_in_words(record_type, record_type.board_total, total.amounts)


def _shown(
    state: ListState,
    column: BoardColumn,
    total: ColumnTotal,
    records: Sequence[Any],
    reader: "CardReader",
    actor: Actor,
) -> ShownColumn:
    more = ""
    if len(records) == CARDS_PER_COLUMN:
        last = records[-1]
        place = Place(last.status_changed_at, last.id).write(state.record_type, column.status, actor)
        arguments = dict(replace(state, page=1).arguments()) | {"after": place}
        more = record_address(state.record_type, None, "board", "column", column.status, arguments=arguments)
    return ShownColumn(
        column, total.count, total_words(state.record_type, total), [reader.card(record) for record in records], more
    )


class CardReader:
    """Puts records into words, with one statement for each kind of thing that belongs to them."""

    def __init__(self, record_type: RecordType, records: Sequence[Any], actor: Actor) -> None:
        self._type = record_type
        self._now = clock.now()
        ids = [record.id for record in records]
        self._waiting = waiting_for(actor, record_type.name, ids)
        people = people_of(record_type.name, ids) if record_type.people_fields else {}
        self._rights = rights.PageRights(record_type, records, actor, people)
        self._addresses = record_address(record_type)
        board, responsible = record_type.board, record_type.responsible
        assert board is not None  # who has none has no such page
        self._title = board.title
        total = record_type.board_total
        self._amount = record_type.field(total) if total else None
        self._responsible = record_type.field(responsible) if responsible else None
        shown = [record_type.path(name) for name in board.fields if name not in (responsible, total)]
        self._tag_fields = [(field, str(field.label)) for field in shown]
        self._days_words: dict[int, str] = {}
        self._subtitle_fields = [record_type.path(name) for name in board.subtitle]
        drawn = [*shown, *self._subtitle_fields, *filter(None, [self._amount, self._responsible])]
        self._seen = Seen(record_type, records, drawn, actor, people)

    def card(self, record: Any) -> Card:
        days = max(0, (self._now - record.status_changed_at).days)
        return Card(
            id=record.id,
            revision=record.revision,
            status=record.status,
            title=(self._title != "display_name" and getattr(record, self._title)) or self._type.display(record),
            address=f"{self._addresses}/{record.id}",
            subtitle=self._subtitle(record),
            amount=self._words(record, self._amount),
            responsible=self._words(record, self._responsible),
            days=days,
            days_words=self._days(days),
            since=record.status_changed_at,
            tags=list(self._tags(record)),
            waits=record.id in self._waiting,
            may_move=self._rights.may_move(record),
        )

    def _words(self, record: Any, field: Field | None) -> str:
        return "" if field is None else field.show(record, self._seen.of(record, field), self._seen.showing).text

    def _subtitle(self, record: Any) -> str:
        return next(filter(None, (self._words(record, field) for field in self._subtitle_fields)), "")

    def _tags(self, record: Any) -> Iterable[tuple[str, str]]:
        for field, label in self._tag_fields:
            words = field.brief(self._seen.of(record, field), self._seen.showing)
            if words:
                yield label, words

    def _days(self, days: int) -> str:
        if days not in self._days_words:
            self._days_words[days] = ngettext("%(num)s day", "%(num)s days", days) if days else _("today")
        return self._days_words[days]
