"""Keeps the table of external tasks in step with the task tree of an instance."""

from typing import Any

from SpiffWorkflow.task import Task

from app.engine.ground.store import Batch
from app.engine.instance.runtime import Runtime
from app.engine.instance.waiting import Waiting

_LARGEST = 2**31 - 1  # what the column of the priority holds


def sync_external_tasks(runtime: Runtime, before: Waiting, after: Waiting, batch: Batch) -> None:
    """Add to the batch the external tasks that came and went between two moments of an instance."""
    gone = [task_id for task_id in before.external_tasks if task_id not in after.external_tasks]
    batch.gone_external_tasks.extend({"key": task_id} for task_id in gone)
    batch.resolved_incidents.extend(
        {"key": task_id, "instance": runtime.id, "state": "resolved", "resolved_at": runtime.unit.now}
        for task_id in gone
    )
    for task_id, task in after.external_tasks.items():
        if task_id not in before.external_tasks:
            with runtime.faults_of(task):
                batch.new_external_tasks.append(_row(runtime, task_id, task))


def _row(runtime: Runtime, task_id: str, task: Task) -> dict[str, Any]:
    element = task.task_spec.element
    return {
        "id": task_id,
        "process_instance_id": runtime.id,
        "process_definition_id": task.workflow.definition.id,
        "element_id": element.id,
        "topic": element.topic,
        "rank": -_priority(runtime, task),
        "failed": False,
        "created_at": runtime.unit.now,
    }


def _priority(runtime: Runtime, task: Task) -> int:
    priority = task.task_spec.element.priority
    return 0 if priority is None else min(_LARGEST, max(-_LARGEST, int(runtime.value(task, priority))))
