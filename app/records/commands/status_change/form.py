"""The form of a status change: the record type's own, and what the diagram misses besides."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.engine import NotFound, artifact
from app.i18n import lazy_gettext as _
from app.records.forms.generated import component_of
from app.records.forms.model import Component, Form, Validation
from app.records.types import Field, RecordType

STATUS = "status"


def status_form(record_type: RecordType, extra: Iterable[str] = ()) -> Form:
    """The form that asks for a status and for what goes with it.

    Parameters:
        extra: names of fields that are asked for besides, because the diagram misses them.
    """
    form = _own_form(record_type) or _plain_form(record_type)
    added = _components(record_type, fields_to_ask(record_type, form, extra))
    return replace(form, components=(*form.components, *added))


def only_fields(record_type: RecordType, names: Iterable[str]) -> Form:
    """A form that asks for nothing but these fields."""
    empty = Form(key="missing-fields", components=(), record_type=record_type.name)
    added = _components(record_type, fields_to_ask(record_type, empty, names))
    return replace(empty, components=tuple(added))


def fields_to_ask(record_type: RecordType, form: Form, names: Iterable[str]) -> Sequence[str]:
    """Those of the names that are fields which a person may fill and which the form does not have yet."""
    return [
        name
        for name in dict.fromkeys(names)
        if record_type.has_field(name) and form.component(name) is None and _askable(record_type.field(name))
    ]


def _askable(field: Field) -> bool:
    return not field.read_only and not field.is_computed and not field.set_by_diagram


def _own_form(record_type: RecordType) -> Form | None:
    key = record_type.forms.get("status")
    if key is None:
        return None
    try:
        form = artifact("form", key).parsed
    except NotFound:
        return None
    return form if form.component(STATUS) is not None else None


def _plain_form(record_type: RecordType) -> Form:
    status = Component(
        id="status",
        type="select",
        key=STATUS,
        label=_("Status"),
        choices="status",
        validation=Validation(required=True),
        row="status",
    )
    return Form(key="change-status", components=(status,), record_type=record_type.name)


def _components(record_type: RecordType, names: Iterable[str]) -> list[Component]:
    return [component_of(record_type.field(name), f"missing_{name}", required=True) for name in names]
