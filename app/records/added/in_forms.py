"""Added fields that no form of their record type has stand in a group of their own, at the end of the properties."""

from dataclasses import replace

from app.engine import NotFound, artifact
from app.i18n import in_both_languages
from app.i18n import lazy_gettext as _l
from app.records.forms.generated import component_of
from app.records.forms.model import Component, Form
from app.records.types import RecordType


def with_added_fields(record_type: RecordType, form: Form) -> Form:
    """The form of the properties with the added fields that an analyst has not put into any form."""
    added = [field for field in record_type.fields if field.custom]
    if not added:
        return form
    placed = {each.key for used in _forms(record_type) for each in used.inputs()}
    left = [component_of(field, f"added_{field.name}") for field in added if field.name not in placed]
    if not left:
        return form
    label = in_both_languages(_l("Additional"))
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
