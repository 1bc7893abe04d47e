"""Changing fields of a record."""

from collections.abc import Mapping
from typing import Any

from app.db import db
from app.engine import (
    Actor,
    UnitOfWork,
)
from app.records import rights
from app.records.commands.candidates import follow_record
from app.records.commands.changes import write_values
from app.records.commands.command_views import CommandViews
from app.records.commands.locking import forget_view, locked, names_known
from app.records.commands.merging import Choices, touched
from app.records.commands.record_checks import require_checks
from app.records.commands.settling import name_fields, require_name, settle, typed_change
from app.records.fields.copying import with_copies
from app.records.types import RecordType
from app.records.types.comparing import same
from app.records.values.computed import with_computed
from app.records.values.constraints import fit_row, said_in_words
from app.records.values.of_records import values_of


def update_record(
    unit: UnitOfWork,
    record_type: RecordType,
    record_id: int,
    raw: Mapping[str, Any],
    *,
    revision: int | None = None,
    choices: Choices | None = None,
    system: bool = False,
    why: str = "",
) -> Any:
    """Change fields of a record.

    Parameters:
        revision: the record's revision that the person saw; what others changed since then is kept, and only when the
            same fields are concerned the change is a `Conflict`.
        choices: what the person said to such a conflict before.
        why: words for the history.

    Raises:
        NotFound, Forbidden, RecordRefused, Conflict, Refusal
    """
    record = locked(unit, record_type, record_id)
    if not system:
        rights.require_edit(record_type, record, unit.actor, raw.keys())
    values = typed_change(unit, record_type, record, raw, system)
    require_name(record_type, {**dict.fromkeys(name_fields(record_type), True), **values})
    if revision is not None and revision != record.revision:
        values = touched(record_type, record, values, revision, choices)
    if not system:
        require_unlocked(record_type, record, values, unit.actor)
    with said_in_words(record_type, values):
        apply_values(unit, record_type, record, values, why)
        unit.run()
        db.session.flush()
    return record


def apply_values(
    unit: UnitOfWork, record_type: RecordType, record: Any, values: Mapping[str, Any], why: str = ""
) -> dict[str, Any]:
    """Write typed values and what follows from them, with history, and tell the engine, which is not run here."""
    copied = with_copies(record_type, settle(record_type, values, record), record)
    fitted = fit_row(record_type, copied, record.id)
    computed = with_computed(record_type, fitted, CommandViews(unit), record)
    require_checks(record_type, computed, record, CommandViews(unit))
    changes = write_values(record_type, record, computed, names_known(unit))
    if changes:
        record.modified_at = unit.now
        record.modified_by_id = unit.actor.id
        data = {"fields": changes, "revision": record.revision + 1}  # the row is written once, when the command ends
        unit.history("fieldsChanged", record_type.name, record.id, {**data, "why": why} if why else data)
        forget_view(unit, record_type.name, record.id)
        unit.record_changed(record_type.name, record.id, set(changes))
        if unit.execution is None:  # else the task that is being answered would seem to be somebody else's
            follow_record(record_type, record, changes)
    return changes


def require_unlocked(record_type: RecordType, record: Any, values: Mapping[str, Any], actor: Actor) -> None:
    """Refuse to change fields that stand for a right which the actor does not have.

    Parameters:
        values: typed, by field; those that the record holds already change nothing.

    Raises:
        FieldsForbidden
    """
    locked = rights.locked_fields(record_type, record, actor).intersection(values)
    held = values_of(record_type, record, locked)
    rights.require_unlocked(record_type, record, actor, [name for name in locked if not same(held[name], values[name])])
