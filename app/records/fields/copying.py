"""Values that are copied from what a reference points to: the price of a product, the percentage of a tax rate.

A copy stays as it is when the other record changes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.db import db
from app.records.fields import DatedReferenceField, ReferenceField
from app.records.types import Field, RecordType
from app.records.values.of_records import values_of

_NOTHING: tuple[Any, ...] = (None, "", [])


def with_copies(record_type: RecordType, values: Mapping[str, Any], record: Any | None = None) -> dict[str, Any]:
    """Typed values of a change, with what its references bring along: one statement for each reference that does.

    Parameters:
        values: by field name, settled beside what is there.
        record: that is changed; None: a new one.
    """
    filled = dict(values)
    given = [each for each in _copying(record_type.fields) if each.name in values]
    if given:
        names = {name for each in given for name in (each.name, *each.copies)}
        row = {name: _seen(record_type, record, values, name) for name in names}
        before = dict(row)
        _fill(record_type.fields, given, [row], lambda name: _seen(record_type, record, values, name))
        filled |= {name: value for name, value in row.items() if value != before[name]}
    for field in record_type.fields:
        inner = list(_copying(field.row_fields))
        if inner and field.name not in filled and record is not None and _days(inner) & values.keys():
            filled[field.name] = values_of(record_type, record, [field.name])[field.name]  # other rates on another day
        if inner and filled.get(field.name):
            filled[field.name] = [dict(row) for row in filled[field.name]]
            _fill(field.row_fields, inner, filled[field.name], lambda name: _seen(record_type, record, values, name))
    return filled


def takes_copy(companion: Field, row: Mapping[str, Any]) -> bool:
    """Whether a value is copied into the field: into one that is empty, and always into one that nobody else writes."""
    return companion.read_only or row.get(companion.name) in _NOTHING


def _copying(fields: Iterable[Field]) -> Iterable[ReferenceField]:
    return (each for each in fields if isinstance(each, ReferenceField) and each.copies)


def _days(references: Iterable[ReferenceField]) -> set[str]:
    """The fields with the days on which references must be in force."""
    return {each.on for each in references if isinstance(each, DatedReferenceField) and each.on}


def _seen(record_type: RecordType, record: Any | None, values: Mapping[str, Any], name: str) -> Any:
    return values[name] if name in values else _held(record_type, record, name)


def _held(record_type: RecordType, record: Any | None, name: str) -> Any:
    return None if record is None else record_type.field(name).get(record)


def _fill(
    fields: Iterable[Field],
    references: Iterable[ReferenceField],
    rows: Sequence[dict[str, Any]],
    seen: Callable[[str], Any],
) -> None:
    by_name = {each.name: each for each in fields}
    for reference in references:
        if isinstance(reference, DatedReferenceField) and reference.on:
            reference.put_in_force(rows, seen(reference.on))
        targets = _targets(reference, by_name, rows)
        for row in rows:
            target = targets.get(row.get(reference.name))
            for name, theirs in reference.copies.items():
                if target is not None and takes_copy(by_name[name], row):
                    row[name] = reference.target_type.field(theirs).get(target)
                elif by_name[name].read_only and row.get(reference.name) is None:
                    row[name] = by_name[name].empty


def _targets(
    reference: ReferenceField, fields: Mapping[str, Field], rows: Sequence[Mapping[str, Any]]
) -> dict[int | None, Any]:
    wanted = {
        row[reference.name]
        for row in rows
        if row.get(reference.name) is not None and any(takes_copy(fields[name], row) for name in reference.copies)
    }
    if not wanted:
        return {}
    model = reference.target_type.model
    return {each.id: each for each in db.session.scalars(select(model).where(model.id.in_(wanted)))}
