"""A task's form: drawn with the record's values, read, and given to the engine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.engine import Actor, NotFound, Refusal, UnitOfWork, artifact, complete_task
from app.i18n import gettext as _
from app.records.errors import Forbidden, RecordRefused
from app.records.forms.filling import FormRefused, drawn, submitted
from app.records.forms.model import Form
from app.records.forms.render import FormView
from app.records.tasks.commands import open_task
from app.records.tasks.reading import TaskView

LONGEST_REMARK = 500


@dataclass(frozen=True)
class TaskForm:
    """A task as it is drawn with its form.

    Attributes:
        drawn: the form, None when the task has none.
        problem: words above the form (a refusal, a race that was lost), or empty.
        chosen: the outcome that was pressed when there is a problem.
    """

    task: TaskView
    drawn: FormView | None
    problem: str = ""
    chosen: str = ""


class AnswerRefused(Exception):
    """The form has errors, or the diagram said no; nothing was changed.

    Attributes:
        problem: words for the whole form, or empty.
        errors: words by name of the input.
    """

    def __init__(self, problem: str = "", errors: Mapping[str, Iterable[str]] | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.errors = {name: list(words) for name, words in (errors or {}).items()}


@dataclass(frozen=True)
class Answer:
    """What somebody sends: the outcome, the task's revision that they saw, and the form as it was posted."""

    outcome: str | None
    revision: int | None
    posted: Mapping[str, Any] = field(default_factory=dict)


def form_of(task: TaskView) -> Form | None:
    """The task's form in its version, None when it has none or the form is not deployed."""
    if task.form_key is None:
        return None
    try:
        return artifact("form", task.form_key, task.form_version).parsed
    except NotFound:
        return None


def task_form(
    task: TaskView,
    actor: Actor,
    card: Any = None,
    *,
    posted: Mapping[str, Any] | None = None,
    errors: Mapping[str, list[str]] | None = None,
    problem: str = "",
    chosen: str = "",
) -> TaskForm:
    """The task with its form.

    Parameters:
        actor: who sees it; what conditions read as `user`.
        card: the `Card` of its record, whose values the form shows; None for a task without a record.
        posted: what somebody typed, drawn as it is.
        errors: words by name of the input.
    """
    form = form_of(task)
    values = card.values if card is not None else {}
    names = card.names if card is not None else {}
    if form is None:
        return TaskForm(task, None, problem, chosen)
    view = drawn(form, values, names=names, posted=posted, errors=errors, prefix=task.id, actor=actor)
    return TaskForm(task, view, problem, chosen)


def answer(unit: UnitOfWork, task_id: str, given: Answer, values: Mapping[str, Any]) -> TaskView:
    """Complete a task. Fields of the form that belong to the record are written to it, others become variables.

    Parameters:
        values: the record's typed values by field, which the form's conditions read.

    Returns:
        The task as it was.

    Raises:
        NotFound, Forbidden
        TaskAlreadyCompleted: somebody was faster.
        StaleRevision: the task has changed since the person saw it.
        AnswerRefused: values do not fit, or the diagram refuses; with words beside the fields where they belong.
    """
    task = open_task(task_id, unit.actor)
    if not task.answerable:
        raise Forbidden(_("This task is not yours to answer."))
    form = form_of(task)
    fields: dict[str, Any] = {}
    variables: dict[str, Any] = {}
    if form is not None:
        try:
            fields, variables = submitted(form, given.posted, values, actor=unit.actor)
        except FormRefused as refused:
            raise AnswerRefused(errors=refused.errors) from None
    try:
        said = remarks(form, variables) if form else ()
        complete_task(unit, task_id, given.outcome, variables, fields, given.revision, remarks=said)
        unit.finish()
    except Refusal as refusal:
        raise _refused(refusal, form) from refusal
    except RecordRefused as refused:
        raise AnswerRefused(errors={name: [words] for name, words in refused.fields.items()}) from refused
    return task


def remarks(form: Form, variables: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What somebody wrote into the texts of a form that are not fields of the record, for the history."""
    texts = (each for each in form.inputs() if each.type in ("textfield", "textarea") and variables.get(each.key))
    return [{"label": dict(each.label), "value": str(variables[each.key])[:LONGEST_REMARK]} for each in texts]


def _refused(refusal: Refusal, form: Form | None) -> AnswerRefused:
    """The diagram's words, beside the fields that it misses when the form has them."""
    beside = [name for name in refusal.missing if form is not None and form.component(name) is not None]
    if beside:
        return AnswerRefused(errors={name: [str(refusal)] for name in beside})
    return AnswerRefused(str(refusal))
