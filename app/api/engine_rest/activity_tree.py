"""`/engine-rest/process-instance/{id}/activity-instances`: where a process is, as a tree."""

from collections.abc import Mapping
from typing import Any

from flask import Response

from app.access.permissions import requires
from app.api.bodies import answer_with
from app.api.description import described
from app.api.engine_rest import blueprint
from app.api.engine_rest.activity_types import activity_type
from app.api.engine_rest.answers import ActivityTreeAnswer
from app.api.engine_rest.definition_ids import public_id
from app.api.engine_rest.instances import find_instance
from app.engine.models import ProcessInstance
from app.engine.queries import BODY, active_activities, read_state, role_of
from app.i18n import localized

TREE = ActivityTreeAnswer()
_COLUMNS = (ProcessInstance.id, ProcessInstance.state, ProcessInstance.process_definition_id)


@blueprint.get("/process-instance/<instance_id>/activity-instances")
@requires("record.read")
@described("Where a process is, as a tree", answer=TREE, errors={404: "NotFound"})
def activity_instances(instance_id: str) -> Response:
    row = find_instance(instance_id, *_COLUMNS)
    workflow = read_state(row._mapping)
    definition = workflow.definition
    root = _node(str(row.id), None, row.id, definition, definition.key, localized(definition.name), "processDefinition")
    nodes: dict[str, dict[str, Any]] = {}
    tasks = active_activities(workflow)
    for task_id, task in tasks.items():
        nodes[task_id] = _of_task(task, row.id)
    for task_id, task in tasks.items():
        above = nodes.get(_parent(task, tasks) or "", root)
        nodes[task_id]["parentActivityInstanceId"] = above["id"]
        above["childActivityInstances"].append(nodes[task_id])
    return answer_with(TREE, root)


def _parent(task: Any, tasks: Mapping[str, Any]) -> str | None:
    """The active activity around a task: a multi-instance activity, or a sub-process or call."""
    above = task.parent
    if above is not None and str(above.id) in tasks and role_of(above) == BODY:
        return str(above.id)
    holder = getattr(task.workflow, "parent_task_id", None)
    return None if holder is None else str(holder)


def _of_task(task: Any, instance_id: int) -> dict[str, Any]:
    element, role = task.task_spec.element, role_of(task)
    return _node(
        f"{element.id}:{task.id}",
        None,
        instance_id,
        task.workflow.definition,
        f"{element.id}#multiInstanceBody" if role == BODY else element.id,
        localized(element.name),
        activity_type(element, role),
    )


def _node(
    identifier: str, parent: str | None, instance_id: int, definition: Any, activity_id: str, name: str, kind: str
) -> dict[str, Any]:
    return {
        "id": identifier,
        "parentActivityInstanceId": parent,
        "activityId": activity_id,
        "activityName": name,
        "name": name,
        "activityType": kind,
        "processInstanceId": str(instance_id),
        "processDefinitionId": public_id(definition.key, definition.version, definition.id),
        "childActivityInstances": [],
        "childTransitionInstances": [],
        "executionIds": [str(instance_id)],
        "incidentIds": [],
        "incidents": [],
    }
