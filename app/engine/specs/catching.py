"""Who catches an error or an escalation.

Looked for from the inside outwards: the boundary of the activity that it comes from, the event sub-processes of the
scope that it happens in, the boundary of the sub-process (or call activity) around that scope, and so on (BPMN 2.0.2,
10.5.7). In each place the exact code goes before catch-all.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.task import Task

from app.engine.specs.event_sub_processes import EventSubProcessStart
from app.engine.specs.events import Definition, fire, is_waiting
from app.engine.specs.sub_processes import CallActivity


def find_catcher(workflow: Any, origin: Task | None, kind: type[Definition], code: str | None) -> Task | None:
    """The waiting event that catches an error or escalation, or None.

    Parameters:
        workflow: the process or sub-process in which it happens.
        origin: the activity that it comes from; None for an end or throw event, which has no boundary itself.
        kind: the class of event definition that may catch.
        code: what the catching event must name, unless it names none (catches all).
    """
    for candidates in _places(workflow, origin):
        fitting = [task for task in candidates if isinstance(task.task_spec.event_definition, kind)]
        for wanted in (code, None):
            for task in fitting:
                if task.task_spec.event_definition.code == wanted:
                    return task
    return None


def catch(catcher: Task, workflow: Any, payload: Mapping[str, Any]) -> None:
    """Let an event that `find_catcher` found catch what happened in a workflow.

    Each call that it leaves on its way gives out what its mappings name: behind the catching event they are read.
    """
    while workflow is not catcher.workflow:
        activity = workflow.top_workflow.get_task_from_id(workflow.parent_task_id)
        if isinstance(activity.task_spec, CallActivity) and workflow.spec is workflow.definition.process.spec:
            activity.task_spec.give_out(activity, workflow)
        workflow = activity.workflow
    fire(catcher, payload)


def _places(workflow: Any, origin: Task | None) -> Iterator[list[Task]]:
    activity = origin
    while True:
        if activity is not None:
            yield _on_boundary(activity)
        yield _event_sub_processes(workflow, activity)
        if workflow.parent_task_id is None:
            return
        activity = workflow.top_workflow.get_task_from_id(workflow.parent_task_id)
        workflow = activity.workflow


def _on_boundary(activity: Task) -> list[Task]:
    while isinstance(activity.parent.task_spec, LoopTask):
        activity = activity.parent
    split = activity.parent
    return _waiting(split.children) if isinstance(split.task_spec, BoundaryEventSplit) else []


def _event_sub_processes(workflow: Any, activity: Task | None) -> list[Task]:
    """What comes out of an event sub-process is not caught by itself: it would go round for ever."""
    own = None if activity is None else activity.parent.task_spec
    starts = [task for task in workflow.task_tree.children if isinstance(task.task_spec, EventSubProcessStart)]
    return _waiting(task for task in starts if task.task_spec is not own)


def _waiting(tasks: Iterable[Task]) -> list[Task]:
    return [task for task in tasks if is_waiting(task)]
