"""What can be read from the state of a process without a lock: its variables, and which activities are active."""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.task import Task

from app.engine.deploying import deployment
from app.engine.instance.serialization import load
from app.engine.instance.waiting import task_by_id, waiting_of
from app.engine.instance.workflow import ProcessWorkflow


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

    What only a run of a multi-instance activity or a called process has is left out.
    """
    return dict(workflow.variables)


def task_variables(workflow: ProcessWorkflow, task_id: str) -> dict[str, Any]:
    """The variables that a waiting task sees; empty when it does not wait any more."""
    task = task_by_id(workflow, task_id)
    return {} if task is None else dict(task.data)


def active_activities(workflow: ProcessWorkflow) -> Mapping[str, Task]:
    """The engine's tasks of the elements that are active, by id."""
    return waiting_of(workflow).activities
