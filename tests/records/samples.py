"""Records for the tests of pages."""

from datetime import timedelta
from graphlib import TopologicalSorter
from typing import Any

from sqlalchemy import select

from app.clock import clock
from app.db import db
from app.engine import Actor, unit_of_work
from app.engine.models import UserTask
from app.records.commands.create import create_record
from app.records.commands.status import request_status
from app.records.fields import ReferenceField
from app.records.types import Field, RecordType, registry


def needed_references(record_type: RecordType) -> list[Field]:
    """The references without which there is no record of this type."""
    columns = record_type.model.__mapper__.columns
    references = [field for field in record_type.fields if isinstance(field, ReferenceField) and field.is_pointer]
    return [field for field in references if not columns[field.attribute].nullable]


def needed_first() -> list[RecordType]:
    """All record types, each after those without whose records it has none."""
    needs = {each.name: {field.target for field in needed_references(each)} for each in registry}
    return [registry[name] for name in TopologicalSorter(needs).static_order()]


def new(actor: Actor, record_type: str, **values: Any) -> int:
    """The id of a new record."""
    with unit_of_work(actor) as unit:
        return create_record(unit, registry[record_type], values).id


def move(actor: Actor, record_type: str, record_id: int, status: str, **fields: Any) -> None:
    if status == "pause":  # nothing rests without an end
        fields.setdefault("resume_date", clock.now() + timedelta(days=30))
    with unit_of_work(actor) as unit:
        request_status(unit, registry[record_type], record_id, status, fields)


def fetch(record_type: str, record_id: int) -> Any:
    """The record as it is in the database now."""
    model = registry[record_type].model
    record = db.session.execute(
        select(model).where(model.id == record_id).execution_options(populate_existing=True)
    ).scalar_one_or_none()
    db.session.commit()  # ends the reading and, unlike a rollback, expires nothing
    return record


def task_of(record_type: str, record_id: int, state: str = "open") -> UserTask:
    """The one task of a record in that state."""
    task = db.session.execute(
        select(UserTask)
        .where(UserTask.record_type == record_type, UserTask.record_id == record_id, UserTask.state == state)
        .execution_options(populate_existing=True)
    ).scalar_one()
    db.session.commit()  # ends the reading and, unlike a rollback, expires nothing
    return task
