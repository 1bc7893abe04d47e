"""What two people did to a record at the same time: fields, and rows of a field, that only one has changed are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.db import db
from app.engine.models import HistoryEntry
from app.records.errors import Conflict
from app.records.types import RecordType
from app.records.types.comparing import Overlap, same
from app.records.values.of_records import values_of


@dataclass(frozen=True)
class Choices:
    """What a person said who was shown two versions of some fields.

    Attributes:
        revision: the record's revision that was shown. A field that has changed since then is asked for once more.
        by_field: `MINE` or `THEIRS` by name of the field.
    """

    revision: int
    by_field: Mapping[str, str]


@dataclass
class _Changes:
    """The changes of a field after a revision, the newest first, and the revision that the newest one made."""

    kept: list[Any]
    newest: int


def touched(
    record_type: RecordType, record: Any, values: Mapping[str, Any], revision: int, choices: Choices | None = None
) -> dict[str, Any]:
    """The values without those that the person left as they were at `revision` and somebody else changed since.

    Raises:
        Conflict: both changed the same field, to different values, and the person has not chosen between them.
    """
    changes, who = _changed_since(record_type, record, revision)
    now = values_of(record_type, record, changes.keys() & values.keys())
    kept = dict(values)
    both: dict[str, Any] = {}
    for name, held in now.items():
        choice = choices.by_field.get(name) if choices and changes[name].newest <= choices.revision else None
        try:
            kept[name] = record_type.field(name).merge(values[name], changes[name].kept, held, choice)
        except Overlap:
            both[name] = held
    if both:
        raise Conflict(both, {name: values[name] for name in both}, who, record.revision)
    return {name: value for name, value in kept.items() if name not in now or not same(value, now[name])}


def _changed_since(record_type: RecordType, record: Any, revision: int) -> tuple[dict[str, _Changes], str]:
    """The changes after `revision` by field, as the history keeps them; and who made the last."""
    entries = db.session.execute(
        select(HistoryEntry.data, HistoryEntry.actor_name)
        .where(
            HistoryEntry.record_type == record_type.name,
            HistoryEntry.record_id == record.id,
            HistoryEntry.kind == "fieldsChanged",
        )
        .order_by(HistoryEntry.id.desc())
        .limit(200)
    ).all()
    changes: dict[str, _Changes] = {}
    who = ""
    for data, actor_name in entries:
        made = data.get("revision", 0)
        if made > revision:
            for name, change in data["fields"].items():
                changes.setdefault(name, _Changes([], made)).kept.append(change)
            who = who or actor_name
    return changes, who
