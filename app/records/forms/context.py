"""What a form needs to know from outside: the lists to choose from and the names of what is chosen."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from app.engine import Actor
from app.files import FileReference
from app.i18n import localized
from app.records.fields import RowsField
from app.records.forms.model import Component, Form
from app.records.lifecycle.current import find_lifecycle
from app.records.rights.feel_views import PersonView, ReadableView, ReaderViews
from app.records.rights.names import readable_names
from app.records.rights.readable_files import readable_files
from app.records.types import Field, registry


@dataclass(frozen=True)
class Choice:
    """A value with its words in the current language."""

    value: str
    label: str


class Choices(Protocol):
    """Where lists and names come from; `RecordChoices` asks the records."""

    def options(self, component: Component) -> Sequence[Choice]:
        """The values of a component, in order. Of a picker: those to offer without a search, perhaps none."""

    def names(self, entity: str, ids: Iterable[int]) -> Mapping[int, str]:
        """Display names of records (or of `person`s); what does not exist is not there."""

    def files(self, ids: Collection[int]) -> Mapping[int, FileReference]:
        """Files that are named by their ids; what the person may not know of is not there."""


class RecordChoices:
    """Lists of the record type that a form belongs to, and names of what somebody may read.

    Parameters:
        actor: who looks at the form; None: nobody, who is told no names.
    """

    def __init__(self, form: Form, actor: Actor | None = None) -> None:
        self._actor = actor
        self._type = registry.get(form.record_type) if form.record_type else None

    def options(self, component: Component) -> Sequence[Choice]:
        if component.options:
            return [Choice(option.value, localized(option.label)) for option in component.options]
        if component.entity or not component.choices:
            return ()
        if component.choices == "status" and self._type:
            lifecycle = find_lifecycle(self._type.name)
            statuses = lifecycle.offered_statuses if lifecycle else ()
            return [Choice(status.id, localized(status.label)) for status in statuses]
        field = self._field(component.choices)
        return [Choice(value, words) for value, words in field.offered()] if field else ()

    def names(self, entity: str, ids: Iterable[int]) -> Mapping[int, str]:
        if self._actor is None:
            return {}
        found = readable_names(((entity, identifier) for identifier in ids), self._actor)
        return {identifier: name for (_entity, identifier), name in found.items()}

    def files(self, ids: Collection[int]) -> Mapping[int, FileReference]:
        return readable_files(ids, self._actor) if self._actor else {}

    def _field(self, name: str) -> Field | None:
        """The field of the record, or of its rows (`addresses.kind`), that declares the list."""
        return self._type.path(name) if self._type and self._type.has_path(name) else None


def record_field(form: Form, component: Component) -> Field | None:
    """The field of the record that a component edits; None: its value is a process variable."""
    declared = registry.get(form.record_type) if form.record_type else None
    if declared is None or not component.key or not declared.has_field(component.key):
        return None
    field = declared.field(component.key)
    return None if field.set_by_diagram else field


def row_field(form: Form, component: Component, inner: Component) -> Field | None:
    """The field of the record's rows that a component in a dynamic list edits; None: it is of a process variable."""
    rows = record_field(form, component)
    found: Field | None = rows.inner(inner.key) if isinstance(rows, RowsField) else None
    return found


def record_scope(form: Form, values: Mapping[str, Any], actor: Actor | None) -> dict[str, Any]:
    """The record's typed values as conditions read them: `status`, `record.status`, `lead.status`, `manager.login`.

    What points to people and records becomes a context that is read when it is asked, with the actor's rights.
    """
    declared = registry.get(form.record_type) if form.record_type else None
    if declared is None:
        return {**values, "record": dict(values)}
    read = {
        name: declared.field(name).feel(value, ReaderViews(actor)) if declared.has_field(name) else value
        for name, value in values.items()
    }
    return {**read, "record": dict(read), declared.name: dict(read)}


def as_context(component: Component, field: Field | None, value: Any, actor: Actor | None) -> Any:
    """The typed value of an input as expressions read it: ids become contexts, of what the actor may read.

    Parameters:
        field: the field of the record that the input edits, if any.
    """
    if field is not None:
        return field.feel(value, ReaderViews(actor))
    if not component.entity:
        return value
    if isinstance(value, list):
        return [_pointed_to(component.entity, each, actor) for each in value]
    return _pointed_to(component.entity, value, actor)


def _pointed_to(entity: str, value: Any, actor: Actor | None) -> Any:
    if not isinstance(value, int) or isinstance(value, bool):
        return value
    target = registry.get(entity)
    return PersonView(value) if entity == "person" else ReadableView(target, value, actor) if target else value


def split_values(form: Form, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Values of a form as fields of the record and process variables."""
    record: dict[str, Any] = {}
    variables: dict[str, Any] = {}
    for component in form.inputs():
        if component.key in values:
            target = record if record_field(form, component) else variables
            target[component.key] = values[component.key]
    return record, variables
