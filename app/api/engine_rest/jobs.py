"""`/engine-rest/job`: what the clock will do: timers, asynchronous continuations, timer start events."""

from collections.abc import Sequence
from typing import Any

from flask import Response
from sqlalchemy import ColumnElement, RowMapping, Subquery, false, func, literal, null, select, union_all

from app.access.permissions import requires
from app.api.bodies import CountAnswer, answer_with, read_body
from app.api.commands import run_silently
from app.api.description import BOOLEAN, STRING, described
from app.api.engine_rest import blueprint
from app.api.engine_rest.answers import JobAnswer
from app.api.engine_rest.arguments import PAGE, SORT, Filters, Statement, paged
from app.api.engine_rest.definition_ids import of_definitions, public_id
from app.api.engine_rest.requests import JobRetriesRequest
from app.api.engine_rest.times import camunda_time
from app.clock import clock
from app.db import db
from app.engine import NotFound, execute_job, set_job_retries
from app.engine.models import Incident, Job, ProcessDefinition, ProcessInstance, StartTimer, Timer
from app.engine.queries import USUAL
from app.i18n import gettext as _

FILTERS: dict[str, Any] = {
    **dict.fromkeys(
        (
            "jobId",
            "jobIds",
            "processInstanceId",
            "processInstanceIds",
            "executionId",
            "processDefinitionId",
            "processDefinitionKey",
            "processDefinitionKeyIn",
            "activityId",
        ),
        STRING,
    ),
    **dict.fromkeys(
        ("timers", "messages", "executable", "withRetriesLeft", "noRetriesLeft", "withException", "active"), BOOLEAN
    ),
    "suspended": BOOLEAN,
}
JOB, JOBS, COUNT, RETRIES = JobAnswer(), JobAnswer(many=True), CountAnswer(), JobRetriesRequest()
_OF_INSTANCES = ((Timer, "timer"), (Job, "job"))
_COMMANDS = {"timer": "fire_timer", "job": "execute_job"}


def _all_jobs() -> Subquery:
    parts: list[Any] = [
        select(
            literal(kind).label("kind"),
            model.id.label("number"),
            model.process_instance_id,
            model.task_id,
            ProcessInstance.process_definition_id,
            ProcessInstance.suspended,
            model.element_id,
            model.due_at,
            model.retries,
            model.priority,
        ).join(ProcessInstance, ProcessInstance.id == model.process_instance_id)
        for model, kind in _OF_INSTANCES
    ]
    starts = select(
        literal("start"),
        StartTimer.id,
        null(),
        null(),
        StartTimer.process_definition_id,
        false(),
        StartTimer.element_id,
        StartTimer.due_at,
        StartTimer.retries,
        StartTimer.priority,
    )
    return union_all(*parts, starts).subquery()


_JOBS = _all_jobs()
_NONE_LEFT = func.coalesce(_JOBS.c.retries, USUAL.attempts) == 0
SORTS = {
    "jobId": (_JOBS.c.kind, _JOBS.c.number),
    "jobDueDate": (_JOBS.c.due_at, _JOBS.c.kind, _JOBS.c.number),
    "jobPriority": (_JOBS.c.priority, _JOBS.c.kind, _JOBS.c.number),
    "jobRetries": (_JOBS.c.retries, _JOBS.c.kind, _JOBS.c.number),
    "processInstanceId": (_JOBS.c.process_instance_id, _JOBS.c.kind, _JOBS.c.number),
}


@blueprint.get("/job")
@requires("administrator")
@described("What the clock will do", query={**FILTERS, **SORT, **PAGE}, answer=JOBS)
def jobs() -> Response:
    rows = db.session.execute(paged(_filtered(_columns()), SORTS, "jobId")).mappings().all()
    return answer_with(JOBS, _represent(rows))


@blueprint.get("/job/count")
@requires("administrator")
@described("How much the clock will do", query=FILTERS, answer=COUNT)
def job_count() -> Response:
    return answer_with(COUNT, {"count": db.session.scalar(_filtered(select(func.count())))})


@blueprint.get("/job/<job_id>")
@requires("administrator")
@described("One job", answer=JOB, errors={404: "NotFound"})
def job(job_id: str) -> Response:
    rows = db.session.execute(_with_definition(_columns()).where(_of_ids([job_id]))).mappings().all()
    if not rows:
        raise NotFound(_("There is no such job."))
    return answer_with(JOB, _represent(rows)[0])


@blueprint.post("/job/<job_id>/execute")
@requires("administrator")
@described("Do now what the clock would do later", errors={404: "NotFound", 409: "TechnicalFailure"})
def execute(job_id: str) -> Response:
    return run_silently(lambda unit: execute_job(unit, job_id))


@blueprint.put("/job/<job_id>/retries")
@requires("administrator")
@described("Say how often it may be tried again", body=RETRIES, status=204, errors={404: "NotFound"})
def set_retries(job_id: str) -> Response:
    retries = read_body(RETRIES)["retries"]
    return run_silently(lambda unit: set_job_retries(unit, job_id, retries))


def _columns() -> Statement:
    return select(*_JOBS.c, ProcessDefinition.key, ProcessDefinition.version)


def _with_definition(statement: Statement) -> Statement:
    return statement.select_from(_JOBS).join(ProcessDefinition, ProcessDefinition.id == _JOBS.c.process_definition_id)


def _of_ids(ids: Sequence[str]) -> Any:
    """The condition that a job has one of these ids (`timer-12`)."""
    condition: ColumnElement[bool] = false()
    for identifier in ids:
        kind, _dash, number = identifier.partition("-")
        if number.isdecimal() and len(number) <= 9:
            condition = condition | ((_JOBS.c.kind == kind) & (_JOBS.c.number == int(number)))
    return condition


def _filtered(statement: Statement) -> Statement:
    filters = Filters()
    statement = _with_definition(statement).where(*of_definitions(filters))
    for name in ("jobId", "jobIds"):
        ids = filters.texts(name)
        if ids is not None:
            statement = statement.where(_of_ids(ids))
    for name in ("processInstanceId", "processInstanceIds", "executionId"):
        numbers = filters.numbers(name)
        if numbers is not None:
            statement = statement.where(_JOBS.c.process_instance_id.in_(numbers))
    element = filters.text("activityId")
    if element is not None:
        statement = statement.where(_JOBS.c.element_id == element)
    for name, condition in (
        ("timers", _JOBS.c.kind != "job"),
        ("messages", _JOBS.c.kind == "job"),
        ("executable", (_JOBS.c.due_at <= clock.now()) & ~_NONE_LEFT),
        ("withRetriesLeft", ~_NONE_LEFT),
        ("noRetriesLeft", _NONE_LEFT),
        ("withException", _NONE_LEFT),
        ("active", _JOBS.c.suspended.is_(False)),
        ("suspended", _JOBS.c.suspended.is_(True)),
    ):
        if filters.flag(name):
            statement = statement.where(condition)
    return statement


def _represent(rows: Sequence[RowMapping]) -> list[dict[str, Any]]:
    failed = {row["process_instance_id"] for row in rows if row["retries"] == 0}
    errors: dict[tuple[str | None, Any], str] = {}
    for found in db.session.scalars(
        select(Incident).where(Incident.process_instance_id.in_(failed), Incident.state == "open")
    ):
        errors[(found.command, found.arguments.get("task_id"))] = found.error.split("\n\n", 1)[0]
    return [_one(row, errors.get((_COMMANDS.get(row["kind"]), row["task_id"]))) for row in rows]


def _one(row: RowMapping, error: str | None) -> dict[str, Any]:
    instance = None if row["process_instance_id"] is None else str(row["process_instance_id"])
    return {
        "id": f"{row['kind']}-{row['number']}",
        "jobDefinitionId": None,
        "processInstanceId": instance,
        "processDefinitionId": public_id(row["key"], row["version"], row["process_definition_id"]),
        "processDefinitionKey": row["key"],
        "executionId": instance,
        "activityId": row["element_id"],
        "failedActivityId": row["element_id"] if row["retries"] == 0 else None,
        "retries": USUAL.attempts if row["retries"] is None else row["retries"],
        "exceptionMessage": error,
        "dueDate": None if row["kind"] == "job" else camunda_time(row["due_at"]),
        "suspended": bool(row["suspended"]),
        "priority": row["priority"],
        "tenantId": None,
        "createTime": None,
    }
