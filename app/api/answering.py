"""Completing a task with plain values, as programs send them."""

from collections.abc import Mapping
from typing import Any

from app.engine import UnitOfWork, complete_task
from app.i18n import gettext as _
from app.records.errors import Forbidden, RecordRefused
from app.records.forms.context import record_field
from app.records.forms.model import Form
from app.records.tasks.answering import form_of
from app.records.tasks.commands import open_task


def answer_task(unit: UnitOfWork, task_id: str, outcome: str | None, variables: Mapping[str, Any]) -> None:
    """Complete a task; variables that the task's form gives to the record are written to the record.

    Raises:
        NotFound, TaskAlreadyCompleted, Forbidden, NotAllowedNow, Refusal
        RecordRefused: a value does not fit its field, or the form shows the field without letting it be changed.
    """
    task = open_task(task_id, unit.actor)
    if not task.answerable:
        raise Forbidden(_("This task is not yours to answer."))
    fields, rest = _split(form_of(task), variables)
    complete_task(unit, task_id, outcome, rest, fields)


def _split(form: Form | None, variables: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values as fields of the record, and process variables."""
    fields: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    refused: dict[str, str] = {}
    for name, value in variables.items():
        component = form.component(name) if form else None
        field = record_field(form, component) if component else None
        if field is None:
            rest[name] = value
        elif component.disabled or field.read_only:
            refused[name] = _("This field is filled by the process.")
        else:
            fields[name] = value
    if refused:
        raise RecordRefused(refused)
    return fields, rest
