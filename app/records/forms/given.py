"""Values that are given to a form of a record which holds some of them already: by a person or by a program."""

from collections.abc import Mapping
from typing import Any

from app.engine import Actor
from app.i18n import gettext as _
from app.records.errors import RecordRefused
from app.records.forms.context import RecordChoices, record_field
from app.records.forms.filling import form_scope
from app.records.forms.model import Component, Form
from app.records.forms.schema import Submission, submit
from app.records.forms.untouched import untouched, with_untouched_rows
from app.records.types import Field


def check_given(
    form: Form, given: Mapping[str, Any], held: Mapping[str, Any], actor: Actor, outcome: str | None = None
) -> Submission:
    """Check values against the form; fields that are not given keep what the record holds.

    Parameters:
        given: raw values by key of the form.
        held: the record's typed values by field; what conditions read.
        outcome: of a task: the button that is pressed; checks of the form read it.

    Raises:
        RecordRefused: one of them belongs to a field that the form only shows.
    """
    own = _record_inputs(form)
    _refuse_closed(form, given, own)
    kept = {component.key: field.json(held[component.key]) for component, field in own if component.key in held}
    scope = {**form_scope(form, held, actor), "outcome": outcome}
    raw = {**kept, **with_untouched_rows(form, given, held)}
    same = untouched(form, given, held)
    return submit(form, raw, RecordChoices(form, actor), scope, actor=actor, untouched=same)


def input_is_of(name: str, key: str) -> bool:
    """Whether an input (`contacts-0-email`) belongs to the component with this key (`contacts`)."""
    return name == key or name.startswith(f"{key}-")


def _refuse_closed(form: Form, given: Mapping[str, Any], own: list[tuple[Component, Field]]) -> None:
    disabled = {component.key for component in form.inputs() if component.disabled}
    closed = given.keys() & (disabled | {component.key for component, field in own if field.read_only})
    if closed:
        raise RecordRefused(dict.fromkeys(sorted(closed), _("This field is filled by the process.")))


def _record_inputs(form: Form) -> list[tuple[Component, Field]]:
    found = ((component, record_field(form, component)) for component in form.inputs())
    return [(component, field) for component, field in found if field is not None]
