"""What the table of a record type asks of its rows, said in words before the database says it in its own."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Column, exists, select
from sqlalchemy.exc import IntegrityError

from app.db import db
from app.i18n import gettext as _
from app.records.errors import RecordRefused
from app.records.types import RecordType


def fit_row(record_type: RecordType, values: Mapping[str, Any], record_id: int | None = None) -> dict[str, Any]:
    """Values that the row can hold: an empty one becomes the column's default.

    Parameters:
        values: typed, by field name.
        record_id: the record that is changed; None: a new one, for which what is needed must be among the values.

    Raises:
        RecordRefused: a value that is needed is empty, or another record has a value that may be there only once.
    """
    fitted = dict(values)
    problems: dict[str, str] = {}
    for field in record_type.fields:
        if not field.stored_in_row or (field.name not in values and record_id is not None):
            continue
        if field.custom:
            continue
        column = record_type.model.__mapper__.columns[field.attribute]
        if fitted.get(field.name) in (None, "") and not column.nullable:
            if column.default is None:
                if not field.read_only and not field.is_computed:
                    problems[field.name] = _("This field must be filled.")
            elif field.name in fitted:
                fitted[field.name] = column.default.arg
        elif column.unique and field.name in values and _is_taken(record_type, column, fitted[field.name], record_id):
            problems[field.name] = _("Another record has this value already.")
    for name in [name for name in fitted if record_type.field(name).many]:
        fitted[name], wrong = record_type.field(name).fitted(fitted[name])
        problems |= {f"{name}-{place}": words for place, words in wrong.items()}
    if problems:
        raise RecordRefused(problems)
    return fitted


@contextmanager
def said_in_words(record_type: RecordType, values: Mapping[str, Any]) -> Iterator[None]:
    """What is written inside and the database refuses all the same: another transaction was faster than `fit_row` saw.

    Raises:
        RecordRefused: a value that may be there only once is there by now.
    """
    columns = record_type.model.__mapper__.columns
    stored = [each for each in record_type.fields if each.stored_in_row and not each.custom and each.name in values]
    once = [field.name for field in stored if columns[field.attribute].unique]
    taken = RecordRefused({name: _("Another record has this value already.") for name in once})
    try:
        yield
    except IntegrityError:
        if not once:
            raise
        raise taken from None


def _is_taken(record_type: RecordType, column: Column[Any], value: Any, record_id: int | None) -> bool:
    others = exists().where(column == value, record_type.model.id != (record_id or 0))
    return bool(db.session.scalar(select(others)))
