"""A task's form: drawn with the record's values, read, and given to the engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import url_for

from app.engine import Actor, NotFound, UnitOfWork, artifact, complete_task
from app.i18n import gettext as _
from app.records.commands.changes import given_to
from app.records.commands.locking import locked
from app.records.commands.merging import Choices, touched
from app.records.commands.update import require_unlocked
from app.records.errors import Forbidden, RecordRefused
from app.records.forms.field_views import FormView
from app.records.forms.filling import FormRefused, drawn
from app.records.forms.given import check_given
from app.records.forms.model import Form
from app.records.tasks.commands import open_task
from app.records.tasks.reading import TaskView
from app.records.types import RecordType, registry
from app.records.values.of_records import values_of

LONGEST_REMARK = 500


@dataclass(frozen=True)
class TaskForm:
    """A task as it is drawn with its form.

    Attributes:
        drawn: the form, None when the task has none.
        problem: words above the form (a refusal, a race that was lost), or empty.
        kept: what the form sends besides: (name, value).
        chosen: the outcome that was pressed when there is a problem.
    """

    task: TaskView
    drawn: FormView | None
    problem: str = ""
    chosen: str = ""
    kept: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Answer:
    """What somebody gives to a task.

    Attributes:
        outcome: id of the outcome, None when the task has no choice.
        values: raw values by key of the form; fields that are not given keep what the record holds. Names that the
            property `variables` of the process declares become process variables as they are; there are no others.
        revision: the task's revision that the person saw; None: whatever it is now.
        record_revision: the same of the task's record: fields that others have changed since are merged.
        choices: what the person said to a conflict of fields before.
    """

    outcome: str | None
    values: Mapping[str, Any] = field(default_factory=dict)
    revision: int | None = None
    record_revision: int | None = None
    choices: Choices | None = None


def form_of(task: TaskView) -> Form | None:
    """The task's form in its version, None when it has none or the form is not deployed."""
    if task.form_key is None:
        return None
    try:
        form: Form = artifact("form", task.form_key, task.form_version).parsed
    except NotFound:
        return None
    return form


def task_form(
    task: TaskView,
    actor: Actor,
    card: Any = None,
    *,
    posted: Mapping[str, Any] | None = None,
    errors: Mapping[str, list[str]] | None = None,
    problem: str = "",
    chosen: str = "",
    kept: Sequence[tuple[str, str]] = (),
) -> TaskForm:
    """The task with its form.

    Parameters:
        actor: who sees it; what conditions read as `user`.
        card: the `Card` of its record, whose values the form shows; None for a task without a record.
        posted: what somebody typed, drawn as it is.
        errors: words by name of the input.
        problem, chosen, kept: as of `TaskForm`.
    """
    form = form_of(task)
    values = card.values if card is not None else {}
    names = card.names if card is not None else {}
    if form is None:
        return TaskForm(task, None, problem, chosen, kept)
    view = drawn(
        form,
        values,
        names=names,
        posted=posted,
        errors=errors,
        prefix=task.id,
        actor=actor,
        upload_address=url_for("files.upload_for_task", task_id=task.id),
    )
    return TaskForm(task, view, problem, chosen, kept)


def answer(unit: UnitOfWork, task_id: str, given: Answer) -> TaskView:
    """Complete a task. Fields of the form that belong to the record are written to it, others become variables.

    Returns:
        The task as it was.

    Raises:
        NotFound, Forbidden, NotAllowedNow
        TaskAlreadyCompleted: somebody was faster.
        StaleRevision: the task has changed since the person saw it.
        FormRefused: values do not fit the form, with words for each input.
        Conflict: somebody else changed fields of the record to something else since the person saw them.
        RecordRefused: values do not fit the record, or the task does not ask for them, with words for each.
        Refusal: the diagram says no.
    """
    task = open_task(task_id, unit.actor)
    if not task.answerable:
        raise Forbidden(_("This task is not yours to answer."))
    form = form_of(task)
    _require_declared(unit, task, form, given.values)
    fields: Mapping[str, Any] = {}
    variables = dict(given.values)
    if form is not None:
        fields, variables = _submitted(unit, task, form, given)
    _require_unlocked(unit, task, fields)
    said = remarks(form, variables) if form else ()
    complete_task(unit, task_id, given.outcome, variables, fields, given.revision, remarks=said)
    return task


def _require_declared(unit: UnitOfWork, task: TaskView, form: Form | None, values: Mapping[str, Any]) -> None:
    """Refuse names that neither the form has nor the process declares.

    Raises:
        RecordRefused
    """
    asked = {component.key for component in form.inputs()} if form else set()
    if values.keys() <= asked:
        return
    asked.update(unit.instance(task.process_instance_id).definition.process.variables)
    foreign = sorted(values.keys() - asked)
    if foreign:
        raise RecordRefused(dict.fromkeys(foreign, _("The task does not ask for this.")))


def _require_unlocked(unit: UnitOfWork, task: TaskView, fields: Mapping[str, Any]) -> None:
    """A task lends the fields that its form shows, but no right for which there is an action.

    Raises:
        FieldsForbidden
    """
    record_type = registry.get(task.record_type) if task.record_type else None
    if record_type is not None and task.record_id is not None and fields:
        require_unlocked(record_type, locked(unit, record_type, task.record_id), fields, unit.actor)


def remarks(form: Form, variables: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What somebody wrote into the texts of a form that are not fields of the record, for the history."""
    texts = (each for each in form.inputs() if each.type in ("textfield", "textarea") and variables.get(each.key))
    return [{"label": dict(each.label), "value": str(variables[each.key])[:LONGEST_REMARK]} for each in texts]


def _submitted(unit: UnitOfWork, task: TaskView, form: Form, answered: Answer) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fields of the record, and process variables."""
    values = answered.values
    keys = {component.key for component in form.inputs()}
    given = {name: value for name, value in values.items() if name in keys}
    record_type, record = _record_of(unit, task, form)
    held = values_of(record_type, record, [field.name for field in record_type.fields]) if record_type else {}
    found = check_given(form, given, held, unit.actor, answered.outcome)
    if not found.is_valid:
        raise FormRefused(found.errors)
    fields = {name: value for name, value in found.record_fields.items() if name in given}
    if fields and record_type is not None and record is not None:
        fields = given_to(record_type, record, fields, unit.actor)
        if answered.record_revision not in (None, record.revision):
            fields = touched(record_type, record, fields, answered.record_revision or 0, answered.choices)
    others = {name: value for name, value in values.items() if name not in keys}
    return fields, {**others, **found.variables}


def _record_of(unit: UnitOfWork, task: TaskView, form: Form) -> tuple[RecordType, Any] | tuple[None, None]:
    """The record of the task, under its lock, which a form that names no type reads, too; none where there is none."""
    record_type = registry.get(task.record_type) if task.record_type else None
    if record_type is None or task.record_id is None or form.record_type not in (None, task.record_type):
        return None, None
    return record_type, locked(unit, record_type, task.record_id)
