"""Added fields that no form of their record type has stand in a group of their own, at the end of the properties."""

from dataclasses import replace

from app.engine import NotFound, artifact
from app.i18n import lazy_gettext as _l
from app.records.forms.generated import component_of
from app.records.forms.model import Component, Form
from app.records.types import RecordType, registry

PROPERTIES = "properties"


def with_added_fields(form: Form) -> Form:
    """The form as people fill it: that of the properties has the added fields that no form has."""
    declared = registry.get(form.record_type) if form.record_type else None
    if declared is None or declared.forms.get(PROPERTIES) != form.key:
        return form
    added = [field for field in declared.fields if field.custom]
    placed = {each.key for used in _forms(declared) for each in used.inputs()} if added else set()
    left = [component_of(field, f"added_{field.name}") for field in added if field.name not in placed]
    if not left:
        return form
    label = _l("Additional")
    group = Component(id="added_fields", type="group", label=label, row="added_fields", components=tuple(left))
    return replace(form, components=(*form.components, group))


def _forms(record_type: RecordType) -> list[Form]:
    forms: list[Form] = []
    for key in record_type.forms.values():
        try:
            forms.append(artifact("form", key).parsed)
        except NotFound:
            continue
    return forms
