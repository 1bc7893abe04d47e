"""Takes the people out of a record: what its personal fields hold, and the copies of it, are replaced for good."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from app.access.security_log import note
from app.db import db
from app.engine import NotAllowedNow, UnitOfWork, redact_record_data
from app.engine.models import HistoryEntry
from app.i18n import gettext as _
from app.records.added.held import former_personal
from app.records.commands.anonymising_files import anonymise_files
from app.records.commands.changes import search_text
from app.records.commands.locking import forget_view, locked, require_revision
from app.records.types import TOMBSTONE, Field, RecordType
from app.records.values.of_records import values_of

Redact = Callable[[Any], Any]
Anonymiser = Callable[[UnitOfWork, RecordType, Any, Redact], None]

_SHORTEST_PART = 5  # characters of a value that is looked for inside of other texts
_anonymisers: dict[str, Anonymiser] = {}


def register_anonymiser(name: str, anonymise: Anonymiser) -> None:
    """Tell what else a package keeps about the people of a record; the same name again replaces it.

    Parameters:
        anonymise: called in the transaction with the unit of work, the record type, the record as it is afterwards, and
            a function that gives of a JSON value what is to stand in its place.
    """
    _anonymisers[name] = anonymise


def personal_fields(record_type: RecordType, record: Any = None) -> list[Field]:
    """The fields that hold personal data: of this record, or of some record of the type."""
    return [
        field
        for field in record_type.fields
        if field.is_personal(record) or any(inner.is_personal(record) for inner in field.row_fields)
    ]


def anonymise_record(
    unit: UnitOfWork, record_type: RecordType, record_id: int, revision: int | None = None
) -> list[Field]:
    """Replace the personal data of a record everywhere; nobody can undo it. Whoever calls has asked for the right.

    The record, its rows, its history, its processes and what packages have registered are changed in one transaction;
    amounts, dates, statuses and numbers stay.

    Parameters:
        revision: the record's revision that the person saw.

    Returns:
        The fields whose values were replaced.

    Raises:
        NotFound: there is no such record.
        NotAllowedNow: records of this type have no personal data.
        StaleRevision: somebody has changed it since.
    """
    record = locked(unit, record_type, record_id)
    require_revision(record, revision)
    fields, former = personal_fields(record_type, record), former_personal(record_type)
    if not fields and not former:
        raise NotAllowedNow(_("Records of this type have no personal data."))
    held = values_of(record_type, record, [field.name for field in fields])
    found = {text for field in fields for text in _texts(field, held[field.name])}
    found |= set(_clean_history(record_type, record_id, [*fields, *former]))
    found |= _take_out(record, [field for field in former if not record_type.has_field(field.name)])
    new = {field.name: field.anonymised(held[field.name]) for field in fields}
    for field in fields:
        if field.stored_in_row:
            field.set(record, new[field.name])
        else:
            field.write(record.id, new[field.name])
    redact = redactor(found)
    anonymise_files(record_type, record, redact)
    elsewhere = [name for name in record_type.search if not record_type.field(name).stored_in_row]
    record.search_text = search_text(record_type, record, values_of(record_type, record, elsewhere))
    redact_record_data(unit, record_type.name, record_id, redact)
    for anonymise in _anonymisers.values():
        anonymise(unit, record_type, record, redact)
    names = sorted({*new, *(field.name for field in former)})
    unit.history("recordAnonymised", record_type.name, record_id, {"names": names})
    forget_view(unit, record_type.name, record_id)
    note("record-anonymised", f"{record_type.name} {record_id}", actor=unit.actor, data={"fields": names})
    db.session.flush()
    return [*fields, *former]


def untouched_since(record_type: RecordType, moment: datetime) -> list[int]:
    """The ids of the records that nobody has changed since a moment and that have not been anonymised yet."""
    model = record_type.model
    entry = select(HistoryEntry.record_id).where(
        HistoryEntry.record_type == record_type.name, HistoryEntry.kind == "recordAnonymised"
    )
    rows = select(model.id).where(model.modified_at < moment, model.id.not_in(entry)).order_by(model.id)
    return list(db.session.scalars(rows))


def redactor(found: Iterable[str]) -> Redact:
    """A function that replaces these texts in a JSON value, long ones also inside of other texts."""
    whole = {text for text in found if text and text != TOMBSTONE}
    parts = sorted((text for text in whole if len(text) >= _SHORTEST_PART), key=len, reverse=True)

    def redact(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {name: redact(each) for name, each in value.items()}
        if isinstance(value, list):
            return [redact(each) for each in value]
        if not isinstance(value, str):
            return value
        if value in whole:
            return TOMBSTONE
        for part in parts:
            value = value.replace(part, TOMBSTONE)
        return value

    return redact


def _texts(field: Field, value: Any) -> Iterator[str]:
    """The texts in a personal value."""
    if field.row_fields:
        for row in value or []:
            for inner in field.row_fields:
                if inner.personal:
                    yield from _texts(inner, row.get(inner.name))
    elif texts := field.personal_texts(value):
        yield from texts
        yield field.words(value)


def _take_out(record: Any, fields: Sequence[Field]) -> set[str]:
    """Remove what the record still holds of fields that are no more; gives the texts that stood there."""
    held = {field.name: record.custom[field.name] for field in fields if field.name in record.custom}
    if held:
        record.custom = {name: value for name, value in record.custom.items() if name not in held}
    return {text for field in fields for text in field.personal_texts(held.get(field.name))}


def _clean_history(record_type: RecordType, record_id: int, fields: Iterable[Field]) -> Iterator[str]:
    """Replace what the history says of changes of these fields; gives the texts that stood there.

    Parameters:
        fields: perhaps several of one name, of the types that it has had.
    """
    found: list[str] = []
    by_name: dict[str, list[Field]] = {}
    for field in fields:
        by_name.setdefault(field.name, []).append(field)
    rows = db.session.execute(
        select(HistoryEntry.id, HistoryEntry.data).where(
            HistoryEntry.record_type == record_type.name,
            HistoryEntry.record_id == record_id,
            HistoryEntry.kind == "fieldsChanged",
        )
    ).all()
    for row in rows:
        changes = dict(row.data.get("fields", {}))
        for name in changes.keys() & by_name.keys():
            for field in by_name[name]:
                changes[name] = {side: _kept(field, kept, found) for side, kept in changes[name].items()}
        data = {**row.data, "fields": changes}
        if data != row.data:
            db.session.execute(update(HistoryEntry).where(HistoryEntry.id == row.id).values(data=data))
    return iter(found)


def _kept(field: Field, kept: Any, found: list[str]) -> Any:
    if field.row_fields and isinstance(kept, list):
        personal = {inner.name: inner for inner in field.row_fields if inner.personal}
        return [
            {name: _kept(personal[name], each, found) if name in personal else each for name, each in row.items()}
            for row in kept
        ]
    found.extend(field.personal_texts(kept))
    return field.history_anonymised(kept)
