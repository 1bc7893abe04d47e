"""What a process waits for, read from its task tree: open user tasks, timers, events."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from app.engine.ground.elements import TimerEvent
from app.engine.instance.workflow import ProcessWorkflow
from app.engine.specs.activities import UserTask, is_external
from app.engine.specs.continuations import is_put_off
from app.engine.specs.events import (
    ConditionalEventDefinition,
    EventBasedGateway,
    MessageEventDefinition,
    SignalEventDefinition,
    TimerEventDefinition,
    due_at,
    is_waiting,
)

MESSAGE, SIGNAL, CONDITIONAL = "message", "signal", "conditional"
_KINDS = ((MessageEventDefinition, MESSAGE), (SignalEventDefinition, SIGNAL), (ConditionalEventDefinition, CONDITIONAL))


@dataclass
class Waiting:
    """What a process waits for, by the id of the engine's task (text).

    Attributes:
        user_tasks: open questions.
        timers: when each is due, and its element.
        timer_tasks: the engine's tasks of timers, also of those that are not due before a field is filled.
        events: `(kind, name, element id)` of messages, signals and conditions.
        external_tasks: work for external workers.
        tasks: the engine's tasks of all of them.
        jobs: the engine's tasks that go on in a job of their own.
        activities: the engine's tasks of all elements that are active as BPMN understands it: those that wait, and the
            sub-processes, calls and multi-instance activities around them; no boundary events.
    """

    user_tasks: dict[str, Task] = field(default_factory=dict)
    timers: dict[str, tuple[datetime, str]] = field(default_factory=dict)
    timer_tasks: dict[str, Task] = field(default_factory=dict)
    events: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    external_tasks: dict[str, Task] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    jobs: dict[str, Task] = field(default_factory=dict)
    activities: dict[str, Task] = field(default_factory=dict)


def waiting_of(workflow: ProcessWorkflow) -> Waiting:
    """Look through the running parts of a process."""
    found = Waiting()
    for part in workflow.workflows():
        for task in part.tasks.values():
            spec = task.task_spec
            task_id = str(task.id)
            if task._state == TaskState.READY and isinstance(spec, UserTask):
                found.user_tasks[task_id] = found.tasks[task_id] = found.activities[task_id] = task
            elif is_put_off(task):
                found.jobs[task_id] = task
            elif is_external(task):
                found.external_tasks[task_id] = found.tasks[task_id] = found.activities[task_id] = task
            elif task._state == TaskState.STARTED and spec.element is not None and spec.element.drawn:
                found.activities[task_id] = task
            elif is_waiting(task):
                _add_event(found, task_id, task)
                if not spec.waits_beside and not isinstance(task.parent.task_spec, EventBasedGateway):
                    found.activities[task_id] = task
    return found


def _add_event(found: Waiting, task_id: str, task: Task) -> None:
    definition = task.task_spec.event_definition
    if isinstance(definition, TimerEventDefinition):
        found.timer_tasks[task_id] = task
        due = due_at(task)
        if due is not None:
            found.timers[task_id] = (due, task.task_spec.element.id)
            found.tasks[task_id] = task
        return
    for kind_class, kind in _KINDS:
        if isinstance(definition, kind_class):
            name = "" if kind == CONDITIONAL else definition.name
            found.events[task_id] = (kind, name, task.task_spec.element.id)
            found.tasks[task_id] = task


def fields_read(task: Task, record_type: str | None) -> list[str]:
    """Fields of the record that the condition, or the date, of a waiting task reads, in order."""
    setting = task.task_spec.event_definition.setting
    read = setting.value if isinstance(setting, TimerEvent) else setting.expression
    return sorted({path[1] for path in read.reads if len(path) > 1 and path[0] in ("record", record_type)})


def task_by_id(workflow: Any, task_id: str) -> Task | None:
    """A running task by its id as text."""
    for part in workflow.workflows():
        for task in part.tasks.values():
            if str(task.id) == task_id:
                return task
    return None
