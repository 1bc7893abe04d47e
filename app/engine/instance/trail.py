"""What the history keeps of the way of a process, and what can be read from it: every activity, from when to when.

One entry is written for each command that moved the process: the elements passed, in order, and beside them which
activities began or ceased to wait. An activity that did not wait began and ended in the command that passed it; what of
them the elements do not tell (the runs of a multi-instance activity, what was cancelled at once) stands beside them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from app.engine.instance.waiting import Waiting
from app.engine.specs import MultiInstanceTask
from app.engine.specs.activities import UserTask
from app.engine.specs.events import EventBasedGateway

PASSED, WAITED = "elementCompleted", "activityChanged"
KINDS = (PASSED, WAITED)
ACTIVITY, BODY, RUN = "activity", "body", "run"


@dataclass
class Trail:
    """The way of a process besides the elements themselves, collected while it runs.

    A position is an index in `Runtime.path`.

    Attributes:
        elsewhere: elements in the diagram of a called process: its definition, by element id.
        first_inside: where the first element inside a sub-process or call was passed, by the id of its task.
        around: the same for those that ended: by their own position.
        begun: the tasks of activities that began, in order, each with its role and the position at which it did; by id.
    """

    elsewhere: dict[str, int] = field(default_factory=dict)
    first_inside: dict[str, int] = field(default_factory=dict)
    around: dict[str, int] = field(default_factory=dict)
    begun: dict[str, tuple[Task, str, int]] = field(default_factory=dict)

    def changed(self, task: Task, position: int) -> None:
        """A task has another state."""
        if _is_active(task):
            self.begun.setdefault(str(task.id), (task, role_of(task), position))

    def passed(self, task: Any, position: int, definition: Any) -> None:
        """An element was passed."""
        drawn_in = task.workflow.definition
        if drawn_in.id != definition.id:
            self.elsewhere[task.task_spec.element.id] = drawn_in.id
        holder = getattr(task.workflow, "parent_task_id", None)
        if holder is not None:
            self.first_inside.setdefault(str(holder), position)
        if str(task.id) in self.first_inside:
            self.around[str(position)] = self.first_inside[str(task.id)]


@dataclass
class Activity:
    """One activity of a process: an element that was reached.

    Attributes:
        id: stable, unique in the process.
        element_id: the element in its diagram.
        definition_id: the process definition of that diagram; None: the one of the process itself.
        role: `activity`, or of a multi-instance activity `body` (the whole) and `run`.
        task_id: the engine's task when it waited, else None.
        started_at, ended_at: when; `ended_at` is None while it is active.
        canceled: it was ended from outside.
        actor_id: who did what ended it.
    """

    id: str
    element_id: str
    definition_id: int | None
    role: str
    task_id: str | None
    started_at: datetime
    ended_at: datetime | None = None
    canceled: bool = False
    actor_id: int | None = None


def role_of(task: Task) -> str:
    """Whether a task is a whole multi-instance activity, one of its runs, or anything else."""
    if isinstance(task.task_spec, MultiInstanceTask):
        return BODY
    source = element_before(task)
    if source is None or not isinstance(source.task_spec, MultiInstanceTask):
        return ACTIVITY
    return RUN if source.task_spec.element is task.task_spec.element else ACTIVITY


def element_before(task: Task) -> Task | None:
    """The task of the element before a task in the tree, which is not always the one that a flow leads from."""
    source = task.parent
    while source is not None and source.task_spec.element is None:
        source = source.parent
    return source


def _is_active(task: Task) -> bool:
    """Whether a task is an activity at work as BPMN understands it, or at once will be one of several runs."""
    spec = task.task_spec
    if spec.element is None or not spec.element.drawn:
        return False
    if task._state == TaskState.READY:
        return isinstance(spec, UserTask | MultiInstanceTask) or role_of(task) == RUN
    if task._state == TaskState.WAITING:
        beside = getattr(spec, "waits_beside", True) or isinstance(task.parent.task_spec, EventBasedGateway)
        return not beside
    started: bool = task._state == TaskState.STARTED
    return started


def entry_of(runtime: Any, before: Waiting, after: Waiting) -> tuple[str, dict[str, Any]] | None:
    """The kind and the data of the entry for what a command did to a process; None when nothing has moved.

    Parameters:
        before, after: what the process waited for when it was read, and now.
    """
    path = runtime.path
    data: dict[str, Any] = {
        "elements": [element_id for element_id, _flow in path if element_id],
        "flows": [flow for _element, flow in path if flow],
    }
    new = [(task_id, task) for task_id, task in after.activities.items() if task_id not in before.activities]
    new.sort(key=lambda pair: (pair[1].workflow.depth, role_of(pair[1]) == RUN))  # what is around comes first
    begun = [_begun(task_id, task, runtime) for task_id, task in new]  # in order, which an object does not keep
    gone = [task_id for task_id in before.activities if task_id not in after.activities]
    ended = [task_id for task_id in gone if before.activities[task_id].has_state(TaskState.COMPLETED)]
    canceled = [task_id for task_id in gone if task_id not in ended]
    changed = {
        "begun": begun,
        "ended": ended,
        "canceled": canceled,
        "within": _within(runtime, before, after),
        "around": runtime.trail.around,
        "elsewhere": runtime.trail.elsewhere,
    }
    data |= {name: value for name, value in changed.items() if value}
    if not path and len(data) == 2:
        return None
    return (PASSED if path else WAITED), data


def _within(runtime: Any, before: Waiting, after: Waiting) -> list[list[Any]]:
    """What began and ended in one command and is not told by the elements passed: task, element, role, before which
    passed element it began, whether it was canceled; the definition too when it is another one."""
    found = []
    for task_id, (task, role, position) in runtime.trail.begun.items():
        if task_id in before.activities or task_id in after.activities:
            continue
        canceled = task.has_state(TaskState.CANCELLED)
        if canceled or role != ACTIVITY:
            own = task.workflow.definition
            row = [task_id, task.task_spec.element.id, role, position, int(canceled)]
            found.append(row if own.id == runtime.definition.id else [*row, own.id])
    return found


def _begun(task_id: str, task: Task, runtime: Any) -> list[Any]:
    """Task, element, role, before which passed element it began; the definition too when it is another one."""
    own = task.workflow.definition
    position = runtime.trail.first_inside.get(task_id, len(runtime.path))
    known = [task_id, task.task_spec.element.id, role_of(task), position]
    return known if own.id == runtime.definition.id else [*known, own.id]


def activities(entries: Iterable[Mapping[str, Any]]) -> list[Activity]:
    """The activities of one process, in the order in which they began.

    Parameters:
        entries: rows of its history of `KINDS`, the oldest first.
    """
    found: list[Activity] = []
    waiting: dict[str, Activity] = {}
    for row in entries:
        passed = _end(row, waiting)
        found += _reached(row, passed, waiting)
    return found


def _end(row: Mapping[str, Any], waiting: dict[str, Activity]) -> list[str | None]:
    """End what ceased to wait; the elements passed besides, None for those that had waited."""
    data = row["data"]
    passed: list[str | None] = list(data.get("elements", ()))
    canceled = data.get("canceled", ())
    for task_id in (*data.get("ended", ()), *canceled):
        activity = waiting.pop(task_id, None)
        if activity is None:
            continue
        activity.ended_at, activity.actor_id, activity.canceled = row["at"], row["actor_id"], task_id in canceled
        if not activity.canceled and activity.role != RUN and activity.element_id in passed:
            passed[passed.index(activity.element_id)] = None
    return passed


def _reached(row: Mapping[str, Any], passed: list[str | None], waiting: dict[str, Activity]) -> list[Activity]:
    """What was passed or began to wait, each with what came before it in the diagram before it."""
    data, at = row["data"], row["at"]
    placed: list[tuple[float, Activity]] = []
    for task_id, element_id, role, position, canceled, *where in data.get("within", ()):
        identifier, definition_id = f"{element_id}:{task_id}", next(iter(where), None)
        activity = Activity(identifier, element_id, definition_id, role, None, at, at, bool(canceled), row["actor_id"])
        placed.append((position, activity))
        if role == BODY and not canceled and element_id in passed:
            passed[passed.index(element_id)] = None
    for position, element_id in enumerate(passed):
        if element_id is not None:
            where = data.get("elsewhere", {}).get(element_id)
            identifier = f"{element_id}:{row['id']}-{position}"
            activity = Activity(identifier, element_id, where, ACTIVITY, None, at, at, False, row["actor_id"])
            placed.append((data.get("around", {}).get(str(position), position + 0.5) - 0.1, activity))
    for task_id, element_id, role, position, *where in data.get("begun", ()):
        activity = Activity(f"{element_id}:{task_id}", element_id, next(iter(where), None), role, task_id, at)
        waiting[task_id] = activity
        placed.append((position, activity))
    placed.sort(key=lambda pair: pair[0])
    return [activity for _position, activity in placed]
