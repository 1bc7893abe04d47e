"""Another status of a record: asked for by people, given by its diagram."""

from collections.abc import Mapping
from typing import Any

from app.db import db
from app.engine import (
    STATUS_REQUESTED,
    Actor,
    NotAllowedNow,
    UnitOfWork,
    send_message,
)
from app.i18n import gettext as _
from app.i18n import localized
from app.records import rights
from app.records.commands.command_views import CommandViews
from app.records.commands.locking import forget_view, locked
from app.records.commands.merging import Choices, touched
from app.records.commands.record_checks import require_checks
from app.records.commands.settling import typed_change
from app.records.commands.update import apply_values, require_unlocked
from app.records.errors import RecordRefused
from app.records.lifecycle.current import lifecycle_of
from app.records.lifecycle.model import Lifecycle
from app.records.types import RecordType


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
    values = typed_change(unit, record_type, record, raw or {})
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
