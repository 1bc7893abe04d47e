"""`/engine-rest/history/process-instance`: the processes that run or ran."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Response
from sqlalchemy import ColumnElement, func, select

from app.access.models import Person
from app.access.permissions import requires
from app.access.session import current_actor
from app.api.bodies import CountAnswer, answer_with
from app.api.description import BOOLEAN, STRING, described
from app.api.engine_rest import blueprint
from app.api.engine_rest.answers import HistoricInstanceAnswer
from app.api.engine_rest.arguments import PAGE, SORT, Filters, Statement, paged
from app.api.engine_rest.definition_ids import of_definitions, public_id
from app.api.engine_rest.times import camunda_time
from app.api.engine_rest.visibility import business_key, record_of_key, visible_instances
from app.bounds import whole_numbers
from app.db import db
from app.engine import NotFound
from app.engine.models import HistoryEntry, ProcessDefinition, ProcessInstance
from app.i18n import gettext as _
from app.i18n import localized

_MOMENTS: dict[str, Callable[[datetime], ColumnElement[bool]]] = {
    "startedBefore": lambda moment: ProcessInstance.started_at <= moment,
    "startedAfter": lambda moment: ProcessInstance.started_at >= moment,
    "finishedBefore": lambda moment: ProcessInstance.ended_at <= moment,
    "finishedAfter": lambda moment: ProcessInstance.ended_at >= moment,
}
_FLAGS = {
    "finished": ProcessInstance.ended_at.is_not(None),
    "completed": ProcessInstance.ended_at.is_not(None),
    "unfinished": ProcessInstance.ended_at.is_(None),
    "active": ProcessInstance.ended_at.is_(None) & ProcessInstance.suspended.is_(False),
    "suspended": ProcessInstance.ended_at.is_(None) & ProcessInstance.suspended.is_(True),
}
FILTERS: dict[str, Any] = {
    **dict.fromkeys(
        (
            "processInstanceId",
            "processInstanceIds",
            "processInstanceBusinessKey",
            "processDefinitionId",
            "processDefinitionKey",
            "processDefinitionKeyIn",
            "startedBy",
            *_MOMENTS,
        ),
        STRING,
    ),
    **dict.fromkeys(_FLAGS, BOOLEAN),
}
SORTS = {
    "instanceId": (ProcessInstance.id,),
    "startTime": (ProcessInstance.id,),  # numbers are given in the order of the starts
    "endTime": (ProcessInstance.ended_at, ProcessInstance.id),
    "businessKey": (ProcessInstance.record_type, ProcessInstance.record_id, ProcessInstance.id),
    "definitionId": (ProcessInstance.process_definition_id, ProcessInstance.id),
    "definitionKey": (ProcessDefinition.key, ProcessInstance.id),
}
INSTANCE, INSTANCES, COUNT = HistoricInstanceAnswer(), HistoricInstanceAnswer(many=True), CountAnswer()
_DELETED = (
    select(HistoryEntry.data)
    .where(HistoryEntry.process_instance_id == ProcessInstance.id, HistoryEntry.kind == "processDeleted")
    .limit(1)
    .scalar_subquery()
)
_COLUMNS = (
    _DELETED.label("deleted"),
    ProcessInstance.id,
    ProcessInstance.record_type,
    ProcessInstance.record_id,
    ProcessInstance.suspended,
    ProcessInstance.started_at,
    ProcessInstance.ended_at,
    ProcessInstance.process_definition_id,
    ProcessDefinition.key,
    ProcessDefinition.version,
    ProcessDefinition.name,
    ProcessDefinition.starts,
    Person.login,
)


@blueprint.get("/history/process-instance")
@requires("record.read")
@described("Processes that run or ran", query={**FILTERS, **SORT, **PAGE}, answer=INSTANCES)
def process_history() -> Response:
    page = paged(_filtered(select(*_COLUMNS)), SORTS, "instanceId")
    return answer_with(INSTANCES, [_represent(row) for row in db.session.execute(page)])


@blueprint.get("/history/process-instance/count")
@requires("record.read")
@described("How many processes run or ran", query=FILTERS, answer=COUNT)
def process_history_count() -> Response:
    return answer_with(COUNT, {"count": db.session.scalar(_filtered(select(func.count(ProcessInstance.id))))})


@blueprint.get("/history/process-instance/<instance_id>")
@requires("record.read")
@described("One process that runs or ran", answer=INSTANCE, errors={404: "NotFound"})
def process_history_of(instance_id: str) -> Response:
    for number in whole_numbers([instance_id]):
        row = db.session.execute(_visible(select(*_COLUMNS)).where(ProcessInstance.id == number)).first()
        if row is not None:
            return answer_with(INSTANCE, _represent(row))
    raise NotFound(_("There is no process instance %(id)s.", id=instance_id[:100]))


def _visible(statement: Statement) -> Statement:
    return (
        statement.select_from(ProcessInstance)
        .join(ProcessDefinition, ProcessDefinition.id == ProcessInstance.process_definition_id)
        .outerjoin(Person, Person.id == ProcessInstance.started_by_id)
        .where(visible_instances(current_actor()))
    )


def _filtered(statement: Statement) -> Statement:
    filters = Filters()
    statement = _visible(statement).where(*of_definitions(filters))
    for name in ("processInstanceId", "processInstanceIds"):
        numbers = filters.numbers(name)
        if numbers is not None:
            statement = statement.where(ProcessInstance.id.in_(numbers))
    key, login = filters.text("processInstanceBusinessKey"), filters.text("startedBy")
    if key is not None:
        record_type, record_id = record_of_key(key)
        statement = statement.where(ProcessInstance.record_type == record_type, ProcessInstance.record_id == record_id)
    if login is not None:
        statement = statement.where(Person.login == login)
    for name, condition in _FLAGS.items():
        if filters.flag(name):
            statement = statement.where(condition)
    for name, make_condition in _MOMENTS.items():
        moment = filters.moment(name)
        if moment is not None:
            statement = statement.where(make_condition(moment))
    return statement


def _represent(row: Any) -> dict[str, Any]:
    duration = None if row.ended_at is None else int((row.ended_at - row.started_at).total_seconds() * 1000)
    running = "SUSPENDED" if row.suspended else "ACTIVE"
    return {
        "id": str(row.id),
        "businessKey": business_key(row.record_type, row.record_id),
        "processDefinitionId": public_id(row.key, row.version, row.process_definition_id),
        "processDefinitionKey": row.key,
        "processDefinitionName": localized(row.name),
        "processDefinitionVersion": row.version,
        "startTime": camunda_time(row.started_at),
        "endTime": camunda_time(row.ended_at),
        "removalTime": None,
        "durationInMillis": duration,
        "startUserId": row.login,
        "startActivityId": row.starts[0]["element_id"] if len(row.starts) == 1 else None,
        "deleteReason": None if row.deleted is None else row.deleted.get("reason"),
        "rootProcessInstanceId": str(row.id),
        "superProcessInstanceId": None,
        "superCaseInstanceId": None,
        "caseInstanceId": None,
        "tenantId": None,
        "state": running if row.ended_at is None else "COMPLETED" if row.deleted is None else "EXTERNALLY_TERMINATED",
        "restartedProcessInstanceId": None,
    }
