"""What a record that is picked in a row brings into the empty fields beside it, while the form is filled."""

from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any

from app.records.fields import ReferenceField, RowsField
from app.records.fields.copying import takes_copy
from app.records.forms.model import Component
from app.records.forms.values import show_value


def copy_into(rows: RowsField, row: dict[str, Any]) -> dict[str, Any]:
    """Put into a row what its references copy, and answer what was put, by field.

    Parameters:
        row: values as expressions read them, references as contexts with the rights of who fills the form.
    """
    copied: dict[str, Any] = {}
    for reference in rows.row_fields:
        target = row.get(reference.name)
        if not isinstance(reference, ReferenceField) or not isinstance(target, Mapping):
            continue
        for name, theirs in reference.copies.items():
            companion = rows.inner(name)
            if companion is not None and takes_copy(companion, row):
                row[name] = copied[name] = target[theirs]
    return copied


def as_inputs(components: Iterable[Component], copied: Mapping[str, Any]) -> Iterable[tuple[Component, dict[str, str]]]:
    """The inputs that copies go into, with what they show: `value`, and of a picker also the `text`."""
    for component in components:
        value = copied.get(component.key)
        if value is None or component.disabled or not component.is_input:
            continue
        if isinstance(value, Mapping):
            yield component, {"value": str(value["id"]), "text": str(value.get("display_name") or value["id"])}
        else:
            yield component, {"value": str(show_value(component, value, UTC))}
