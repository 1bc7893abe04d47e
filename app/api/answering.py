"""Completing a task with plain values, as programs send them."""

from collections.abc import Mapping
from typing import Any

from app.engine import UnitOfWork, complete_task
from app.i18n import gettext as _
from app.records.errors import Forbidden
from app.records.tasks.answering import form_of
from app.records.tasks.commands import open_task
from app.records.types import registry


def answer_task(unit: UnitOfWork, task_id: str, outcome: str | None, variables: Mapping[str, Any]) -> None:
    """Complete a task; variables that the task's form gives to the record are written to the record.

    Raises:
        NotFound, TaskAlreadyCompleted, Forbidden, NotAllowedNow, RecordRefused, Refusal
    """
    task = open_task(task_id, unit.actor)
    if not task.answerable:
        raise Forbidden(_("This task is not yours to answer."))
    form = form_of(task)
    declared = registry.get(form.record_type) if form and form.record_type else None
    fields = {
        name: value
        for name, value in variables.items()
        if declared and declared.has_field(name) and form.component(name) is not None
    }
    rest = {name: value for name, value in variables.items() if name not in fields}
    complete_task(unit, task_id, outcome, rest, fields)
