"""Keeps the tables of tasks, timers and waiting events in step with the task tree of an instance."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.task import Task

from app.engine.ground import elements
from app.engine.ground.store import Batch
from app.engine.instance.runtime import Runtime
from app.engine.instance.waiting import CONDITIONAL, Waiting, fields_read
from app.engine.specs.continuations import put_off
from app.engine.unit.events import UnitEvents
from app.engine.unit.sync_external_tasks import sync_external_tasks

_MEDIUM_PRIORITY = 50
_HIGHEST_PRIORITY = 2**31 - 1  # what the column holds


def sync(
    unit: UnitEvents,
    runtime: Runtime,
    before: Waiting,
    after: Waiting,
    completed: Mapping[str, Mapping[str, Any]],
    batch: Batch,
) -> None:
    """Add to the batch what has changed between two moments of an instance.

    Parameters:
        before: what it waited for when it was read.
        after: what it waits for now.
        completed: for each user task that a person completed, what to write (`completed_by_id`, `outcome`).
        batch: what the unit of work writes.
    """
    _sync_tasks(unit, runtime, before, after, completed, batch)
    _sync_timers(runtime, before, after, batch)
    _sync_jobs(runtime, before, after, batch)
    _sync_events(runtime, before, after, batch)
    sync_external_tasks(runtime, before, after, batch)


def _sync_tasks(
    unit: UnitEvents, runtime: Runtime, before: Waiting, after: Waiting, completed: Any, batch: Batch
) -> None:
    for task_id, task in after.user_tasks.items():
        if task_id not in before.user_tasks:
            with runtime.faults_of(task):
                _add_task(unit, runtime, task_id, task, batch)
    for task_id, task in before.user_tasks.items():
        if task_id in after.user_tasks:
            continue
        by_person = completed.get(task_id)
        batch.closed_tasks.append(
            {
                "key": task_id,
                "state": "completed" if by_person else "cancelled",
                "completed_at": unit.now,
                "completed_by_id": by_person["completed_by_id"] if by_person else None,
                "outcome": by_person["outcome"] if by_person else None,
                "has_candidates": by_person["has_candidates"] if by_person else True,
            }
        )
        if not by_person:
            element = task.task_spec.element
            unit.history(
                "taskCancelled",
                runtime.record_type,
                runtime.record_id,
                {"task_id": task_id, "name": dict(element.name)},
                element_id=element.id,
                runtime=runtime,
            )


def _add_task(unit: UnitEvents, runtime: Runtime, task_id: str, task: Task, batch: Batch) -> None:
    element = task.task_spec.element
    group_ids, person_ids, role = _candidates(unit, runtime, task, element)
    assignee_id = None
    if element.assignee is not None:
        assignee_id = unit.person(runtime.value(task, element.assignee))
    batch.new_tasks.append(
        {
            "id": task_id,
            "process_instance_id": runtime.id,
            "process_definition_id": task.workflow.definition.id,
            "element_id": element.id,
            "name": dict(element.name),
            "documentation": dict(element.documentation) if element.documentation else None,
            "record_type": runtime.record_type,
            "record_id": runtime.record_id,
            "state": "open",
            "assignee_id": assignee_id,
            "role": role,
            "form_key": element.form_key,
            "form_version": unit.form_version(element, task.workflow.definition),
            "outcomes": [
                {"id": outcome.id, "label": dict(outcome.label), "style": outcome.style} for outcome in element.outcomes
            ],
            "priority": _priority(runtime, task, element),
            "due_at": runtime.moment(task, element.due),
            "follow_up_at": runtime.moment(task, element.follow_up),
            "created_at": unit.now,
            "claimed_at": unit.now if assignee_id is not None else None,
            "sender_name": unit.actor.name,
            "revision": 1,
        }
    )
    for column, values in (("group_id", group_ids), ("person_id", person_ids)):
        for value in values:
            row = {
                "user_task_id": task_id,
                "group_id": None,
                "person_id": None,
                "state": "open",
                "created_at": unit.now,
            }
            batch.new_candidates.append({**row, column: value})
    unit.history(
        "taskCreated",
        runtime.record_type,
        runtime.record_id,
        {"task_id": task_id, "name": dict(element.name)},
        element_id=element.id,
        runtime=runtime,
    )


def _candidates(
    unit: UnitEvents, runtime: Runtime, task: Task, element: elements.UserTaskElement
) -> tuple[list[str], list[int], str | None]:
    group_ids: dict[str, None] = {}
    person_ids: dict[int, None] = {}
    for role in element.candidate_groups:
        groups, persons = unit.candidates(runtime.record_type, runtime.record_id, role)
        group_ids.update(dict.fromkeys(groups))
        person_ids.update(dict.fromkeys(persons))
    for login in element.candidate_users:
        person_id = unit.person(login)
        if person_id is not None:
            person_ids[person_id] = None
    return list(group_ids), list(person_ids), element.candidate_groups[0] if element.candidate_groups else None


def _priority(runtime: Runtime, task: Task, element: elements.UserTaskElement) -> int:
    if element.priority is None:
        return _MEDIUM_PRIORITY
    try:
        return min(100, max(0, int(runtime.value(task, element.priority))))
    except (TypeError, ValueError, ArithmeticError):
        return _MEDIUM_PRIORITY


def _sync_timers(runtime: Runtime, before: Waiting, after: Waiting, batch: Batch) -> None:
    for task_id in before.timers:
        if after.timers.get(task_id) != before.timers[task_id]:
            batch.gone_timers.append({"key": task_id})
    for task_id, (due, element_id) in after.timers.items():
        if before.timers.get(task_id) != (due, element_id):
            batch.new_timers.append(
                {
                    "process_instance_id": runtime.id,
                    "task_id": task_id,
                    "element_id": element_id,
                    "due_at": due,
                    "priority": _job_priority(runtime, after.tasks[task_id], after.tasks[task_id].task_spec.element),
                }
            )


def _sync_jobs(runtime: Runtime, before: Waiting, after: Waiting, batch: Batch) -> None:
    batch.gone_jobs.extend({"key": task_id} for task_id in before.jobs if task_id not in after.jobs)
    for task_id, task in after.jobs.items():
        if task_id in before.jobs:
            continue
        element, kind = put_off(task)
        batch.new_jobs.append(
            {
                "process_instance_id": runtime.id,
                "task_id": task_id,
                "element_id": element.id,
                "kind": kind,
                "due_at": runtime.unit.now,
                "priority": _job_priority(runtime, task, element),
                "created_at": runtime.unit.now,
            }
        )


def _job_priority(runtime: Runtime, task: Task, element: elements.Element) -> int:
    if element.job.priority is None:
        return 0
    with runtime.faults_of(task):
        value = runtime.value(task, element.job.priority)
        return min(_HIGHEST_PRIORITY, max(-_HIGHEST_PRIORITY, int(value)))


def _sync_events(runtime: Runtime, before: Waiting, after: Waiting, batch: Batch) -> None:
    """A status diagram comes back to the same waiting event after each round: its row is then moved, not rewritten."""
    free: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for task_id, event in before.events.items():
        if task_id not in after.events:
            free[event].append(task_id)
    for task_id, event in after.events.items():
        if task_id in before.events:
            continue
        if free[event]:
            batch.moved_subscriptions.append(
                {"owner": runtime.id, "key": free[event].pop(), "task_id": task_id, "created_at": runtime.unit.now}
            )
            continue
        kind, name, element_id = event
        batch.new_subscriptions.append(
            {
                "process_instance_id": runtime.id,
                "task_id": task_id,
                "element_id": element_id,
                "kind": kind,
                "name": name,
                "reads": fields_read(after.tasks[task_id], runtime.record_type) if kind == CONDITIONAL else None,
                "created_at": runtime.unit.now,
            }
        )
    batch.gone_subscriptions.extend(
        {"owner": runtime.id, "key": task_id} for task_ids in free.values() for task_id in task_ids
    )
