"""Takes the people out of the files of a record: personal ones are removed, the names of all others are cleaned."""

from collections.abc import Callable, Iterator
from typing import Any

from app.files.places import remove_all, rename_all
from app.records.fields import FileField
from app.records.types import RecordType


def anonymise_files(record_type: RecordType, record: Any, redact: Callable[[str], str]) -> None:
    """Remove the files of personal fields, those that the record had before among them, and clean the other names.

    The contents go with the next sweep, unless another record holds them, too.

    Parameters:
        redact: gives of a name what is to stand in its place.
    """
    for field in _fields_of_files(record_type):
        if field.is_personal(record):
            remove_all(field.place, record.id)
        else:
            rename_all(field.place, record.id, redact)


def _fields_of_files(record_type: RecordType) -> Iterator[FileField]:
    for field in record_type.fields:
        yield from (each for each in (field, *field.row_fields) if isinstance(each, FileField))
