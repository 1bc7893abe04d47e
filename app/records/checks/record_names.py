"""What the checks of a record may read: its fields by name, and the record as `record` or by the name of its type."""

from collections.abc import Mapping
from typing import Any

from app.records.types import Field, RecordType


def names_of_checks(record_type: RecordType) -> dict[str, Any]:
    """The names, with what can be read behind them (None: anything)."""
    fields = {each.name: each.feel_names(2) for each in record_type.fields}
    return {"record": fields, record_type.name: fields, **fields}


def names_of_rows(record_type: RecordType) -> dict[str, Mapping[str, Any]]:
    """What can be read in a row, by list of rows."""
    return {
        each.name: {inner.name: inner.feel_names(2) for inner in row_fields(each)}
        for each in record_type.fields
        if row_fields(each)
    }


def row_fields(field: Field) -> tuple[Field, ...]:
    """The fields of the rows of a list; none when the field is no list of rows."""
    fields: tuple[Field, ...] = field.row_fields
    return fields
