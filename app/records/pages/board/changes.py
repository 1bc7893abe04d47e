"""What has changed on a board since somebody looked: found by the history, so that nothing is compared."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select

from app.clock import clock
from app.db import db
from app.engine import Actor
from app.engine.models import HistoryEntry
from app.records.listing.state import ListState
from app.records.pages.board.columns import BoardColumn
from app.records.pages.board.presentation import Card, CardReader, total_words
from app.records.pages.board.query import cards_on_board, chosen_cards, column_totals

MOST_CHANGES = 200
_SETTLED_AFTER = timedelta(seconds=30)
_OVERLAP = 100


@dataclass(frozen=True)
class ChangedCard:
    """A card to be drawn anew, and who moved it to its column when it was another person."""

    card: Card
    mover: str = ""


@dataclass(frozen=True)
class Changes:
    """What a board has to do to be up to date.

    Attributes:
        marker: what to ask with next time.
        everything: so much has changed that the board is to be loaded anew.
        gone: ids of cards that the asking page shows and that are not on this board (any more).
        totals: (status, count, sums in words) of every column, when anything has changed.
    """

    marker: int
    everything: bool = False
    cards: Sequence[ChangedCard] = ()
    gone: Sequence[int] = ()
    totals: Sequence[tuple[str, int, Sequence[str]]] = field(default_factory=list)


def present_marker() -> int:
    """The marker of this moment: one statement."""
    return db.session.execute(select(func.max(HistoryEntry.id))).scalar() or 0


def changes_since(
    state: ListState, columns: Sequence[BoardColumn], actor: Actor, marker: int, cards: Collection[int]
) -> Changes:
    """What to draw anew since a marker: one statement when nothing has changed.

    Parameters:
        cards: ids of what the page shows: only of these it is said that they are gone, whether or not there is such a
            record, so that nobody learns of records that they may not see.

    Raises:
        FilterRefused: a filter does not fit the record type.
    """
    entries = _entries(state.record_type.name, marker)
    if not entries:
        return Changes(marker)
    newest = max(marker, *(entry.id for entry in entries))
    if len(entries) == MOST_CHANGES:
        return Changes(present_marker(), everything=True)
    query = state.query()
    changed = {entry.record_id for entry in entries}
    found = chosen_cards(query, columns, actor, changed)
    records = [record for column in columns for record in found.get(column.status, [])]
    reader = CardReader(state.record_type, records, actor)
    movers = {
        entry.record_id: entry.actor_name
        for entry in entries
        if entry.kind == "statusChanged" and entry.actor_id != actor.id
    }
    totals = column_totals(query, columns, actor)
    shown = {record.id for record in records} | cards_on_board(query, columns, actor, set(cards) - changed)
    return Changes(
        marker=newest,
        cards=[ChangedCard(reader.card(record), movers.get(record.id, "")) for record in records],
        gone=sorted(set(cards) - shown),
        totals=[
            (column.status, totals[column.status].count, total_words(state.record_type, totals[column.status]))
            for column in columns
        ],
    )


def _entries(record_type: str, marker: int) -> Sequence[Any]:
    """History since the marker. Numbers are given before transactions end: a little of what is older is read again."""
    fresh = HistoryEntry.id > marker
    if db.session.get_bind().dialect.name != "sqlite":
        unsettled = HistoryEntry.at >= clock.now() - _SETTLED_AFTER
        fresh = or_(fresh, and_(HistoryEntry.id > marker - _OVERLAP, unsettled))
    columns = (
        HistoryEntry.id,
        HistoryEntry.record_id,
        HistoryEntry.kind,
        HistoryEntry.actor_id,
        HistoryEntry.actor_name,
    )
    statement = select(*columns).where(
        HistoryEntry.id > marker - _OVERLAP, fresh, HistoryEntry.record_type == record_type
    )
    return db.session.execute(statement.order_by(HistoryEntry.id).limit(MOST_CHANGES)).all()
