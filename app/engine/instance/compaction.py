"""Keeps a task tree at the size of what is still running.

A finished task is needed only as the parent of an unfinished one (which takes its variables from there) or as the
split below which boundary events wait. Everything else leaves the tree; what happened is in the history.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from app.engine.instance.workflow import ProcessWorkflow

_FINISHED = TaskState.FINISHED_MASK


def compact(workflow: ProcessWorkflow) -> None:
    """Remove finished branches and collapse finished chains, in the process and in its running sub-processes."""
    for task_id, subprocess in list(workflow.subprocesses.items()):
        parent = workflow.find(task_id)
        if parent is None or parent.has_state(_FINISHED):
            workflow.subprocesses.pop(task_id, None)
        elif not subprocess.completed:
            _compact_tree(subprocess)
    _compact_tree(workflow)


def _compact_tree(workflow: Any) -> None:
    tasks = workflow.tasks
    root = workflow.task_tree
    order = [root]
    for task in order:
        order.extend(tasks[child] for child in task._children)
    for task in reversed(order):
        if task is root or not task.has_state(_FINISHED):
            continue
        children = [tasks[child] for child in task._children]
        parent = tasks[task._parent]
        if not children:
            is_event = isinstance(task.task_spec, BoundaryEvent)
            if parent.has_state(_FINISHED) if is_event else not _is_asked_for(task, parent):
                _remove(workflow, task, parent, [])
        elif all(child.has_state(_FINISHED) for child in children) and not _is_asked_for(task, parent):
            _remove(workflow, task, parent, children)
    if workflow.last_task is not None and workflow.last_task.id not in tasks:
        workflow.last_task = None


def _is_asked_for(task: Task, parent: Task) -> bool:
    """The join behind an activity with boundary events asks for it, and for what happened, while others may go on."""
    return isinstance(parent.task_spec, BoundaryEventSplit) and any(
        not sibling.has_state(_FINISHED) for sibling in parent.children if sibling is not task
    )


def _remove(workflow: Any, task: Task, parent: Task, children: list[Task]) -> None:
    position = parent._children.index(task.id)
    parent._children[position : position + 1] = [child.id for child in children]
    for child in children:
        child._parent = parent.id
    del workflow.tasks[task.id]
