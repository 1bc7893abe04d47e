"""Commands of the background that failed and wait for a person."""

import traceback
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, insert, select, update

from app.clock import clock
from app.db import table_of
from app.engine.ground.actor import SYSTEM
from app.engine.ground.errors import EngineError, NotAllowedNow, NotFound
from app.engine.ground.store import HISTORY, INSTANCE
from app.engine.ground.values import json_safe
from app.engine.models import Incident
from app.engine.unit.events import UnitEvents
from app.i18n import lazy_gettext as _

OPEN, RESOLVED, SKIPPED = "open", "resolved", "skipped"
TABLE = table_of(Incident)

Retry = Callable[[Any, Mapping[str, Any]], None]
_retries: dict[str, Retry] = {}


def retries(command: str) -> Callable[[Retry], Retry]:
    """Register how a command is tried again: a function of the unit of work and the arguments that were kept."""

    def register(function: Retry) -> Retry:
        _retries[command] = function
        return function

    return register


def record_incident(
    connection: Connection,
    *,
    command: str,
    arguments: Mapping[str, Any],
    error: BaseException,
    process_instance_id: int | None = None,
    element_id: str | None = None,
) -> int:
    """Write down that a command failed; its number. Called in a transaction of its own, after the roll-back.

    Parameters:
        command: its name, under which `retries` knows it.
        arguments: what it needs to be tried again; JSON.
        error: what went wrong. Errors for a person are kept in their words, others with their traceback.
        element_id: where, when the error does not say so itself.
    """
    record_type = record_id = None
    if process_instance_id is not None:
        statement = select(INSTANCE.c.record_type, INSTANCE.c.record_id).where(INSTANCE.c.id == process_instance_id)
        record_type, record_id = connection.execute(statement).one()
    cause = getattr(error, "cause", None) or error
    words = str(error)
    if not isinstance(cause, EngineError):
        words += "\n\n" + "".join(traceback.format_exception(cause))
    values = {
        "process_instance_id": process_instance_id,
        "element_id": getattr(error, "element_id", None) or element_id,
        "record_type": record_type,
        "record_id": record_id,
        "command": command,
        "arguments": json_safe(arguments),
        "error": words,
        "state": OPEN,
        "created_at": clock.now(),
    }
    incident_id = int(connection.execute(insert(TABLE), values).inserted_primary_key[0])  # type: ignore[index]
    entry = {
        "record_type": record_type,
        "record_id": record_id,
        "process_instance_id": process_instance_id,
        "at": values["created_at"],
        "actor_id": SYSTEM.id,
        "actor_name": SYSTEM.name,
        "kind": "incident",
        "element_id": values["element_id"],
        "data": {"incident_id": incident_id, "state": OPEN, "error": str(error)},
    }
    connection.execute(insert(HISTORY), entry)
    return incident_id


def retry(unit: UnitEvents, incident_id: int) -> None:
    """Do again what had failed, and close the incident.

    Raises:
        NotFound: there is no such incident.
        NotAllowedNow: it is closed already.
        EngineError: it failed again; the incident stays open.
    """
    row = _locked(unit, incident_id)
    with unit.savepoint():
        _retries[row["command"]](unit, row["arguments"])
    _close(unit, row, RESOLVED, None)


def skip(unit: UnitEvents, incident_id: int, reason: str) -> None:
    """Close an incident without doing it.

    Raises:
        NotFound, NotAllowedNow: as for `retry`.
    """
    _close(unit, _locked(unit, incident_id), SKIPPED, reason)


def alike(unit: UnitEvents, incident_id: int) -> list[Mapping[str, Any]]:
    """The open incidents of the same cause, this one among them: same command, element and words of the error.

    Raises:
        NotFound, NotAllowedNow: as for `retry`.
    """
    row = _locked(unit, incident_id)
    same = (TABLE.c.state == OPEN, TABLE.c.command == row["command"], TABLE.c.element_id == row["element_id"])
    found = unit.connection.execute(select(TABLE).where(*same).order_by(TABLE.c.id).with_for_update()).mappings()
    return [dict(each) for each in found if _words(dict(each)) == _words(row)]


def _words(row: Mapping[str, Any]) -> str:
    return str(row["error"]).split("\n\n", 1)[0]


def close(unit: UnitEvents, row: Mapping[str, Any]) -> None:
    """What had failed is done, or will be tried again."""
    _close(unit, row, RESOLVED, None)


def resolve(unit: UnitEvents, command: str, arguments: Mapping[str, Any]) -> None:
    """Close the incidents of a command with these arguments: it was done in another way."""
    rows = unit.connection.execute(select(TABLE).where(TABLE.c.state == OPEN, TABLE.c.command == command)).mappings()
    for row in [row for row in rows if all(row["arguments"].get(name) == arguments[name] for name in arguments)]:
        close(unit, dict(row))


def skip_all_of(unit: UnitEvents, instance_id: int, reason: str) -> None:
    """Close the open incidents of a process that is deleted."""
    of_process = select(TABLE).where(TABLE.c.process_instance_id == instance_id, TABLE.c.state == OPEN)
    for row in unit.connection.execute(of_process).mappings().all():
        _close(unit, dict(row), SKIPPED, reason)


def _locked(unit: UnitEvents, incident_id: int) -> Mapping[str, Any]:
    statement = select(TABLE).where(TABLE.c.id == incident_id).with_for_update()
    row = unit.connection.execute(statement).mappings().first()
    if row is None:
        raise NotFound(_("There is no such incident."))
    if row["state"] != OPEN:
        raise NotAllowedNow(_("This incident is closed already."), code="closed", state=row["state"])
    return dict(row)


def _close(unit: UnitEvents, row: Mapping[str, Any], state: str, reason: str | None) -> None:
    unit.connection.execute(
        update(TABLE).where(TABLE.c.id == row["id"]).values(state=state, resolved_at=unit.now, resolution=reason)
    )
    unit.history(
        "incident",
        row["record_type"],
        row["record_id"],
        {"incident_id": row["id"], "state": state, "reason": reason},
        element_id=row["element_id"],
        process_instance_id=row["process_instance_id"],
    )
