"""Adding a record."""

from collections.abc import Mapping
from typing import Any

from app.db import db
from app.engine import (
    Actor,
    UnitOfWork,
)
from app.records import rights
from app.records.commands.changes import typed_values, write_new
from app.records.commands.command_views import CommandViews
from app.records.commands.locking import names_known
from app.records.commands.record_checks import require_checks
from app.records.commands.settling import require_name, settle
from app.records.fields.copying import with_copies
from app.records.lifecycle.current import lifecycle_of
from app.records.types import RecordType
from app.records.values.computed import with_computed
from app.records.values.constraints import fit_row, said_in_words
from app.records.values.counters import next_number


def create_record(unit: UnitOfWork, record_type: RecordType, raw: Mapping[str, Any], system: bool = False) -> Any:
    """Add a record and start the processes of its type.

    Parameters:
        raw: values by field name, as their fields read them.
        system: the caller is a diagram: no rights are asked, read-only fields may be written.

    Returns:
        The new record.

    Raises:
        Forbidden: the actor may not create records of this type.
        RecordRefused: a value does not fit, or a name is missing.
        Refusal: the type's diagram refuses the record.
    """
    if not system:
        rights.require_create(record_type, unit.actor)
    values = typed_values(record_type, raw, system, names_known(unit), None if system else unit.actor)
    if not system:
        _require_unlocked_new(record_type, values, unit.actor)
    require_name(record_type, values)
    record = record_type.model(
        created_at=unit.now, created_by_id=unit.actor.id, modified_at=unit.now, modified_by_id=unit.actor.id, custom={}
    )
    if record_type.numbered:
        record.number = next_number(record_type.name)
    if record_type.has_status:
        record.status = lifecycle_of(record_type.name).initial_status.id
        record.status_changed_at = unit.now
    if record_type.received and values.get(record_type.received) is None:
        values[record_type.received] = unit.now
    values = with_computed(
        record_type, fit_row(record_type, with_copies(record_type, settle(record_type, values))), CommandViews(unit)
    )
    with said_in_words(record_type, values):
        require_checks(record_type, values, record, CommandViews(unit), new=True)
        write_new(record_type, record, values)
    unit.cache["record", record_type.name, record.id] = record
    unit.record_is_new(record_type.name, record.id)
    unit.history("recordCreated", record_type.name, record.id, {"name": record_type.display(record)})
    unit.start_record_processes(record_type.name, record.id)
    unit.run()
    db.session.flush()
    return record


def _require_unlocked_new(record_type: RecordType, values: Mapping[str, Any], actor: Actor) -> None:
    """A new record may begin with nothing, and with what its type gives this person, in fields that stand for a right.

    Raises:
        FieldsForbidden
    """
    locked = rights.locked_fields(record_type, None, actor).intersection(values)
    begin = record_type.begin(actor) if locked else {}
    foreign = [name for name in locked if values[name] not in (None, [], begin.get(name))]
    rights.require_unlocked(record_type, None, actor, foreign)
