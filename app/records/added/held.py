"""What records hold in added fields that go away or mean something else."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, func, select, update

from app.db import db
from app.engine import artifact, find_artifact
from app.records.added.current import FIELDS, published, readable
from app.records.added.model import AddedFields
from app.records.types import Field, RecordType, registry

_AT_ONCE = 500


def removed(added: AddedFields) -> Iterator[Field]:
    """The published fields that a file has no more."""
    latest = published(added.record_type)
    for field in latest.fields if latest else ():
        if added.field(field.name) is None:
            yield field


def retyped(added: AddedFields) -> Iterator[tuple[Field, Field]]:
    """The fields whose kept values would mean something else, each as it was and as it is."""
    for field in added.fields:
        before = _last_published(added.record_type, field.name)
        if before is not None and _meaning(before) != _meaning(field):
            yield before, field


def former_field(added: AddedFields, name: str) -> Field | None:
    """A field as it is in force, or None."""
    latest = published(added.record_type)
    return latest.field(name) if latest else None


def count_held(record_type: RecordType, name: str) -> int:
    """How many records hold a value under that name."""
    model = record_type.model
    return db.session.scalar(select(func.count()).select_from(model).where(_held(record_type, name))) or 0


def delete_retyped(added: AddedFields) -> None:
    """Take away the values that the fields of a file, published now, cannot read; in the transaction that is open."""
    declared = registry[added.record_type]
    for _before, field in retyped(added):
        _delete(declared, field.name)


def _delete(record_type: RecordType, name: str) -> None:
    table = record_type.model.__table__
    rows = select(table.c.id, table.c.custom).where(_held(record_type, name)).order_by(table.c.id)
    while found := db.session.execute(rows.limit(_AT_ONCE).with_for_update()).all():
        for row in found:
            kept = {each: value for each, value in row.custom.items() if each != name}
            db.session.execute(update(table).where(table.c.id == row.id).values(custom=kept))


def _held(record_type: RecordType, name: str) -> ColumnElement[bool]:
    held: ColumnElement[bool] = record_type.model.custom[name].as_string().is_not(None)
    return held


def _last_published(record_type: str, name: str) -> Field | None:
    """The field as it was last published, perhaps a while ago: its values are still there."""
    latest = find_artifact(FIELDS, record_type)
    for number in range(latest.version if latest else 0, 0, -1):
        found = readable(artifact(FIELDS, record_type, number))
        if found and (field := found.field(name)):
            return field
    return None


def _meaning(field: Field) -> tuple[str, ...]:
    return (field.type, *field.targets)
