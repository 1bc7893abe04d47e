"""What a merge would do, and which records are proposed for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.clock import clock
from app.db import db
from app.engine import Actor
from app.records.commands.record_merge.pointing import counts_of
from app.records.commands.record_merge.undo import days_to_undo
from app.records.commands.record_merge.values import Pair, pairs_of, said
from app.records.listing.duplicates import find_duplicates
from app.records.models import RecordMerge
from app.records.rights.names import readable_names
from app.records.types import RecordType, Showing
from app.records.values.of_records import values_of


@dataclass(frozen=True)
class Proposal:
    """A record that may stand for the same.

    Attributes:
        reasons: labels of what is the same in both.
    """

    id: int
    name: str
    reasons: Sequence[str]


@dataclass(frozen=True)
class Line:
    """A field of both records, in words, and what the target would have."""

    pair: Pair
    source: str
    target: str

    @property
    def name(self) -> str:
        return self.pair.field.name

    @property
    def label(self) -> Any:
        return self.pair.field.label


@dataclass(frozen=True)
class Coming:
    """How many records of a type come along, and how many of them the actor may not read."""

    label: Any
    total: int
    hidden: int


@dataclass(frozen=True)
class ShownMerge:
    """A merge as the record shows it that has taken over another one."""

    source_id: int
    name: str
    at: datetime
    who: str
    can_be_undone: bool


def proposals(record_type: RecordType, record: Any, actor: Actor) -> list[Proposal]:
    """Records that may stand for the same, with what is the same in them; merged ones are not among them."""
    groups = (*record_type.duplicates, *record_type.alike)
    names = {name.partition(".")[0] for group in groups for name in group}
    given = {name: record_type.field(name).json(value) for name, value in values_of(record_type, record, names).items()}
    found = find_duplicates(record_type, given, actor, record.id, record_type.alike)
    return [Proposal(each.id, each.name, [str(record_type.path(name).label) for name in each.fields]) for each in found]


def lines_of(record_type: RecordType, source: Any, target: Any, actor: Actor) -> list[Line]:
    """The fields in which one of the two holds something, side by side as the actor may read them."""
    pairs = [
        each for each in pairs_of(record_type, source, target) if not (_empty(each.source) and _empty(each.target))
    ]
    keys = {key for pair in pairs for value in (pair.source, pair.target) for key in _keys(pair, value)}
    names = readable_names(keys, actor)
    showing = Showing(names)

    def words(pair: Pair, record: Any, value: Any) -> str:
        seen = pair.field.readable_only(value, names)
        return said(pair.field, record, seen, showing) or str(pair.field.words(seen, showing))

    return [Line(pair, words(pair, source, pair.source), words(pair, target, pair.target)) for pair in pairs]


def coming_along(record_type: RecordType, source: Any, actor: Actor) -> list[Coming]:
    """What else comes along: records that point to the source."""
    return [
        Coming(pointer.record_type.label_plural, total, total - mine)
        for pointer, total, mine in counts_of(record_type, source.id, actor)
    ]


def merges_into(record_type: RecordType, record_id: int, actor: Actor) -> list[ShownMerge]:
    """The merges that this record has taken over, the newest first; those of which the actor may read the source."""
    of_target = (RecordMerge.record_type == record_type.name, RecordMerge.target_id == record_id)
    columns = (RecordMerge.source_id, RecordMerge.merged_at, RecordMerge.merged_by_id)
    rows = db.session.execute(
        select(*columns).where(*of_target, RecordMerge.undone_at.is_(None)).order_by(RecordMerge.id.desc()).limit(50)
    ).all()
    keys = [(record_type.name, row.source_id) for row in rows]
    keys += [("person", row.merged_by_id) for row in rows if row.merged_by_id]
    names = readable_names(keys, actor)
    end = clock.now() - timedelta(days=days_to_undo())
    return [
        ShownMerge(
            row.source_id,
            names[record_type.name, row.source_id],
            row.merged_at,
            names.get(("person", row.merged_by_id), ""),
            row.merged_at >= end,
        )
        for row in rows
        if (record_type.name, row.source_id) in names
    ]


def _empty(value: Any) -> bool:
    return value in (None, "", [])


def _keys(pair: Pair, value: Any) -> list[tuple[str, int]]:
    return list(pair.field.pointed_to(value))
