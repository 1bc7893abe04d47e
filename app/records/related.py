"""The rows that belong to a record: contacts, and people in fields that take many."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import delete, insert, select

from app.db import db
from app.records.models import CONTACT_FIELDS, Contact, RecordPerson


def contacts_of(record_type: str, record_ids: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    """The contacts of several records, each list in its order, by record id."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    if record_ids:
        columns = [getattr(Contact, name) for name in ("record_id", *CONTACT_FIELDS)]
        rows = db.session.execute(
            select(*columns)
            .where(Contact.record_type == record_type, Contact.record_id.in_(record_ids))
            .order_by(Contact.record_id, Contact.ordinal)
        )
        for row in rows:
            found[row.record_id].append({name: getattr(row, name) for name in CONTACT_FIELDS})
    return found


def people_of(record_type: str, record_ids: Collection[int]) -> dict[tuple[int, str], list[int]]:
    """The people in the many-people fields of several records, by (record id, field)."""
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    if record_ids:
        rows = db.session.execute(
            select(RecordPerson.record_id, RecordPerson.field, RecordPerson.person_id)
            .where(RecordPerson.record_type == record_type, RecordPerson.record_id.in_(record_ids))
            .order_by(RecordPerson.person_id)
        )
        for row in rows:
            found[row.record_id, row.field].append(row.person_id)
    return found


def replace_contacts(record_type: str, record_id: int, contacts: list[Mapping[str, Any]]) -> None:
    """Put this list of contacts in the place of the one that is there."""
    db.session.execute(delete(Contact).where(Contact.record_type == record_type, Contact.record_id == record_id))
    rows = [
        {"record_type": record_type, "record_id": record_id, "ordinal": ordinal, **contact}
        for ordinal, contact in enumerate(contacts)
    ]
    if rows:
        db.session.execute(insert(Contact), rows)


def replace_people(record_type: str, record_id: int, field: str, people: Collection[int]) -> None:
    """Put these people in the place of those that are in the field."""
    db.session.execute(
        delete(RecordPerson).where(
            RecordPerson.record_type == record_type, RecordPerson.record_id == record_id, RecordPerson.field == field
        )
    )
    if people:
        rows = [
            {"record_type": record_type, "record_id": record_id, "field": field, "person_id": person}
            for person in people
        ]
        db.session.execute(insert(RecordPerson), rows)


def delete_related(record_type: str, record_id: int) -> None:
    """Remove everything that belongs to a record which is being deleted."""
    for model in (Contact, RecordPerson):
        db.session.execute(delete(model).where(model.record_type == record_type, model.record_id == record_id))
