"""`/engine-rest/history/task`: the questions that people were asked."""

from typing import Any

from flask import Response
from sqlalchemy import func, select

from app.access.models import Person
from app.access.permissions import requires
from app.access.session import current_actor
from app.api.bodies import CountAnswer, answer_with
from app.api.description import BOOLEAN, STRING, described
from app.api.engine_rest import blueprint
from app.api.engine_rest.answers import HistoricTaskAnswer
from app.api.engine_rest.arguments import PAGE, SORT, Filters, Statement, paged
from app.api.engine_rest.definition_ids import of_definitions, public_id
from app.api.engine_rest.times import camunda_time
from app.api.engine_rest.visibility import record_of_key, visible_instances
from app.db import db
from app.engine.models import ProcessDefinition, ProcessInstance, UserTask
from app.i18n import localized

FILTERS: dict[str, Any] = {
    **dict.fromkeys(
        (
            "taskId",
            "processInstanceId",
            "processInstanceBusinessKey",
            "processDefinitionId",
            "processDefinitionKey",
            "processDefinitionKeyIn",
            "executionId",
            "taskAssignee",
            "taskDefinitionKey",
            "taskDefinitionKeyIn",
            "startedBefore",
            "startedAfter",
            "finishedBefore",
            "finishedAfter",
        ),
        STRING,
    ),
    **dict.fromkeys(("finished", "unfinished", "processFinished", "processUnfinished"), BOOLEAN),
}
_FLAGS = {
    "finished": UserTask.state != "open",
    "unfinished": UserTask.state == "open",
    "processFinished": ProcessInstance.ended_at.is_not(None),
    "processUnfinished": ProcessInstance.ended_at.is_(None),
}
SORTS = {
    "instanceId": (UserTask.process_instance_id, UserTask.created_at, UserTask.id),
    "taskId": (UserTask.id,),
    "startTime": (UserTask.created_at, UserTask.id),
    "endTime": (UserTask.completed_at, UserTask.id),
    "dueDate": (UserTask.due_at, UserTask.id),
    "priority": (UserTask.priority, UserTask.id),
    "taskDefinitionKey": (UserTask.element_id, UserTask.id),
}
TASKS, COUNT = HistoricTaskAnswer(many=True), CountAnswer()
_STATES = {"open": "Created", "completed": "Completed", "cancelled": "Deleted"}


@blueprint.get("/history/task")
@requires("record.read")
@described("Tasks that are or were asked", query={**FILTERS, **SORT, **PAGE}, answer=TASKS)
def task_history() -> Response:
    columns = select(UserTask, ProcessDefinition.key, ProcessDefinition.version, Person.login)
    page = paged(_filtered(columns), SORTS, "instanceId")
    return answer_with(TASKS, [_represent(*row) for row in db.session.execute(page)])


@blueprint.get("/history/task/count")
@requires("record.read")
@described("How many tasks are or were asked", query=FILTERS, answer=COUNT)
def task_history_count() -> Response:
    return answer_with(COUNT, {"count": db.session.scalar(_filtered(select(func.count(UserTask.id))))})


def _filtered(statement: Statement) -> Statement:
    filters = Filters()
    statement = (
        statement.select_from(UserTask)
        .join(ProcessInstance, ProcessInstance.id == UserTask.process_instance_id)
        .join(ProcessDefinition, ProcessDefinition.id == UserTask.process_definition_id)
        .outerjoin(Person, Person.id == UserTask.assignee_id)
        .where(visible_instances(current_actor()), *of_definitions(filters))
    )
    for name, column in (
        ("taskId", UserTask.id),
        ("taskDefinitionKey", UserTask.element_id),
        ("taskAssignee", Person.login),
    ):
        text = filters.text(name)
        if text is not None:
            statement = statement.where(column == text)
    keys, record = filters.texts("taskDefinitionKeyIn"), filters.text("processInstanceBusinessKey")
    if keys is not None:
        statement = statement.where(UserTask.element_id.in_(keys))
    if record is not None:
        record_type, record_id = record_of_key(record)
        statement = statement.where(UserTask.record_type == record_type, UserTask.record_id == record_id)
    for name in ("processInstanceId", "executionId"):
        numbers = filters.numbers(name)
        if numbers is not None:
            statement = statement.where(UserTask.process_instance_id.in_(numbers))
    for name, condition in _FLAGS.items():
        if filters.flag(name):
            statement = statement.where(condition)
    moments: tuple[tuple[str, Any, bool], ...] = (
        ("startedBefore", UserTask.created_at, True),
        ("startedAfter", UserTask.created_at, False),
        ("finishedBefore", UserTask.completed_at, True),
        ("finishedAfter", UserTask.completed_at, False),
    )
    for name, column, before in moments:
        moment = filters.moment(name)
        if moment is not None:
            statement = statement.where(column <= moment if before else column >= moment)
    return statement


def _represent(task: UserTask, key: str, version: int, login: str | None) -> dict[str, Any]:
    duration = None
    if task.completed_at is not None:
        duration = int((task.completed_at - task.created_at).total_seconds() * 1000)
    return {
        "id": task.id,
        "processDefinitionKey": key,
        "processDefinitionId": public_id(key, version, task.process_definition_id),
        "processInstanceId": str(task.process_instance_id),
        "executionId": str(task.process_instance_id),
        "caseDefinitionKey": None,
        "caseDefinitionId": None,
        "caseInstanceId": None,
        "caseExecutionId": None,
        "activityInstanceId": f"{task.element_id}:{task.id}",
        "name": localized(task.name),
        "description": localized(task.documentation) or None,
        "deleteReason": {"completed": "completed", "cancelled": "deleted"}.get(task.state),
        "owner": None,
        "assignee": login,
        "startTime": camunda_time(task.created_at),
        "endTime": camunda_time(task.completed_at),
        "duration": duration,
        "taskDefinitionKey": task.element_id,
        "priority": task.priority,
        "due": camunda_time(task.due_at),
        "parentTaskId": None,
        "followUp": camunda_time(task.follow_up_at),
        "tenantId": None,
        "removalTime": None,
        "rootProcessInstanceId": str(task.process_instance_id),
        "taskState": _STATES[task.state],
    }
