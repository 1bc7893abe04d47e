"""Completing a task with plain values, as programs send them: held to the task's form like a person's answer."""

from collections.abc import Mapping
from typing import Any

from app.engine import UnitOfWork, complete_task
from app.i18n import gettext as _
from app.records.commands import locked
from app.records.errors import Forbidden, RecordRefused
from app.records.forms.context import RecordChoices, record_field
from app.records.forms.filling import form_scope
from app.records.forms.model import Form
from app.records.forms.schema import submit
from app.records.tasks.answering import form_of, remarks
from app.records.tasks.commands import open_task
from app.records.tasks.reading import TaskView
from app.records.types import registry
from app.records.values import values_of


def answer_task(unit: UnitOfWork, task_id: str, outcome: str | None, variables: Mapping[str, Any]) -> None:
    """Complete a task; what the task's form gives to the record is written to the record.

    Parameters:
        variables: values by key of the form; names that the form does not have become process variables as they are.

    Raises:
        NotFound, TaskAlreadyCompleted, Forbidden, NotAllowedNow, Refusal
        RecordRefused: the values do not fit the form, with words for each of them.
    """
    task = open_task(task_id, unit.actor)
    if not task.answerable:
        raise Forbidden(_("This task is not yours to answer."))
    form = form_of(task)
    if form is None:
        complete_task(unit, task_id, outcome, variables)
        return
    fields, rest = _submitted(unit, task, form, variables)
    complete_task(unit, task_id, outcome, rest, fields, remarks=remarks(form, rest))


def _submitted(
    unit: UnitOfWork, task: TaskView, form: Form, variables: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fields of the record, and process variables; fields that are not given keep what the record holds."""
    keys = {component.key for component in form.inputs()}
    given = {name: value for name, value in variables.items() if name in keys}
    _refuse_closed(form, given)
    held = _held(unit, task, form)
    raw = {**held, **given}
    found = submit(form, raw, RecordChoices(form), form_scope(form, held, unit.actor))
    if not found.is_valid:
        raise RecordRefused({name: " ".join(words) for name, words in found.errors.items()})
    fields = {name: value for name, value in found.record_fields.items() if name in given}
    others = {name: value for name, value in variables.items() if name not in keys}
    return fields, {**others, **found.variables}


def _refuse_closed(form: Form, given: Mapping[str, Any]) -> None:
    """A field that the form only shows is not written by a program either."""
    closed = {}
    for name in given:
        component = form.component(name)
        field = record_field(form, component)
        if component.disabled or (field is not None and field.read_only):
            closed[name] = _("This field is filled by the process.")
    if closed:
        raise RecordRefused(closed)


def _held(unit: UnitOfWork, task: TaskView, form: Form) -> dict[str, Any]:
    """What the record holds in the fields of the form, as JSON."""
    record_type = registry.get(form.record_type) if form.record_type else None
    if record_type is None or task.record_type != record_type.name:
        return {}
    names = [component.key for component in form.inputs() if record_field(form, component) is not None]
    values = values_of(record_type, locked(unit, record_type, task.record_id), names)
    return {name: record_type.field(name).json(value) for name, value in values.items()}
