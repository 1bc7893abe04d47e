"""Undoing a merge: what came along goes back, as far as nobody has changed it since."""

from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import delete, insert, select, update

from app.db import db
from app.engine import NotAllowedNow, NotFound, UnitOfWork, move_processes, restore_processes
from app.i18n import gettext as _
from app.records import rights
from app.records.commands.locking import forget_view, locked
from app.records.commands.record_merge.pointing import turn_back
from app.records.commands.update import apply_values
from app.records.models import RecordComment, RecordLink, RecordMerge
from app.records.types import RecordType
from app.records.types.comparing import same
from app.records.types.merging import MERGE
from app.records.values.of_records import values_of
from app.records.values.related import touching

UNDONE, GIVEN_BACK = "mergeUndone", "recordGivenBack"


def undo_merge(unit: UnitOfWork, record_type: RecordType, source_id: int) -> RecordMerge:
    """Take a record out of the one into which it was merged.

    What somebody has changed since stays as it is now: a field with another value, a record that points elsewhere.

    Raises:
        NotFound: it is not merged, or not for the actor.
        Forbidden: the actor may not change the record into which it went.
        NotAllowedNow: that was too long ago, or that record was merged itself.
    """
    merge = last_merge(record_type, source_id)
    if merge is None:
        raise NotFound(_("This record is not merged with another one."))
    records = {each: locked(unit, record_type, each) for each in sorted((source_id, merge.target_id))}
    source, target = records[source_id], records[merge.target_id]
    rights.require(record_type, source, unit.actor, "read")
    require_undo(record_type, merge, target, unit.actor, unit.now)
    kept = merge.kept
    _take_out(unit, record_type, source, kept["status"])
    turn_back(unit, record_type, source_id, target.id, kept["pointers"])
    _links_back(record_type, source_id, target.id, kept["links"])
    _comments_back(record_type, source_id, kept)
    _fields_back(unit, record_type, target, kept["fields"])
    move_processes(unit, record_type.name, target.id, source_id, kept["moved"])
    restore_processes(unit, kept["processes"])
    merge.undone_at = unit.now
    unit.history(UNDONE, record_type.name, source_id, {})
    unit.history(GIVEN_BACK, record_type.name, target.id, {})
    db.session.flush()
    return merge


def days_to_undo() -> int:
    """For how many days a merge can be undone."""
    return int(current_app.config["SETTINGS"].merge_undo_days)


def last_merge(record_type: RecordType, source_id: int) -> RecordMerge | None:
    """The merge by which a record has gone into another one; None: it has not, or that is undone."""
    of_source = (RecordMerge.record_type == record_type.name, RecordMerge.source_id == source_id)
    chosen = select(RecordMerge).where(*of_source, RecordMerge.undone_at.is_(None))
    return db.session.scalar(chosen.order_by(RecordMerge.id.desc()).limit(1))


def require_undo(record_type: RecordType, merge: RecordMerge, target: Any, actor: Any, now: datetime) -> None:
    """Refuse who may not undo a merge, and a merge that cannot be undone any more; raises as `undo_merge`."""
    if record_type.merged_into(target) is not None:
        rights.require(record_type, target, actor, "read")
        raise NotAllowedNow(
            _("“%(name)s” was merged itself afterwards: undo that first.", name=record_type.display(target))
        )
    rights.require_act(record_type, target, actor, MERGE, _("You do not have the right to merge this record."))
    days = days_to_undo()
    if now > merge.merged_at + timedelta(days=days):
        raise NotAllowedNow(_("A merge can be undone for %(days)s days only.", days=days))


def _take_out(unit: UnitOfWork, record_type: RecordType, source: Any, status: str | None) -> None:
    assert record_type.merged is not None
    if status is not None:
        unit.history("statusChanged", record_type.name, source.id, {"old": source.status, "new": status})
        source.status = status
        source.status_changed_at = unit.now
    record_type.field(record_type.merged).set(source, None)
    source.modified_at, source.modified_by_id = unit.now, unit.actor.id
    forget_view(unit, record_type.name, source.id)
    db.session.flush()


def _links_back(record_type: RecordType, source: int, target: int, links: list[dict[str, Any]]) -> None:
    here = (record_type.name, source)
    for link in links:
        ends = dict(link)
        for side in (("record_type", "record_id"), ("other_type", "other_id")):
            if (link[side[0]], link[side[1]]) == here:
                ends[side[1]] = target
        turned = [getattr(RecordLink, name) == ends[name] for name in _ENDS]
        db.session.execute(delete(RecordLink).where(*turned))
    if links:
        given = [
            {**{name: value for name, value in link.items() if name != "id"}, "created_at": _moment(link["created_at"])}
            for link in links
        ]
        db.session.execute(delete(RecordLink).where(touching(record_type.name, source)))
        db.session.execute(insert(RecordLink), given)


_ENDS = ("record_type", "record_id", "other_type", "other_id", "kind")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _comments_back(record_type: RecordType, source: int, kept: dict[str, Any]) -> None:
    for ids, from_id in ((kept["comments"]["own"], None), (kept["comments"]["others"], RecordComment.from_id)):
        if ids:
            back = update(RecordComment).where(RecordComment.record_type == record_type.name, RecordComment.id.in_(ids))
            values = {"record_id": source, "from_id": from_id}
            db.session.execute(back.values(**values).execution_options(synchronize_session=False))
    db.session.execute(delete(RecordComment).where(RecordComment.id == kept["note"]))


def _fields_back(unit: UnitOfWork, record_type: RecordType, target: Any, fields: dict[str, dict[str, Any]]) -> None:
    known = {name: change for name, change in fields.items() if record_type.has_field(name)}
    now = values_of(record_type, target, known)
    values: dict[str, Any] = {}
    for name, change in known.items():
        field = record_type.field(name)
        if field.row_fields:
            values[name] = [row for row in now[name] or [] if row["id"] not in change["added"]]
        elif field.many:
            values[name] = [each for each in now[name] or [] if each not in change["added"]]
        elif same(field.json(now[name]), change["after"]):
            values[name] = field.from_json(change["before"])
    apply_values(unit, record_type, target, values, _("A merge was undone"))
    unit.run()
    db.session.flush()
