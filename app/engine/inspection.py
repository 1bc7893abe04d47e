"""What can be read from the state of a process without a lock: its variables, and which activities are active."""

from collections.abc import Iterator, Mapping
from typing import Any

from SpiffWorkflow.task import Task

from app.engine import deployment
from app.engine.serialization import load
from app.engine.specs import MultiInstanceTask
from app.engine.specs.scope_variables import variables_of_scope
from app.engine.waiting import task_by_id, waiting_of
from app.engine.workflow import ProcessWorkflow


def read_state(row: Mapping[str, Any]) -> ProcessWorkflow:
    """The task tree of an instance, to be looked at.

    Parameters:
        row: `state` and `process_definition_id` of its row.

    Raises:
        TechnicalFailure: the state cannot be read.
    """
    return load(row["state"], deployment.definition(row["process_definition_id"]), deployment.definition_by_version)


def process_variables(workflow: ProcessWorkflow) -> dict[str, Any]:
    """The variables of a process where it is now, or at its end.

    Each branch has variables of its own until it is joined; of those that several have changed, the latest is shown.
    What only a run of a multi-instance activity or a called process has is left out.
    """
    return dict(workflow.data) if workflow.completed else variables_of_scope(workflow)


def shared_tasks(workflow: ProcessWorkflow) -> Iterator[Task]:
    """The tasks that share the variables of the process, parents before their children."""
    inner = {task_id: sub for task_id, sub in workflow.subprocesses.items() if not _is_call(sub)}
    trees: list[Any] = [workflow]
    for tree in trees:
        pending = [tree.task_tree]
        while pending:
            task = pending.pop()
            yield task
            if task.id in inner:
                trees.append(inner[task.id])
            if not isinstance(task.task_spec, MultiInstanceTask):
                pending.extend(reversed(task.children))


def _is_call(sub: Any) -> bool:
    return sub.spec is sub.definition.process.spec


def task_variables(workflow: ProcessWorkflow, task_id: str) -> dict[str, Any]:
    """The variables that a waiting task sees; empty when it does not wait any more."""
    task = task_by_id(workflow, task_id)
    return {} if task is None else dict(task.data)


def active_activities(workflow: ProcessWorkflow) -> Mapping[str, Task]:
    """The engine's tasks of the elements that are active, by id."""
    return waiting_of(workflow).activities
