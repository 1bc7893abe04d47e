"""From what was given to the values that can be written."""

from collections.abc import Mapping
from typing import Any

from app.engine import (
    UnitOfWork,
)
from app.i18n import gettext as _
from app.records.commands.changes import given_to, typed_values
from app.records.commands.locking import names_known
from app.records.errors import RecordRefused, in_field
from app.records.types import RecordType, ValueRefused
from app.records.values.of_records import values_of


def typed_change(
    unit: UnitOfWork, record_type: RecordType, record: Any, raw: Mapping[str, Any], system: bool = False
) -> dict[str, Any]:
    known = names_known(unit)
    if system:
        return typed_values(record_type, raw, system, known)
    return given_to(record_type, record, raw, unit.actor)


def settle(record_type: RecordType, values: Mapping[str, Any], record: Any = None) -> dict[str, Any]:
    """Values beside those that are there: rows find their ids and keep what is not said of them, files are taken."""
    settling = [name for name in values if record_type.field(name).settles]
    before = {} if record is None else values_of(record_type, record, settling)
    problems: dict[str, str] = {}
    settled = dict(values)
    for name in settling:
        try:
            settled[name] = record_type.field(name).settle(values[name], before.get(name))
        except ValueRefused as refused:
            problems |= in_field(name, refused)
    if problems:
        raise RecordRefused(problems)
    return settled


def name_fields(record_type: RecordType) -> list[str]:
    return [
        name
        for name in record_type.display_columns
        if record_type.has_field(name) and name not in record_type.optional_names
    ]


def require_name(record_type: RecordType, values: Mapping[str, Any]) -> None:
    empty = [name for name in name_fields(record_type) if not values.get(name)]
    if empty:
        raise RecordRefused({name: _("This field must be filled.") for name in empty})
