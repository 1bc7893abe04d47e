"""What records hold in added fields that go away or mean something else."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, func, select, update

from app.db import db
from app.engine import SYSTEM, artifact, find_artifact
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
        if before is not None and (_meaning(before) != _meaning(field) or (before.many and not field.many)):
            yield before, field


def former_field(added: AddedFields, name: str) -> Field | None:
    """A field as it is in force, or None."""
    latest = published(added.record_type)
    return latest.field(name) if latest else None


def unlisted(record_type: RecordType, before: Field, after: Field) -> dict[str, int]:
    """What records hold of a field that its new version does not offer: the value, and how many hold it."""
    bound = before.bind(record_type.name, record_type.model)
    found = {}
    for text in before.known_texts():
        if text not in after.known_texts():
            holds = select(func.count()).select_from(record_type.model).where(bound.condition("eq", text, SYSTEM))
            found[text] = db.session.scalar(holds) or 0
    return {text: count for text, count in found.items() if count}


def count_held(record_type: RecordType, field: Field) -> int:
    """How many records hold a value of an added field."""
    model = record_type.model
    return db.session.scalar(select(func.count()).select_from(model).where(_held(record_type, field))) or 0


def delete_retyped(added: AddedFields) -> None:
    """Take away the values that the fields of a file, published now, cannot read; in the transaction that is open."""
    declared = registry[added.record_type]
    for before, _field in retyped(added):
        if before.stored_in_row:
            _delete(declared, before)
        else:
            _empty(declared, before)


def _empty(record_type: RecordType, field: Field) -> None:
    bound = field.bind(record_type.name, record_type.model)
    for record_id in db.session.scalars(select(record_type.model.id).where(_held(record_type, field))).all():
        bound.write(record_id, None)


def _delete(record_type: RecordType, field: Field) -> None:
    table = record_type.model.__table__
    rows = select(table.c.id, table.c.custom).where(_held(record_type, field)).order_by(table.c.id)
    while found := db.session.execute(rows.limit(_AT_ONCE).with_for_update()).all():
        for row in found:
            kept = {each: value for each, value in row.custom.items() if each != field.name}
            db.session.execute(update(table).where(table.c.id == row.id).values(custom=kept))


def _held(record_type: RecordType, field: Field) -> ColumnElement[bool]:
    """Whether a record holds a value: in the column `custom`, or where the type keeps it (files)."""
    if not field.stored_in_row:
        return field.bind(record_type.name, record_type.model).condition("empty", "no", SYSTEM)
    held: ColumnElement[bool] = record_type.model.custom[field.name].as_string().is_not(None)
    return held


def former_personal(record_type: RecordType) -> list[Field]:
    """The personal fields that were added once and are no more, or of another type now; records, or at least their
    history, may still hold values of them.
    """
    latest = find_artifact(FIELDS, record_type.name)
    found: dict[tuple[str, ...], Field] = {}
    for number in range(1, (latest.version if latest else 0) + 1):
        version = readable(artifact(FIELDS, record_type.name, number))
        for field in version.fields if version else ():
            now = record_type.field(field.name) if record_type.has_field(field.name) else None
            if field.is_personal() and (now is None or _meaning(now) != _meaning(field)):
                found[field.name, *_meaning(field)] = field
    return list(found.values())


def _last_published(record_type: str, name: str) -> Field | None:
    """The field as it was last published, perhaps a while ago: its values are still there."""
    latest = find_artifact(FIELDS, record_type)
    for number in range(latest.version if latest else 0, 0, -1):
        found = readable(artifact(FIELDS, record_type, number))
        if found and (field := found.field(name)):
            return field
    return None


def means_the_same(before: Field, after: Field) -> bool:
    """Whether a kept value is one of the new field."""
    return _meaning(before) == _meaning(after)


def _meaning(field: Field) -> tuple[str, ...]:
    return (field.type, *field.targets)
