"""What can be done to a record. Each function runs inside a unit of work, which makes it one transaction.

Rights are checked here, under the lock; who calls with the `SYSTEM` actor, or from a diagram, has them all.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.db import db
from app.engine import (
    STATUS_REQUESTED,
    Actor,
    NotAllowedNow,
    NotFound,
    StaleRevision,
    UnitOfWork,
    delete_record_processes,
    send_message,
)
from app.i18n import gettext as _
from app.i18n import localized
from app.records import rights
from app.records.candidates import follow_record
from app.records.changes import given_to, typed_values, write_new, write_values
from app.records.command_views import CommandViews
from app.records.computed import with_computed
from app.records.constraints import fit_row, said_in_words
from app.records.copying import with_copies
from app.records.counters import next_number
from app.records.errors import RecordRefused, in_field
from app.records.lifecycle.current import lifecycle_of
from app.records.lifecycle.model import Lifecycle
from app.records.merging import Choices, touched
from app.records.record_checks import require_checks
from app.records.related import delete_related
from app.records.types import RecordType, ValueRefused
from app.records.types.comparing import same
from app.records.values import values_of


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
    _require_name(record_type, values)
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
        record_type, fit_row(record_type, with_copies(record_type, _settled(record_type, values))), CommandViews(unit)
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
    values = _typed_change(unit, record_type, record, raw, system)
    _require_name(record_type, {**dict.fromkeys(_name_fields(record_type), True), **values})
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
    settled = with_copies(record_type, _settled(record_type, values, record), record)
    fitted = fit_row(record_type, settled, record.id)
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


def set_status(unit: UnitOfWork, record_type: RecordType, record: Any, status: str) -> None:
    """Give the record another status and raise its signals. Only diagrams do this, through `status.set`.

    Raises:
        RecordRefused: the record is in a final status; or a check that reads the status does not hold in the new one.
    """
    before = record.status
    if before == status:
        return
    obstacle = _obstacle_of_end(lifecycle_of(record_type.name), before)
    if obstacle:
        raise RecordRefused({"status": obstacle})
    require_checks(record_type, {"status": status}, record, CommandViews(unit))
    record.status = status
    record.status_changed_at = record.modified_at = unit.now
    record.modified_by_id = unit.actor.id
    unit.history("statusChanged", record_type.name, record.id, {"old": before, "new": status})
    forget_view(unit, record_type.name, record.id)
    unit.record_changed(record_type.name, record.id, {"stage"})
    unit.status_changed(record_type.name, record.id, before, status)


def request_status(
    unit: UnitOfWork,
    record_type: RecordType,
    record_id: int,
    status: str,
    raw: Mapping[str, Any] | None = None,
    revision: int | None = None,
    choices: Choices | None = None,
) -> Any:
    """Ask the record's diagram for another status, with fields that are filled on the way.

    Parameters:
        raw, revision, choices: as of `update_record`.

    Raises:
        NotFound, Forbidden, RecordRefused, Conflict
        Refusal: the diagram says no; nothing has changed.
        NotAllowedNow: the diagram does not wait for a status now, or there is no such status.
    """
    record = locked(unit, record_type, record_id)
    require_status_change(record_type, record, unit.actor)
    obstacle = obstacle_of_status(record_type, record.status, status)
    if obstacle:
        raise NotAllowedNow(obstacle)
    values = _typed_change(unit, record_type, record, raw or {})
    if revision is not None and revision != record.revision and values:
        values = touched(record_type, record, values, revision, choices)
    require_unlocked(record_type, record, values, unit.actor)
    apply_values(unit, record_type, record, values)
    send_message(unit, STATUS_REQUESTED, record_type.name, record_id, {"status": status})
    db.session.flush()
    return record


def obstacle_of_status(record_type: RecordType, before: str, after: str) -> str:
    """Why nobody may ask for a status, whatever the diagram says, in words; empty: nothing stands against it."""
    lifecycle = lifecycle_of(record_type.name)
    status = lifecycle.status(after)
    if status is None:
        return _("There is no status “%(status)s”.", status=after)
    if after == before:
        return ""
    if not status.offered:
        return _("Only a process sets “%(status)s”.", status=localized(status.label))
    return _obstacle_of_end(lifecycle, before)


def _obstacle_of_end(lifecycle: Lifecycle, before: str) -> str:
    found = lifecycle.status(before)
    if found is None or not found.final:
        return ""
    return _("“%(status)s” is the last status: nothing follows it.", status=localized(found.label))


def require_status_change(record_type: RecordType, record: Any, actor: Actor) -> None:
    """Refuse who may not ask for another status of the record.

    Raises:
        NotFound: the actor may not even know of the record.
        Forbidden: the actor may not write it, or has no role that changes statuses.
    """
    words = _("You do not have the right to change the status of this record.")
    rights.require_act(record_type, record, actor, rights.CHANGE_STATUS, words)


def require_deletion(record_type: RecordType, record: Any, actor: Actor) -> None:
    """Refuse who may not delete the record.

    Raises:
        NotFound: the actor may not even know of the record.
        Forbidden
    """
    words = _("You do not have the right to delete this record.")
    rights.require_act(record_type, record, actor, rights.DELETE, words)


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


def delete_record(unit: UnitOfWork, record_type: RecordType, record_id: int, revision: int | None = None) -> None:
    """Delete a record with its processes; its history stays.

    Parameters:
        revision: the record's revision that the person saw.

    Raises:
        NotFound, Forbidden
        NotAllowedNow: other records point to it.
        StaleRevision: somebody has changed it since.
    """
    record = locked(unit, record_type, record_id)
    require_deletion(record_type, record, unit.actor)
    require_revision(record, revision)
    name = record_type.display(record)
    delete_record_processes(unit, record_type.name, record_id)
    row_models = [each.rows for each in record_type.fields if hasattr(each, "rows")]
    delete_related(record_type.name, record_id, row_models)
    unit.history("recordDeleted", record_type.name, record_id, {"name": name})
    db.session.delete(record)
    pointed_to = NotAllowedNow(_("“%(name)s” cannot be deleted: other records point to it.", name=name))
    try:
        db.session.flush()
    except IntegrityError:  # nothing can be read any more here, words neither
        raise pointed_to from None


def require_revision(record: Any, revision: int | None) -> None:
    """Refuse what cannot be undone to who has seen another revision of the record than there is; None: nobody looked.

    Raises:
        StaleRevision
    """
    if revision is not None and revision != record.revision:
        raise StaleRevision(revision=record.revision)


def locked(unit: UnitOfWork, record_type: RecordType, record_id: int) -> Any:
    """The record, read fresh under a row lock that lasts to the end of the unit.

    Its processes are locked before it, as by whoever completes a task of it: the other way round the two would wait
    for each other.

    Raises:
        NotFound: there is no such record.
    """
    key = ("record", record_type.name, record_id)
    if key not in unit.cache:
        unit.lock_instances_of(record_type.name, record_id)
        statement = select(record_type.model).where(record_type.model.id == record_id).with_for_update()
        record = db.session.execute(statement.execution_options(populate_existing=True)).scalar_one_or_none()
        if record is None:
            raise NotFound()
        unit.cache[key] = record
    return unit.cache[key]


def names_known(unit: UnitOfWork) -> dict[tuple[str, int], str]:
    """Display names that were read in this unit already."""
    names: dict[tuple[str, int], str] = unit.cache.setdefault("names", {})
    return names


def forget_view(unit: UnitOfWork, record_type: str, record_id: int) -> None:
    """Let the FEEL view of a changed record read again."""
    view = unit.cache.get(("view", record_type, record_id))
    if view is not None:
        view.forget()


def _typed_change(
    unit: UnitOfWork, record_type: RecordType, record: Any, raw: Mapping[str, Any], system: bool = False
) -> dict[str, Any]:
    known = names_known(unit)
    if system:
        return typed_values(record_type, raw, system, known)
    return given_to(record_type, record, raw, unit.actor)


def _settled(record_type: RecordType, values: Mapping[str, Any], record: Any = None) -> dict[str, Any]:
    """Values beside those that are there: rows find their ids and keep what is not said of them, files are taken."""
    settling = [name for name in values if record_type.field(name).settles]
    before = {} if record is None else values_of(record_type, record, settling)
    problems: dict[str, str] = {}
    settled = dict(values)
    for name in settling:
        try:
            settled[name] = record_type.field(name).settle(values[name], before.get(name))
        except ValueRefused as refused:
            problems |= in_field(name, refused)
    if problems:
        raise RecordRefused(problems)
    return settled


def _require_unlocked_new(record_type: RecordType, values: Mapping[str, Any], actor: Actor) -> None:
    """A new record may begin with nothing, and with what its type gives this person, in fields that stand for a right.

    Raises:
        FieldsForbidden
    """
    locked = rights.locked_fields(record_type, None, actor).intersection(values)
    begin = record_type.begin(actor) if locked else {}
    foreign = [name for name in locked if values[name] not in (None, [], begin.get(name))]
    rights.require_unlocked(record_type, None, actor, foreign)


def _name_fields(record_type: RecordType) -> list[str]:
    return [
        name
        for name in record_type.display_columns
        if record_type.has_field(name) and name not in record_type.optional_names
    ]


def _require_name(record_type: RecordType, values: Mapping[str, Any]) -> None:
    empty = [name for name in _name_fields(record_type) if not values.get(name)]
    if empty:
        raise RecordRefused({name: _("This field must be filled.") for name in empty})
