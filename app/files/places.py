"""Which files stand where: in which field of which record. Called inside the transaction that changes the record."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, insert, select, update

from app.clock import clock
from app.db import db
from app.files.content import Content
from app.files.models import StoredFile
from app.files.reference import FileReference, reference_to

Placed = Mapping[int | None, Sequence[FileReference]]
"""Files by the id of the row that has them; by None those of the record itself."""


@dataclass(frozen=True)
class Place:
    """A field of a record type; `lines.drawing` is that of its rows."""

    record_type: str
    field: str

    @property
    def condition(self) -> ColumnElement[bool]:
        """Whether a file of the table stands here, in whichever record."""
        return and_(
            StoredFile.record_type == self.record_type,
            StoredFile.field == self.field,
            StoredFile.unused_since.is_(None),
        )


def add_upload(content: Content, person_id: int | None) -> StoredFile:
    """Write the row of a file that no record has yet; whose id it gets may give it to a record."""
    now = clock.now()
    return _added(
        digest=content.digest,
        name=content.name,
        media_type=content.media_type,
        size=content.size,
        created_at=now,
        created_by_id=person_id,
        unused_since=now,
    )


def _added(**values: Any) -> StoredFile:
    """A new row; nothing else of the session is written with it."""
    row: StoredFile = db.session.scalars(insert(StoredFile).returning(StoredFile), [values]).one()
    return row


def files_in(place: Place, record_ids: Collection[int]) -> dict[int, dict[int | None, list[FileReference]]]:
    """The files of several records in one field, in their order: one statement.

    Returns:
        By record id, then by the id of the row.
    """
    found: dict[int, dict[int | None, list[FileReference]]] = {each: defaultdict(list) for each in record_ids}
    if record_ids:
        rows = db.session.scalars(
            select(StoredFile)
            .where(place.condition, StoredFile.record_id.in_(record_ids))
            .order_by(StoredFile.ordinal, StoredFile.id)
        )
        for row in rows:
            if row.record_id is not None:
                found[row.record_id][row.row_id].append(reference_to(row))
    return found


def ids_ever_in(place: Place, record_id: int) -> list[int]:
    """The ids of the files that the record has in a field, and of those that it had and that are not removed yet."""
    return list(db.session.scalars(select(StoredFile.id).where(*_ever_in(place, record_id))))


def _ever_in(place: Place, record_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        StoredFile.record_type == place.record_type,
        StoredFile.field == place.field,
        StoredFile.record_id == record_id,
    )


def put_in(place: Place, record_id: int, files: Placed) -> None:
    """Make the files of a record in one field these and no others; those that go are unused from now on.

    Parameters:
        files: taken before (`take`), in their order.
    """
    here = (place.condition, StoredFile.record_id == record_id)
    columns = select(StoredFile.id, StoredFile.row_id, StoredFile.ordinal).where(*here)
    before = {row.id: (row.row_id, row.ordinal) for row in db.session.execute(columns)}
    after = {each.id: (row_id, number) for row_id, those in files.items() for number, each in enumerate(those)}
    if gone := before.keys() - after.keys():
        _change(StoredFile.id.in_(gone), unused_since=clock.now())
    for identifier, (row_id, number) in after.items():
        if before.get(identifier) != (row_id, number):
            whose = {"record_type": place.record_type, "field": place.field, "record_id": record_id, "row_id": row_id}
            _change(StoredFile.id == identifier, **whose, ordinal=number, unused_since=None)


def _change(*conditions: ColumnElement[bool], **values: Any) -> None:
    statement = update(StoredFile).where(*conditions).values(**values)
    db.session.execute(statement.execution_options(synchronize_session="fetch"))


def take(ids: Iterable[int]) -> dict[int, FileReference]:
    """Let files be used: an upload that no record has yet is used from here on, of any other a copy is made.

    The content of a copy is that of the file. So no two records, fields or rows ever share a file.

    Returns:
        What stands for each of the files that exist, by the id that was given, in the order of the ids.
    """
    wanted = list(dict.fromkeys(ids))
    statement = select(StoredFile).where(StoredFile.id.in_(wanted)).order_by(StoredFile.id).with_for_update()
    rows = {row.id: row for row in db.session.scalars(statement.execution_options(populate_existing=True))}
    return {each: reference_to(_free(rows[each])) for each in wanted if each in rows}


def _free(row: StoredFile) -> StoredFile:
    if row.record_type is None and row.unused_since is not None:
        _change(StoredFile.id == row.id, unused_since=None)
        return row
    copied = ("digest", "name", "media_type", "size", "created_at", "created_by_id")
    return _added(**{name: getattr(row, name) for name in copied})


def release_all(record_type: str, record_id: int) -> None:
    """Let no file be used by a record any more: it is being deleted."""
    of_record = (StoredFile.record_type == record_type, StoredFile.record_id == record_id)
    _change(*of_record, StoredFile.unused_since.is_(None), unused_since=clock.now())


def release_many(place: Place, record_ids: Select[int]) -> None:
    """The same for many records at once, in one field: one statement.

    Parameters:
        record_ids: selects their ids.
    """
    _change(place.condition, StoredFile.record_id.in_(record_ids), unused_since=clock.now())


def copies_of(ids: Sequence[int]) -> dict[int, int]:
    """Make copies of many files, which nothing holds yet (`settle_copies`); their contents are kept once.

    Returns:
        Their ids, by those of the originals.
    """
    rows = stored(ids)
    copied = ("digest", "name", "media_type", "size", "created_at", "created_by_id")
    values = [{name: getattr(rows[each], name) for name in copied} | {"ordinal": 0} for each in ids]
    if not values:
        return {}
    statement = insert(StoredFile).returning(StoredFile.id, sort_by_parameter_order=True)
    return dict(zip(ids, db.session.scalars(statement, values), strict=True))


def settle_copies(place: Place, ids: Iterable[int], file_id: Any, record_id: Any) -> None:
    """Let the records that name these copies hold them: one statement.

    Parameters:
        file_id, record_id: the columns of the records' table with the file and with the record's own id.
    """
    holder = select(record_id).where(file_id == StoredFile.id).scalar_subquery()
    whose = {"record_type": place.record_type, "field": place.field, "record_id": holder}
    statement = update(StoredFile).where(StoredFile.id.in_(list(ids))).values(**whose)
    db.session.execute(statement.execution_options(synchronize_session=False))


def remove_all(place: Place, record_id: int) -> None:
    """Remove the files that a record has in a field, and those that it had, for good."""
    db.session.execute(
        delete(StoredFile).where(*_ever_in(place, record_id)).execution_options(synchronize_session="fetch")
    )


def rename_all(place: Place, record_id: int, new_name: Callable[[str], str]) -> None:
    """Give other names to the files that a record has in a field, and to those that it had."""
    rows = db.session.execute(select(StoredFile.id, StoredFile.name).where(*_ever_in(place, record_id))).all()
    for row in rows:
        if (name := new_name(row.name)) != row.name:
            _change(StoredFile.id == row.id, name=name)


def uploads_of(person_id: int | None, ids: Collection[int]) -> dict[int, FileReference]:
    """Those of these files that the person has given."""
    own = select(StoredFile).where(StoredFile.id.in_(ids), StoredFile.created_by_id == person_id)
    rows = db.session.scalars(own)
    return {row.id: reference_to(row) for row in rows}


def stored(ids: Collection[int]) -> dict[int, StoredFile]:
    """The rows of these files."""
    return {row.id: row for row in db.session.scalars(select(StoredFile).where(StoredFile.id.in_(ids)))}
