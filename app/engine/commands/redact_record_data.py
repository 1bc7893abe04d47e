"""Replace what is said of somebody in the processes of a record: in their variables, their history, what they owe."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, or_, select, update

from app.db import db
from app.engine.instance.serialization import redacted
from app.engine.models import ExternalTask, HistoryEntry, Incident, OwedEffect, ProcessInstance
from app.engine.unit.unit_of_work import UnitOfWork

Redact = Callable[[Any], Any]


def redact_record_data(unit: UnitOfWork, record_type: str, record_id: int, redact: Redact) -> None:
    """Replace values in all that the engine keeps about a record, running or ended.

    Call it in a unit that has done nothing with these processes: what it has in memory would be written over this.

    Parameters:
        redact: given a JSON value, gives what is to stand in its place.
    """
    unit.lock_instances_of(record_type, record_id)
    of_record = (ProcessInstance.record_type == record_type, ProcessInstance.record_id == record_id)
    states = db.session.execute(select(ProcessInstance.id, ProcessInstance.state).where(*of_record)).all()
    for row in states:
        state = redacted(row.state, redact)
        if state != row.state:
            changed = {"state": state, "revision": ProcessInstance.revision + 1}
            db.session.execute(update(ProcessInstance).where(ProcessInstance.id == row.id).values(changed))
    instances = [row.id for row in states]
    for model, columns in _COPIES.items():
        _replace(model, columns, _about(model, record_type, record_id, instances), redact)


_COPIES: dict[Any, tuple[str, ...]] = {
    HistoryEntry: ("data",),
    OwedEffect: ("payload", "error"),
    Incident: ("arguments", "error", "resolution"),
    ExternalTask: ("error_message", "error_details"),
}


def _about(model: Any, record_type: str, record_id: int, instances: list[int]) -> ColumnElement[bool]:
    of_instances: ColumnElement[bool] = model.process_instance_id.in_(instances)
    if not hasattr(model, "record_type"):
        return of_instances
    return or_(of_instances, (model.record_type == record_type) & (model.record_id == record_id))


def _replace(model: Any, columns: tuple[str, ...], condition: ColumnElement[bool], redact: Redact) -> None:
    chosen = [getattr(model, name) for name in columns]
    for identifier, *values in db.session.execute(select(model.id, *chosen).where(condition)).all():
        changed = {name: redact(value) for name, value in zip(columns, values, strict=True)}
        if list(changed.values()) != values:
            db.session.execute(update(model).where(model.id == identifier).values(changed))
