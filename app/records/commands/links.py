"""Setting, removing and reading links between records."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from app.db import db
from app.engine import Actor, NotFound, UnitOfWork
from app.i18n import gettext as _
from app.records import rights
from app.records.commands.link_kinds import KINDS
from app.records.commands.locking import locked
from app.records.errors import RecordRefused
from app.records.models import RecordLink
from app.records.rights.names import offered_names, readable_names
from app.records.types import Key, RecordType, registry
from app.records.values.related import touching

MOST_LINKS = 500
LINK_ADDED, LINK_REMOVED = "linkAdded", "linkRemoved"


@dataclass(frozen=True)
class ShownLink:
    """A link as one of its ends shows it.

    Attributes:
        words: lazy words of the kind in this direction.
        other: the record at the other end, and its name.
        set_by: who set it, in words.
    """

    id: int
    kind: str
    words: Any
    other: Key
    name: str
    set_at: datetime
    set_by: str


def links_of(record_type: RecordType, record_id: int, actor: Actor) -> list[ShownLink]:
    """The links of a record to others that the actor may read, the newest of each kind first."""
    rows = db.session.scalars(
        select(RecordLink).where(touching(record_type.name, record_id)).order_by(RecordLink.id.desc()).limit(MOST_LINKS)
    ).all()
    here = (record_type.name, record_id)
    ends = {row.id: _other_end(row, here) for row in rows}
    people = {("person", row.created_by_id) for row in rows if row.created_by_id}
    known = [key for key in ends.values() if registry.get(key[0])]
    names = readable_names([*known, *people], actor)
    found = [_shown(row, ends[row.id], here, names) for row in rows if ends[row.id] in names]
    return sorted(found, key=lambda each: list(KINDS).index(each.kind))


def add_links(unit: UnitOfWork, record_type: RecordType, record_id: int, others: Sequence[Key], kind: str) -> list[int]:
    """Set links from a record to others; one that is there already stays as it is.

    Parameters:
        others: pairs of a record type's name and an id.
        kind: of KINDS.

    Returns:
        The ids of the new links.

    Raises:
        NotFound, Forbidden: the actor may not write the record.
        RecordRefused: another record is not there or not for the actor, or is the record itself; no such kind.
    """
    record = locked(unit, record_type, record_id)
    rights.require(record_type, record, unit.actor, "write")
    here = (record_type.name, record_id)
    if kind not in KINDS:
        raise RecordRefused({"kind": _("There is no such kind of link.")})
    _require_ends(here, others, unit.actor)
    if len(others) + _count(here) > MOST_LINKS:
        raise RecordRefused({"other": _("A record has at most %(count)s links.", count=MOST_LINKS)})
    known = {_other_end(row, here) for row in _between(here, kind)}
    return [_add(unit, here, other, kind) for other in dict.fromkeys(others) if other not in known]


def remove_link(unit: UnitOfWork, record_type: RecordType, record_id: int, link_id: int) -> None:
    """Take a link away, at whichever end it was set.

    Raises:
        NotFound: the record or the link is not there, or not for the actor.
        Forbidden: the actor may not write the record.
    """
    record = locked(unit, record_type, record_id)
    rights.require(record_type, record, unit.actor, "write")
    here = (record_type.name, record_id)
    row = db.session.scalar(select(RecordLink).where(RecordLink.id == link_id, touching(*here)))
    if row is None or _other_end(row, here) not in readable_names([_other_end(row, here)], unit.actor):
        raise NotFound()
    other = _other_end(row, here)
    db.session.execute(delete(RecordLink).where(RecordLink.id == link_id))
    _remember(unit, LINK_REMOVED, here, other, row.kind)


def _between(here: Key, kind: str) -> Iterable[RecordLink]:
    return db.session.scalars(select(RecordLink).where(touching(*here), RecordLink.kind == kind))


def _count(here: Key) -> int:
    return len(db.session.scalars(select(RecordLink.id).where(touching(*here)).limit(MOST_LINKS)).all())


def _other_end(row: RecordLink, here: Key) -> Key:
    this, other = (row.record_type, row.record_id), (row.other_type, row.other_id)
    return other if this == here else this


def _require_ends(here: Key, others: Sequence[Key], actor: Actor) -> None:
    if not others:
        raise RecordRefused({"other": _("Choose at least one record.")})
    if here in others:
        raise RecordRefused({"other": _("A record is not linked with itself.")})
    linkable = [key for key in others if (declared := registry.get(key[0])) and declared.searchable]
    names = offered_names(linkable, actor)
    if any(key not in names for key in others):
        raise RecordRefused({"other": _("This is not there any more: choose another one.")})


def _add(unit: UnitOfWork, here: Key, other: Key, kind: str) -> int:
    values = {
        "record_type": here[0],
        "record_id": here[1],
        "other_type": other[0],
        "other_id": other[1],
        "kind": kind,
        "created_at": unit.now,
        "created_by_id": unit.actor.id,
    }
    made: int = db.session.execute(insert(RecordLink).values(values).returning(RecordLink.id)).scalar_one()
    _remember(unit, LINK_ADDED, here, other, kind)
    return made


def _remember(unit: UnitOfWork, event: str, here: Key, other: Key, kind: str) -> None:
    """Both histories tell it; neither tells the name of the other, which its readers may not know."""
    unit.history(event, *here, {"kind": kind})
    unit.history(event, *other, {"kind": kind})


def _shown(row: RecordLink, other: Key, here: Key, names: Any) -> ShownLink:
    kind = KINDS[row.kind]
    words = kind.out if (row.record_type, row.record_id) == here else kind.back
    set_by = names.get(("person", row.created_by_id), "") if row.created_by_id else ""
    return ShownLink(row.id, row.kind, words, other, names[other], row.created_at, set_by)
