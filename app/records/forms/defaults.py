"""What the form of a new record begins with, as the form file says: `"default": "=deal.counterparty"`."""

from collections.abc import Mapping
from typing import Any

from flask import current_app

from app.engine import Actor
from app.feel import FeelLimitError
from app.records.forms.context import record_field
from app.records.forms.filling import form_scope
from app.records.forms.model import Component, Form
from app.records.types import Field, ValueRefused

OWN_KEYS = ("id", "revision")
"""What a row has of its own record only."""


def form_defaults(form: Form, known: Mapping[str, Any], actor: Actor | None) -> dict[str, Any]:
    """The typed values of the defaults of a form, by key; what gives nothing, or nothing that fits, is left out.

    Parameters:
        known: the typed values that the record begins with; the expressions read them, and what they point to as far
            as the actor may read it.
    """
    scope = form_scope(form, known, actor)
    found: dict[str, Any] = {}
    for component in form.outside_lists():
        field = record_field(form, component)
        if component.begins_with is None or field is None:
            continue
        value = _value(component, field, scope)
        if value not in (None, "", []):
            found[component.key] = value
    return found


def _value(component: Component, field: Field, scope: Mapping[str, Any]) -> Any:
    assert component.begins_with is not None
    try:
        return field.read(_copied(component.begins_with.evaluate(scope)))
    except (ValueRefused, FeelLimitError) as error:
        current_app.logger.warning("The default of %s gives nothing: %s", component.where, error)
        return None


def _copied(value: Any) -> Any:
    """Rows of another record as rows of a new one."""
    if isinstance(value, list):
        return [_without_own(each) if type(each) is dict else each for each in value]
    return value


def _without_own(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in OWN_KEYS}
