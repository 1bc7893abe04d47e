"""What points to a record points to another one: references of all types, in rows and in lists, and links."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, select, update

from app.db import db, table_of
from app.engine import SYSTEM, UnitOfWork
from app.records import rights
from app.records.listing.pointing import Pointer, pointers_to
from app.records.models import RecordLink, RecordReference
from app.records.rights.names import readable_names
from app.records.types import RecordType
from app.records.values.related import touching

_DROPPED = "+"
"""Behind the key of a pointer: its list held both records, so the entry of one of them went."""

Moved = dict[str, list[int]]
"""The ids of what was turned, by the key of the pointer."""


def turn_pointers(unit: UnitOfWork, record_type: RecordType, source: int, target: int) -> Moved:
    """Let everything that points to one record point to the other.

    One statement for each way in which something can point, whatever the number of records. Histories tell it.

    Returns:
        What was turned, by which it can be turned back.
    """
    names = readable_names([(record_type.name, source), (record_type.name, target)], SYSTEM)
    moved: Moved = {}
    for pointer in pointers_to(record_type.name):
        dropped = _in_both(pointer, source, target) if pointer.field.many else []
        ids = _turn(unit, pointer, record_type, source, target, names)
        if dropped:
            moved[f"{pointer.key}{_DROPPED}"] = dropped
        if turned := [each for each in ids if each not in dropped]:
            moved[pointer.key] = turned
    return moved


def turn_back(unit: UnitOfWork, record_type: RecordType, source: int, target: int, moved: Moved) -> None:
    """Let what was turned, and has not been changed since, point to where it pointed before."""
    names = readable_names([(record_type.name, source), (record_type.name, target)], SYSTEM)
    for pointer in pointers_to(record_type.name):
        if ids := moved.get(pointer.key):
            _turn(unit, pointer, record_type, target, source, names, ids)
        if dropped := moved.get(f"{pointer.key}{_DROPPED}"):
            _list_in(pointer, dropped, source)


def counts_of(record_type: RecordType, record_id: int, actor: Any) -> list[tuple[Pointer, int, int]]:
    """How many records point here in each way, and how many of them the actor may read; where there are any."""
    found = []
    for pointer in pointers_to(record_type.name):
        if pointer.path == record_type.merged and pointer.record_type is record_type:
            continue
        every = _owners(pointer, record_id)
        model = pointer.record_type.model
        total = db.session.scalar(select(func.count()).select_from(model).where(model.id.in_(every))) or 0
        if total:
            mine = rights.readable(pointer.record_type, actor)
            chosen = select(func.count()).select_from(model).where(model.id.in_(every), mine)
            found.append((pointer, total, db.session.scalar(chosen) or 0))
    return found


def _owners(pointer: Pointer, record_id: int) -> Any:
    """A statement for the ids of the records that point here."""
    field = pointer.field
    if field.many:
        return select(RecordReference.record_id).where(*_listed(pointer, record_id))
    if "." in pointer.path:
        rows = _rows_of(pointer)
        return select(rows.record_id).where(*_in_rows(pointer, rows), getattr(rows, field.attribute) == record_id)
    return select(pointer.record_type.model.id).where(field.column == record_id)


def _turn(
    unit: UnitOfWork,
    pointer: Pointer,
    record_type: RecordType,
    source: int,
    target: int,
    names: Any,
    only: list[int] | None = None,
) -> list[int]:
    if pointer.field.many:
        return _turn_listed(pointer, source, target, only)
    if "." in pointer.path:
        return _turn_rows(pointer, source, target, only)
    return _turn_records(unit, pointer, record_type, source, target, names, only)


def _turn_records(
    unit: UnitOfWork,
    pointer: Pointer,
    record_type: RecordType,
    source: int,
    target: int,
    names: Any,
    only: list[int] | None,
) -> list[int]:
    field, model = pointer.field, pointer.record_type.model
    conditions: list[ColumnElement[bool]] = [field.column == source]
    if pointer.record_type is record_type:
        conditions.append(model.id.not_in([source, target]))
    if only is not None:
        conditions.append(model.id.in_(only))
    rows = db.session.execute(
        select(model.id, model.revision, model.custom).where(*conditions).order_by(model.id)
    ).all()
    if not rows:
        return []
    changed = {"revision": model.revision + 1, "modified_at": unit.now, "modified_by_id": unit.actor.id}
    ids = [row.id for row in rows]
    if field.custom:
        table = table_of(model)
        statement = update(table).where(table.c.id == bindparam("key"))
        given = [{"key": row.id, "custom": {**row.custom, field.name: target}} for row in rows]
        db.session.connection().execute(statement.values(custom=bindparam("custom")), given)
    else:
        changed[field.attribute] = target
    chosen = update(model).where(model.id.in_(ids)).values(**changed)
    db.session.execute(chosen.execution_options(synchronize_session=False))
    change = {field.name: field.history_change(source, target, names)}
    for row in rows:
        data = {"fields": change, "revision": row.revision + 1}
        unit.history("fieldsChanged", pointer.record_type.name, row.id, data)
    return ids


def _turn_rows(pointer: Pointer, source: int, target: int, only: list[int] | None) -> list[int]:
    rows = _rows_of(pointer)
    column = getattr(rows, pointer.field.attribute)
    conditions = [*_in_rows(pointer, rows), column == source]
    if only is not None:
        conditions.append(rows.id.in_(only))
    ids = list(db.session.scalars(select(rows.id).where(*conditions).order_by(rows.id)))
    if ids:
        chosen = update(rows).where(rows.id.in_(ids))
        values = {pointer.field.attribute: target, "revision": rows.revision + 1}
        db.session.execute(chosen.values(**values).execution_options(synchronize_session=False))
    return ids


def _turn_listed(pointer: Pointer, source: int, target: int, only: list[int] | None) -> list[int]:
    """Entries of lists; where the other one is listed already, one of the two entries goes."""
    conditions = list(_listed(pointer, source))
    if only is not None:
        conditions.append(RecordReference.record_id.in_(only))
    ids = list(db.session.scalars(select(RecordReference.record_id).where(*conditions)))
    if not ids:
        return []
    there = set(_listing(pointer, target))
    own = {target} if pointer.record_type.name in pointer.field.targets else set()
    db.session.execute(delete(RecordReference).where(*conditions))
    _list_in(pointer, [each for each in ids if each not in there | own], target)
    return ids


def _in_both(pointer: Pointer, source: int, target: int) -> list[int]:
    return sorted({*_listing(pointer, source)} & {*_listing(pointer, target)})


def _listing(pointer: Pointer, target: int) -> list[int]:
    return list(db.session.scalars(select(RecordReference.record_id).where(*_listed(pointer, target))))


def _list_in(pointer: Pointer, record_ids: list[int], target: int) -> None:
    entry = {"record_type": pointer.record_type.name, "field": pointer.field.name, "target_id": target}
    if record_ids:
        db.session.execute(insert(RecordReference), [{**entry, "record_id": each} for each in record_ids])


def _listed(pointer: Pointer, target: int) -> tuple[ColumnElement[bool], ...]:
    return (
        RecordReference.record_type == pointer.record_type.name,
        RecordReference.field == pointer.field.name,
        RecordReference.target_id == target,
    )


def _rows_of(pointer: Pointer) -> Any:
    name = pointer.path.partition(".")[0]
    return pointer.record_type.field(name).rows  # type: ignore[attr-defined]


def _in_rows(pointer: Pointer, rows: Any) -> list[ColumnElement[bool]]:
    name = pointer.path.partition(".")[0]
    return [rows.record_type == pointer.record_type.name, rows.field == name]


def move_links(record_type: RecordType, source: int, target: int) -> list[dict[str, Any]]:
    """Let the links of a record be those of the other; a link that it has already, and one to itself, are dropped.

    Returns:
        The links as they were.
    """
    columns = table_of(RecordLink).columns
    rows = db.session.execute(select(*columns).where(touching(record_type.name, source))).mappings().all()
    if not rows:
        return []
    there = db.session.execute(select(*columns).where(touching(record_type.name, target))).mappings().all()
    known = {_ends(row) for row in there}
    here = (record_type.name, source)
    db.session.execute(delete(RecordLink).where(touching(record_type.name, source)))
    moved = []
    for row in rows:
        turned = dict(row)
        if (row["record_type"], row["record_id"]) == here:
            turned["record_id"] = target
        if (row["other_type"], row["other_id"]) == here:
            turned["other_id"] = target
        if _ends(turned) not in known and not _to_itself(turned):
            known.add(_ends(turned))
            moved.append({name: value for name, value in turned.items() if name != "id"})
    if moved:
        db.session.execute(insert(RecordLink), moved)
    return [{**row, "created_at": row["created_at"].isoformat()} for row in rows]


def _ends(row: Any) -> tuple[Any, ...]:
    ends = sorted([(row["record_type"], row["record_id"]), (row["other_type"], row["other_id"])])
    return (*ends, row["kind"])


def _to_itself(row: Any) -> bool:
    return bool((row["record_type"], row["record_id"]) == (row["other_type"], row["other_id"]))
