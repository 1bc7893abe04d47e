"""What is done and can be undone (BPMN 2.0.2, 10.7 and 13.5.5).

Every process and sub-process keeps a list of its own, outside of the task tree, from which finished tasks are removed.
An activity comes into it each time that it is completed, if there is a handler for it, or inside it for something that
is done there; with everything inside it when it is a sub-process or a call. It leaves the list when it is undone.
"""

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from SpiffWorkflow.task import Task

APART = "apart"
"""In the internal data of a task that undoes: the handler at work belongs to a called process that is over."""


@dataclass(eq=False, slots=True)
class CompletedActivity:
    """An activity that was completed and not undone yet.

    Attributes:
        activity_id: the element.
        definition: the deployed definition in which it is drawn.
        variables: its own, as they were when it was completed: the item of a run, input parameters for what is done
            inside it, all of a called process.
        inner: what was completed inside it, in this order, when that is undone instead of the whole.
        called: the definition that it called, for a call activity.
        apart: it belongs to a called process, which has variables of its own.
        claimed_by: id of the throwing event's task that is about to undo it, or None.
    """

    activity_id: str
    definition: Any
    variables: dict[str, Any]
    inner: "list[CompletedActivity]" = field(default_factory=list)
    called: Any = None
    apart: bool = False
    claimed_by: str | None = None

    @property
    def handler_id(self) -> str | None:
        """The activity that undoes it from outside, or None."""
        handler: str | None = self.definition.process.handlers.get(self.activity_id)
        return handler

    def hand_down(self) -> None:
        """What was completed inside it is undone: it had these variables around it."""
        for entry in self.inner:
            entry.variables = {**self.variables, **entry.variables}

    @property
    def event_handler_id(self) -> str | None:
        """The event sub-process inside it that undoes it, or None."""
        return _event_handler(self.activity_id, self.definition, self.called)


def record_completed(workflow: Any, my_task: Task) -> None:
    """Hears of every completed activity that may be undone."""
    definition, activity_id = workflow.definition, my_task.task_spec.element.id
    inside = workflow.top_workflow.subprocesses.get(my_task.id)
    is_call = inside is not None and inside.spec is inside.definition.process.spec
    called = inside.definition if is_call else None
    entry = CompletedActivity(activity_id, definition, {}, called=called)
    if entry.handler_id is None:
        if inside is None or not (entry.event_handler_id or inside.completed_activities):
            return
        entry.inner = inside.completed_activities
    entry.variables = deepcopy(_own_variables(my_task, entry))
    if inside is not None and is_call and entry.handler_id is None:
        entry.variables = deepcopy(inside.data)
    if called is not None:
        _keep_apart(entry.inner)
    workflow.completed_activities.append(entry)


def _own_variables(my_task: Any, entry: CompletedActivity) -> dict[str, Any]:
    """The item of a run; for what is done inside also the input parameters, which a handler outside does not see."""
    scopes = my_task.own_variables
    if my_task.has_own and entry.handler_id is not None:
        scopes = scopes[:-1]
    return {name: value for scope in scopes for name, value in scope.items()}


def _event_handler(activity_id: str, definition: Any, called: Any) -> str | None:
    process = definition.process if called is None else called.process
    found: str | None = process.event_handlers.get(activity_id if called is None else process.key)
    return found


def _keep_apart(entries: list[CompletedActivity]) -> None:
    for entry in entries:
        entry.apart = True
        _keep_apart(entry.inner)
