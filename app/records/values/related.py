"""What belongs to a record in other tables: rows, people and references of fields that take many."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import and_, delete, insert, or_, select, update

from app.db import db, table_of
from app.files.places import release_all
from app.records.models import Contact, RecordComment, RecordLink, RecordPerson, RecordReference, Row


def contacts_of(record_type: str, record_ids: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    """The contacts of several records, each list in its order, by record id."""
    own = {"id", "record_type", "record_id", "field", "ordinal", "revision"}
    names = {column.name: column.name for column in table_of(Contact).columns if column.name not in own}
    return read_rows(Contact, record_type, "contacts", record_ids, names)


def read_rows(
    model: Any, record_type: str, field: str, record_ids: Collection[int], names: Mapping[str, str]
) -> dict[int, list[dict[str, Any]]]:
    """The rows of several records in one field, each list in its order, by record id: one statement.

    Parameters:
        model: of a row.
        names: what the attributes of the model are called in a row; `id` and `revision` are there besides.
    """
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    if record_ids:
        columns = [getattr(model, name) for name in ("record_id", "id", "revision", *names)]
        rows = db.session.execute(
            select(*columns)
            .where(model.record_type == record_type, model.record_id.in_(record_ids), model.field == field)
            .order_by(model.record_id, model.ordinal)
        )
        for row in rows:
            values = {name: getattr(row, attribute) for attribute, name in names.items()}
            found[row.record_id].append({"id": row.id, "revision": row.revision, **values})
    return found


def write_rows(
    model: Any,
    record_type: str,
    field: str,
    record_id: int,
    rows: Sequence[Mapping[str, Any]],
    names: Mapping[str, str],
    touched: Collection[int] = (),
) -> list[int]:
    """Make the rows of a record those that are given: the ones that stay keep their ids.

    Parameters:
        rows: in order; one without `id` is new, one that is there and not given is removed.
        names: the attributes of the model by the names in a row.
        touched: ids of rows in which something has changed that is not in their table.

    Returns:
        The ids of the rows, in order.
    """
    belongs = (model.record_type == record_type, model.record_id == record_id, model.field == field)
    attributes = {attribute: name for name, attribute in names.items()}
    before = {row["id"]: row for row in read_rows(model, record_type, field, [record_id], attributes)[record_id]}
    places: dict[int, int] = (
        dict(db.session.execute(select(model.id, model.ordinal).where(*belongs)).all()) if before else {}
    )
    gone = before.keys() - {row.get("id") for row in rows}
    if gone:
        db.session.execute(delete(model).where(*belongs, model.id.in_(gone)))
    added = []
    ids: list[int] = []
    for ordinal, row in enumerate(rows):
        columns = {attribute: row.get(name) for name, attribute in names.items()}
        known = before.get(row.get("id"))
        ids.append(known["id"] if known else _NEW)
        if known is None:
            whose = {"record_type": record_type, "record_id": record_id, "field": field, "ordinal": ordinal}
            added.append({**whose, "revision": 1, **columns})
        elif (
            any(known[name] != row.get(name) for name in names)
            or places[known["id"]] != ordinal
            or known["id"] in touched
        ):
            changed = {**columns, "ordinal": ordinal, "revision": known["revision"] + 1}
            db.session.execute(update(model).where(model.id == known["id"]).values(**changed))
    if not added:
        return ids
    made = insert(model).returning(model.id, sort_by_parameter_order=True)
    new_ids = iter(db.session.scalars(made, added).all())
    return [next(new_ids) if each == _NEW else each for each in ids]


_NEW = 0
"""Stands for the id of a row that has none yet."""


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


def references_from(record_type: str, field: str, record_ids: Collection[int]) -> dict[int, list[int]]:
    """What several records point to in a field, by record id: one statement."""
    return _linked(record_type, field, record_ids, RecordReference.record_id, RecordReference.target_id)


def references_to(record_type: str, field: str, target_ids: Collection[int]) -> dict[int, list[int]]:
    """The records of a type that point to several others in a field, by the id of what they point to."""
    return _linked(record_type, field, target_ids, RecordReference.target_id, RecordReference.record_id)


def _linked(record_type: str, field: str, ids: Collection[int], here: Any, there: Any) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {each: [] for each in ids}
    if ids:
        of_field = (RecordReference.record_type == record_type, RecordReference.field == field)
        for one, other in db.session.execute(select(here, there).where(*of_field, here.in_(ids)).order_by(there)):
            found[one].append(other)
    return found


def replace_references(record_type: str, field: str, record_id: int, targets: Collection[int]) -> None:
    """Let a record point to these targets and no others."""
    _replace_links(record_type, field, RecordReference.record_id, record_id, RecordReference.target_id, targets)


def replace_references_to(record_type: str, field: str, target_id: int, records: Collection[int]) -> None:
    """Let these records and no others point to a target."""
    _replace_links(record_type, field, RecordReference.target_id, target_id, RecordReference.record_id, records)


def _replace_links(record_type: str, field: str, here: Any, one: int, there: Any, others: Collection[int]) -> None:
    of_field = (RecordReference.record_type == record_type, RecordReference.field == field)
    db.session.execute(delete(RecordReference).where(*of_field, here == one))
    if others:
        links = [{"record_type": record_type, "field": field, here.key: one, there.key: each} for each in others]
        db.session.execute(insert(RecordReference), links)


def touching(record_type: str, record_id: int) -> Any:
    """Whether a link has the record at one of its ends."""
    return or_(
        and_(RecordLink.record_type == record_type, RecordLink.record_id == record_id),
        and_(RecordLink.other_type == record_type, RecordLink.other_id == record_id),
    )


def delete_related(record_type: str, record_id: int, row_models: Collection[type[Row]] = ()) -> None:
    """Remove everything that belongs to a record which is being deleted.

    Parameters:
        row_models: the models of the rows that records of this type may have.
    """
    models: set[type[RecordPerson | RecordReference | Row]] = {RecordPerson, RecordReference, *row_models}
    for model in models:
        db.session.execute(delete(model).where(model.record_type == record_type, model.record_id == record_id))
    db.session.execute(delete(RecordLink).where(touching(record_type, record_id)))
    of_record = (RecordComment.record_type == record_type, RecordComment.record_id == record_id)
    db.session.execute(delete(RecordComment).where(*of_record))
    release_all(record_type, record_id)
