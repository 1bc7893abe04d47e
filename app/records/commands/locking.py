"""A record under its lock, and what a unit of work has read of records already."""

from typing import Any

from sqlalchemy import select

from app.db import db
from app.engine import (
    NotFound,
    StaleRevision,
    UnitOfWork,
)
from app.records.types import RecordType


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


def require_revision(record: Any, revision: int | None) -> None:
    """Refuse what cannot be undone to who has seen another revision of the record than there is; None: nobody looked.

    Raises:
        StaleRevision
    """
    if revision is not None and revision != record.revision:
        raise StaleRevision(revision=record.revision)


def names_known(unit: UnitOfWork) -> dict[tuple[str, int], str]:
    """Display names that were read in this unit already."""
    names: dict[tuple[str, int], str] = unit.cache.setdefault("names", {})
    return names


def forget_view(unit: UnitOfWork, record_type: str, record_id: int) -> None:
    """Let the FEEL view of a changed record read again."""
    view = unit.cache.get(("view", record_type, record_id))
    if view is not None:
        view.forget()
