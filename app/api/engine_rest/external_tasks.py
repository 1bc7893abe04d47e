"""`/engine-rest/external-task`: the work that external workers have to do."""

from typing import Any

from flask import Response
from marshmallow import fields
from sqlalchemy import func, or_, select

from app.access.permissions import requires
from app.api.bodies import CountAnswer, answer_with
from app.api.description import BOOLEAN, INTEGER, STRING, described
from app.api.engine_rest import blueprint
from app.api.engine_rest.answers import ExternalTaskAnswer
from app.api.engine_rest.arguments import PAGE, SORT, Filters, Statement, paged
from app.api.engine_rest.definition_ids import of_definitions, public_id
from app.api.engine_rest.times import camunda_time
from app.api.engine_rest.visibility import business_key
from app.clock import clock
from app.db import db
from app.engine import NotFound
from app.engine.models import ExternalTask, ProcessDefinition, ProcessInstance
from app.i18n import gettext as _

FILTERS: dict[str, Any] = {
    **dict.fromkeys(
        (
            "externalTaskId",
            "externalTaskIdIn",
            "topicName",
            "workerId",
            "activityId",
            "activityIdIn",
            "executionId",
            "processInstanceId",
            "processInstanceIdIn",
            "processDefinitionId",
            "processDefinitionKey",
            "processDefinitionKeyIn",
            "lockExpirationBefore",
            "lockExpirationAfter",
        ),
        STRING,
    ),
    **dict.fromkeys(("locked", "notLocked", "withRetriesLeft", "noRetriesLeft", "active", "suspended"), BOOLEAN),
    "priorityHigherThanOrEquals": INTEGER,
    "priorityLowerThanOrEquals": INTEGER,
}
SORTS = {
    "id": (ExternalTask.id,),
    "lockExpirationTime": (ExternalTask.locked_until, ExternalTask.id),
    "processInstanceId": (ExternalTask.process_instance_id, ExternalTask.id),
    "processDefinitionId": (ExternalTask.process_definition_id, ExternalTask.id),
    "processDefinitionKey": (ProcessDefinition.key, ExternalTask.id),
    "taskPriority": (-ExternalTask.rank, ExternalTask.id),
    "createTime": (ExternalTask.created_at, ExternalTask.id),
}
EXTERNAL_TASK, EXTERNAL_TASKS, COUNT = ExternalTaskAnswer(), ExternalTaskAnswer(many=True), CountAnswer()
TOPIC_NAMES = fields.List(fields.String())
_COLUMNS = (
    *ExternalTask.__table__.c,
    ProcessDefinition.key,
    ProcessDefinition.version,
    ProcessInstance.record_type,
    ProcessInstance.record_id,
    ProcessInstance.suspended,
)


@blueprint.get("/external-task")
@requires("administrator")
@described("External tasks", query={**FILTERS, **SORT, **PAGE}, answer=EXTERNAL_TASKS)
def external_tasks() -> Response:
    page = paged(_filtered(select(*_COLUMNS)), SORTS, "id")
    return answer_with(EXTERNAL_TASKS, [_represent(row) for row in db.session.execute(page)])


@blueprint.get("/external-task/count")
@requires("administrator")
@described("How many external tasks fit", query=FILTERS, answer=COUNT)
def external_task_count() -> Response:
    return answer_with(COUNT, {"count": db.session.scalar(_filtered(select(func.count(ExternalTask.id))))})


@blueprint.get("/external-task/topic-names")
@requires("administrator")
@described("The topics that have external tasks", answer=TOPIC_NAMES)
def external_task_topics() -> Response:
    names = select(ExternalTask.topic).distinct().order_by(ExternalTask.topic)
    return answer_with(TOPIC_NAMES, db.session.scalars(names).all())


@blueprint.get("/external-task/<external_task_id>")
@requires("administrator")
@described("One external task", answer=EXTERNAL_TASK, errors={404: "NotFound"})
def external_task(external_task_id: str) -> Response:
    return answer_with(EXTERNAL_TASK, _represent(_find(external_task_id)))


@blueprint.get("/external-task/<external_task_id>/errorDetails")
@requires("administrator")
@described("What a worker said when it failed", errors={404: "NotFound"}, status=200)
def external_task_error_details(external_task_id: str) -> Response:
    details = _find(external_task_id).error_details or ""
    return Response(details, status=200 if details else 204, mimetype="text/plain")


def represent_locked(row: Any, definition: Any) -> dict[str, Any]:
    """An external task as Camunda shows it.

    Parameters:
        row: columns of the task and of its process, by name.
        definition: with `key`, `version` and `id`.
    """
    return {
        "activityId": row["element_id"],
        "activityInstanceId": f"{row['element_id']}:{row['id']}",
        "errorMessage": row["error_message"],
        "executionId": str(row["process_instance_id"]),
        "id": row["id"],
        "lockExpirationTime": camunda_time(row["locked_until"]),
        "createTime": camunda_time(row["created_at"]),
        "processDefinitionId": public_id(definition.key, definition.version, row["process_definition_id"]),
        "processDefinitionKey": definition.key,
        "processDefinitionVersionTag": None,
        "processInstanceId": str(row["process_instance_id"]),
        "tenantId": None,
        "retries": row["retries"],
        "workerId": row["worker_id"],
        "topicName": row["topic"],
        "priority": -row["rank"],
        "businessKey": business_key(row["record_type"], row["record_id"]),
        "suspended": False,
    }


def _represent(row: Any) -> dict[str, Any]:
    return {**represent_locked(row._mapping, row), "suspended": row.suspended}


def _with_process(statement: Statement) -> Statement:
    return (
        statement.select_from(ExternalTask)
        .join(ProcessInstance, ProcessInstance.id == ExternalTask.process_instance_id)
        .join(ProcessDefinition, ProcessDefinition.id == ExternalTask.process_definition_id)
    )


def _find(external_task_id: str) -> Any:
    row = db.session.execute(_with_process(select(*_COLUMNS)).where(ExternalTask.id == external_task_id)).first()
    if row is None:
        raise NotFound(_("There is no such external task: it is done or not needed any more."))
    return row


def _filtered(statement: Statement) -> Statement:
    filters = Filters()
    statement = _with_process(statement).where(*of_definitions(filters))
    for name, column in (
        ("externalTaskId", ExternalTask.id),
        ("topicName", ExternalTask.topic),
        ("workerId", ExternalTask.worker_id),
        ("activityId", ExternalTask.element_id),
    ):
        text = filters.text(name)
        if text is not None:
            statement = statement.where(column == text)
    for name, column in (("externalTaskIdIn", ExternalTask.id), ("activityIdIn", ExternalTask.element_id)):
        texts = filters.texts(name)
        if texts is not None:
            statement = statement.where(column.in_(texts))
    for name in ("executionId", "processInstanceId", "processInstanceIdIn"):
        numbers = filters.numbers(name)
        if numbers is not None:
            statement = statement.where(ExternalTask.process_instance_id.in_(numbers))
    now = clock.now()
    for name, condition in (
        ("locked", ExternalTask.locked_until > now),
        ("notLocked", or_(ExternalTask.locked_until.is_(None), ExternalTask.locked_until <= now)),
        ("withRetriesLeft", ExternalTask.failed.is_(False)),
        ("noRetriesLeft", ExternalTask.failed.is_(True)),
        ("active", ProcessInstance.suspended.is_(False)),
        ("suspended", ProcessInstance.suspended.is_(True)),
    ):
        if filters.flag(name):
            statement = statement.where(condition)
    for name, before in (("lockExpirationBefore", True), ("lockExpirationAfter", False)):
        moment = filters.moment(name)
        if moment is not None:
            until = ExternalTask.locked_until
            statement = statement.where(until <= moment if before else until >= moment)
    for name, sign in (("priorityHigherThanOrEquals", 1), ("priorityLowerThanOrEquals", -1)):
        number = filters.whole(name)
        if number is not None:
            statement = statement.where(-ExternalTask.rank >= number if sign > 0 else -ExternalTask.rank <= number)
    return statement
