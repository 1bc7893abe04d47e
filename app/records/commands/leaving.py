"""Open records of somebody who leaves."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Select, func, select

from app.access.leaving import Holding, register_holding
from app.db import db
from app.engine import UnitOfWork
from app.i18n import lazy_gettext as _
from app.records.commands.locking import locked
from app.records.commands.update import apply_values
from app.records.lifecycle.current import find_lifecycle
from app.records.types import RecordType, registry

_SHOWN = 20


def register() -> None:
    """Let what a person is responsible for be handed over."""
    register_holding(Holding("records", _("Open records they are responsible for"), _find, _hand_over))


def _find(person_id: int) -> tuple[int, Sequence[tuple[str, str]]]:
    count = 0
    first: list[tuple[str, str]] = []
    for record_type, open_records in _open(person_id):
        count += db.session.scalar(select(func.count()).select_from(open_records.subquery())) or 0
        for record in db.session.scalars(open_records.limit(_SHOWN - len(first))):
            first.append((record_type.display(record), f"/{record_type.plural}/{record.id}"))
    return count, first


def _hand_over(unit: UnitOfWork, person_id: int, successor_id: int | None) -> None:
    """Without a successor the records stay: there is nobody from whom they came."""
    if successor_id is None:
        return
    for record_type, open_records in _open(person_id):
        for record_id in [record.id for record in db.session.scalars(open_records)]:
            record = locked(unit, record_type, record_id)
            apply_values(unit, record_type, record, {str(record_type.responsible): successor_id})


def _open(person_id: int) -> Iterator[tuple[RecordType, Select[Any]]]:
    """For each record type the records that go on: those in no final status."""
    for record_type in registry:
        if record_type.responsible is None:
            continue
        model: Any = record_type.model
        lifecycle = find_lifecycle(record_type.name)
        statement = select(model).where(record_type.field(record_type.responsible).column == person_id)
        if record_type.has_status and lifecycle is not None:
            statement = statement.where(model.status.not_in([each.id for each in lifecycle.statuses if each.final]))
        yield record_type, statement.order_by(model.id)
