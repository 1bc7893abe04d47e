"""Values that come back from a form as it showed them: a form may show less than is stored, such as no seconds."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from flask_babel import get_timezone

from app.records.fields import RowsField
from app.records.forms.context import record_field, row_field
from app.records.forms.model import Component, Form
from app.records.forms.values import is_blank, show_value


def untouched(form: Form, given: Mapping[str, Any], held: Mapping[str, Any]) -> dict[str, Any]:
    """What the record holds in the fields that nobody has changed, by key.

    Parameters:
        given: raw values by key; what is not given is not changed.
        held: the record's typed values by field.
    """
    return {
        component.key: held[component.key]
        for component in form.inputs()
        if not is_blank(held.get(component.key))
        if record_field(form, component) is not None and component.type != "dynamiclist"
        if component.key not in given or _is_shown(component, held[component.key], given[component.key])
    }


def with_untouched_rows(form: Form, given: Mapping[str, Any], held: Mapping[str, Any]) -> dict[str, Any]:
    """What is given, where the values of rows that nobody has changed are those that the record holds."""
    restored = dict(given)
    for component in form.inputs():
        rows = given.get(component.key)
        if isinstance(record_field(form, component), RowsField) and isinstance(rows, list) and held.get(component.key):
            known = {str(row.get("id")): row for row in held[component.key]}
            restored[component.key] = [_row(form, component, row, known) for row in rows]
    return restored


def _row(form: Form, rows: Component, row: Any, known: Mapping[str, Mapping[str, Any]]) -> Any:
    before = known.get(str(row.get("id"))) if isinstance(row, Mapping) else None
    if before is None:
        return row
    restored = dict(row)
    for inner in Form("", rows.components).inputs():
        field = row_field(form, rows, inner)
        value = before.get(inner.key)
        if field is not None and inner.key in row and not is_blank(value) and _is_shown(inner, value, row[inner.key]):
            restored[inner.key] = field.json(value)
    return restored


def _is_shown(component: Component, held: Any, raw: Any) -> bool:
    """Whether a form that shows the value would send this."""
    shown = show_value(component, held, get_timezone() or UTC)
    if isinstance(shown, list):
        return isinstance(raw, list) and [str(each) for each in raw] == shown
    return isinstance(raw, str) and raw.replace("\r\n", "\n") == shown.replace("\r\n", "\n")
