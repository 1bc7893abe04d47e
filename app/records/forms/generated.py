"""Components that come from the declaration of a record type: what a form leaves out of a list, computed fields."""

from collections.abc import Sequence
from dataclasses import replace

from app.feel import compile_expression
from app.records.fields import RowsField
from app.records.forms.model import Component, Form, Validation
from app.records.types import Field, registry

TABLE = "table"
"""Value of the property `layout` of a list that is drawn as a table."""


def component_of(field: Field, identifier: str, *, required: bool = False) -> Component:
    """A component that edits a field, where no form has it.

    Parameters:
        identifier: of the component, unique in its form.
    """
    settings = field.component()
    inner: tuple[Component, ...] = ()
    if isinstance(field, RowsField):
        settings = {**settings, "properties": {"layout": TABLE, **settings.get("properties", {})}}
        inner = row_components(field, identifier)
    if field.is_computed:
        return _computed(Component(identifier, "expression", field.name, field.label), field)
    return Component(
        id=identifier,
        key=field.name,
        label=field.label,
        disabled=field.read_only,
        validation=Validation(required=required),
        row=identifier,
        components=inner,
        **settings,
    )


def row_components(rows: RowsField, identifier: str) -> tuple[Component, ...]:
    """The components of a row, in the order of its fields."""
    return tuple(component_of(each, f"{identifier}_{each.name}") for each in rows.fields)


def completed(form: Form) -> Form:
    """The form with what its file leaves to the declaration of the record type.

    A list of rows without components of its own gets those of the row's fields. A component of a computed field shows
    the value of the field's formula, whatever the file says.
    """
    declared = registry.get(form.record_type) if form.record_type else None
    if declared is None:
        return form
    by_name = {each.name: each for each in declared.fields if not each.custom}
    return replace(form, components=_completed(form.components, by_name))


def _completed(components: Sequence[Component], fields: dict[str, Field]) -> tuple[Component, ...]:
    return tuple(_one(each, fields) for each in components)


def _one(component: Component, fields: dict[str, Field]) -> Component:
    if component.type == "group":
        return replace(component, components=_completed(component.components, fields))
    field = fields.get(component.key)
    if field is None:
        return component
    if isinstance(field, RowsField) and component.type == "dynamiclist":
        inner = component.components or row_components(field, component.id)
        return replace(component, components=_completed(inner, {each.name: each for each in field.fields}))
    shown = component.disabled or component.type == "expression"
    return _computed(component, field) if field.is_computed and shown else component


def _computed(component: Component, field: Field) -> Component:
    return replace(component, type="expression", expression=compile_expression(field.formula))
