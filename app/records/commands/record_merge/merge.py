"""Merging a record into another one of its type, in one transaction."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import func, select, update

from app.db import db
from app.engine import NotAllowedNow, UnitOfWork, keep_processes, move_processes, send_message
from app.i18n import gettext as _
from app.records import rights
from app.records.commands.candidates import renew_candidates
from app.records.commands.comments.writing import write_note
from app.records.commands.locking import forget_view, locked
from app.records.commands.record_merge.pointing import move_links, turn_pointers
from app.records.commands.record_merge.telling import told
from app.records.commands.record_merge.values import pairs_of, taken_over
from app.records.commands.update import apply_values
from app.records.errors import RecordRefused
from app.records.lifecycle.current import lifecycle_of
from app.records.models import RecordComment, RecordMerge
from app.records.rights.names import readable_names
from app.records.types import RecordType
from app.records.types.merging import MERGE
from app.records.values.of_records import values_of

#: The message that the diagrams of a record receive which goes into another one.
MERGE_REQUESTED = "mergeRequested"
MERGED, TAKEN_OVER = "recordMerged", "recordTakenOver"


def merge_records(
    unit: UnitOfWork,
    record_type: RecordType,
    source_id: int,
    target_id: int,
    take: Collection[str] = (),
    leave: Collection[str] = (),
) -> RecordMerge:
    """Let a record go into another one: what it has and what belongs to it comes along, and it is only read then.

    The target gets what it does not have itself, and of lists what is not among them. What points to the source, its
    links, comments, and the processes that its own end does not end come along, whoever may read them. Its diagram is
    asked by the message `mergeRequested`, and may refuse.

    Parameters:
        take: the fields in which both hold something and that of the source stays.
        leave: the fields in which the target holds nothing and nothing is to be taken over.

    Raises:
        NotFound, Forbidden: the actor may not change one of the two.
        RecordRefused: the target is the source, is merged itself, or does not fit with what it takes over.
        Refusal, NotAllowedNow: the diagram of the source says no, or does not know of merging.
    """
    if record_type.merged is None:
        raise NotAllowedNow(_("Records of this type are not merged."))
    if source_id == target_id:
        raise RecordRefused({"into": _("A record is not merged with itself: choose another one.")})
    records = {each: locked(unit, record_type, each) for each in sorted((source_id, target_id))}
    source, target = records[source_id], records[target_id]
    for each in (source, target):
        require_merging(record_type, each, unit.actor)
    _require_one_currency(source, target)
    pairs = pairs_of(record_type, source, target)
    note = write_note(unit, record_type, target_id, told(unit, record_type, source, pairs))
    values = taken_over(record_type, pairs, take, leave, (source_id, target_id))
    fields = _take_over(unit, record_type, values, target)
    unit.finish()
    processes = keep_processes(unit, record_type.name, source_id)
    status = _end(unit, record_type, source, target_id)
    kept: dict[str, Any] = {
        "fields": fields,
        "status": status,
        "processes": processes,
        "pointers": turn_pointers(unit, record_type, source_id, target_id),
        "links": move_links(record_type, source_id, target_id),
        "comments": _move_comments(record_type, source_id, target_id),
        "note": note.id,
        "moved": move_processes(unit, record_type.name, source_id, target_id),
    }
    _offer_tasks(record_type, target_id, kept["moved"])
    unit.history(MERGED, record_type.name, source_id, {})  # who reads the one may not know of the other
    unit.history(TAKEN_OVER, record_type.name, target_id, {})
    merge = RecordMerge(
        record_type=record_type.name,
        source_id=source_id,
        target_id=target_id,
        merged_at=unit.now,
        merged_by_id=unit.actor.id,
        kept=kept,
    )
    db.session.add(merge)
    db.session.flush()
    return merge


def require_merging(record_type: RecordType, record: Any, actor: Any) -> None:
    """Refuse who may not merge the record, and a record that is merged already.

    Raises:
        NotFound, Forbidden
        RecordRefused: it is merged already; the words say into what.
    """
    rights.require(record_type, record, actor, "read")
    other = record_type.merged_into(record)
    if other is not None:
        key = (record_type.name, other)
        into = readable_names([key], actor).get(key, "")
        name = record_type.display(record)
        told_into = _("“%(name)s” is merged already: it went into “%(into)s”.", name=name, into=into)
        raise RecordRefused({"into": told_into if into else _("“%(name)s” is merged already.", name=name)})
    rights.require_act(record_type, record, actor, MERGE, _("You do not have the right to merge this record."))


def _require_one_currency(source: Any, target: Any) -> None:
    mine, theirs = getattr(source, "currency", None), getattr(target, "currency", None)
    if mine != theirs:
        words = _("They cannot be merged: the currencies are different, %(one)s and %(other)s.", one=mine, other=theirs)
        raise RecordRefused({"into": words})


def _take_over(unit: UnitOfWork, record_type: RecordType, values: Mapping[str, Any], target: Any) -> dict[str, Any]:
    """Write what the target takes over; gives, by field, by what it is undone."""
    before = values_of(record_type, target, values)
    changes = apply_values(unit, record_type, target, values, _("Merged with another record"))
    db.session.flush()
    after = values_of(record_type, target, [name for name in changes if name in values])
    kept: dict[str, Any] = {}
    for name, value in after.items():
        field = record_type.field(name)
        if field.row_fields:
            known = {row["id"] for row in before[name] or []}
            kept[name] = {"added": [row["id"] for row in value or [] if row["id"] not in known]}
        elif field.many:
            kept[name] = {"added": sorted({*(value or [])} - {*(before[name] or [])})}
        else:
            kept[name] = {"before": field.json(before[name]), "after": field.json(value)}
    return kept


def _end(unit: UnitOfWork, record_type: RecordType, source: Any, target_id: int) -> str | None:
    """Let the diagram of the source end it, and say where it went; gives the status that it had."""
    before = source.status if record_type.has_status else None
    assert record_type.merged is not None
    field = record_type.field(record_type.merged)
    if record_type.has_status:
        send_message(unit, MERGE_REQUESTED, record_type.name, source.id)
        if source.status == before:
            raise NotAllowedNow(_("The diagram of this record does not let it be merged."))
    change = apply_values(unit, record_type, source, {field.name: target_id})
    assert change
    db.session.flush()
    forget_view(unit, record_type.name, source.id)
    return before


def _move_comments(record_type: RecordType, source: int, target: int) -> dict[str, list[int]]:
    """Let the comments be those of the target; each keeps from where it came first."""
    of_source = (RecordComment.record_type == record_type.name, RecordComment.record_id == source)
    rows = db.session.execute(select(RecordComment.id, RecordComment.from_id).where(*of_source)).all()
    if rows:
        moved = {"record_id": target, "from_id": func.coalesce(RecordComment.from_id, source)}
        statement = update(RecordComment).where(*of_source).values(**moved)
        db.session.execute(statement.execution_options(synchronize_session=False))
    return {
        "own": [row.id for row in rows if row.from_id is None],
        "others": [row.id for row in rows if row.from_id is not None],
    }


def _offer_tasks(record_type: RecordType, record_id: int, moved: Collection[int]) -> None:
    if moved and record_type.has_status:
        lifecycle = lifecycle_of(record_type.name)
        renew_candidates(record_type, lifecycle, list(lifecycle.roles), record_id)
