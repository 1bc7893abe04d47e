"""The variables of a scope, of which every token has its own copy.

An event sub-process sees the variables as they are when its event happens, wherever in its scope they were set; what it
sets is seen by everything that goes on in the scope.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from SpiffWorkflow.bpmn.specs.mixins import CallActivityMixin
from SpiffWorkflow.bpmn.specs.mixins.multiinstance_task import LoopTask
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

_TOKEN = TaskState.WAITING | TaskState.READY | TaskState.STARTED
_MISSING = object()


def variables_of_scope(workflow: Any) -> dict[str, Any]:
    """The variables that the scope began with and what its tokens have changed since, the latest change last."""
    began_with = workflow.task_tree.data
    variables = dict(began_with)
    tokens = [token for token in tokens_of_scope(workflow) if not _is_copy(token)]
    for token in sorted(tokens, key=lambda task: task.last_state_change):
        variables.update(changes(began_with, token.data))
    return deepcopy(variables)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The variables that are new or have another value."""
    return {name: value for name, value in after.items() if before.get(name, _MISSING) != value}


def spread(workflow: Any, values: Mapping[str, Any]) -> None:
    """Set variables for everything that goes on in a scope."""
    for token in list(tokens_of_scope(workflow)):
        token.data.update(deepcopy(values))
        if token.parent is not None:  # joins and waiting events take over the variables of their parent later
            token.parent.data.update(deepcopy(values))


def tokens_of_scope(workflow: Any) -> Iterator[Task]:
    """The tokens of a scope and of the embedded sub-processes in it. A called process has variables of its own."""
    for task in workflow.tasks.values():
        if not task.has_state(_TOKEN):
            continue
        yield task
        inner = workflow.top_workflow.subprocesses.get(task.id)
        if inner is not None and not isinstance(task.task_spec, CallActivityMixin):
            yield from tokens_of_scope(inner)


def _is_copy(task: Task) -> bool:
    """Whether its variables are of long ago, or of one run of a multi-instance activity."""
    waits_beside = getattr(task.task_spec, "waits_beside", False) and task._state == TaskState.WAITING
    return waits_beside or (task.parent is not None and isinstance(task.parent.task_spec, LoopTask))
