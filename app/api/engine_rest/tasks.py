"""`/engine-rest/task`: user tasks as Camunda's clients see them."""

from typing import Any

from flask import Response, request
from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from app.access.models import Person
from app.access.permissions import ADMINISTRATORS, requires
from app.access.session import current_actor
from app.api.arguments import read_number
from app.api.bodies import CountAnswer, answer_with, read_body
from app.api.commands import run_silently
from app.api.description import STRING, described
from app.api.engine_rest import blueprint
from app.api.engine_rest.answers import UserTaskAnswer
from app.api.engine_rest.arguments import PAGE, SORT, Statement, paged, read_moment
from app.api.engine_rest.requests import AssigneeRequest, ClaimRequest, CompleteTaskRequest
from app.api.engine_rest.times import camunda_time
from app.api.errors import BadRequest
from app.db import db
from app.engine import NotFound
from app.engine.models import ProcessDefinition, UserTask, UserTaskCandidate
from app.i18n import gettext as _
from app.i18n import localized
from app.records.tasks import commands
from app.records.tasks.answering import Answer, answer

FILTERS = dict.fromkeys(
    (
        "assignee",
        "candidateGroup",
        "candidateUser",
        "processInstanceId",
        "processDefinitionKey",
        "name",
        "nameLike",
        "dueBefore",
    ),
    STRING,
)
LONGEST_PATTERN = 1000
TASK, TASKS, COUNT = UserTaskAnswer(), UserTaskAnswer(many=True), CountAnswer()
CLAIM, ASSIGNEE, COMPLETE = ClaimRequest(), AssigneeRequest(), CompleteTaskRequest()
GONE = {404: "NotFound", 409: "TaskAlreadyCompleted"}
SORTS = {
    "created": (UserTask.created_at, UserTask.id),
    "dueDate": (UserTask.due_at, UserTask.id),
    "priority": (UserTask.priority, UserTask.id),
    "name": (UserTask.element_id, UserTask.id),
    "id": (UserTask.id,),
    "assignee": (UserTask.assignee_id, UserTask.id),
}


@blueprint.get("/task")
@requires("signed_in")
@described("Open tasks that the caller may see", query={**FILTERS, **SORT, **PAGE}, answer=TASKS)
def tasks() -> Response:
    page = paged(_filtered(_visible()), SORTS, "created")
    return answer_with(TASKS, [_represent(*row) for row in db.session.execute(page)])


@blueprint.get("/task/count")
@requires("signed_in")
@described("How many tasks fit", query=FILTERS, answer=COUNT)
def task_count() -> Response:
    found = _filtered(_visible()).subquery()
    return answer_with(COUNT, {"count": db.session.scalar(select(func.count()).select_from(found))})


@blueprint.get("/task/<task_id>")
@requires("signed_in")
@described("One task", answer=TASK, errors={404: "NotFound"})
def task(task_id: str) -> Response:
    return answer_with(TASK, _represent(*_find(task_id)))


@blueprint.post("/task/<task_id>/claim")
@requires("signed_in")
@described("Take a task; userId must be the caller", body=CLAIM, errors=GONE)
def claim_task(task_id: str) -> Response:
    user = read_body(CLAIM)["userId"]
    if user not in (None, current_actor().login):
        raise BadRequest(_("A task is claimed for oneself; use assignee to give it to somebody."))
    return run_silently(lambda unit: commands.claim(unit, task_id))


@blueprint.post("/task/<task_id>/unclaim")
@requires("signed_in")
@described("Give a task back", errors=GONE)
def unclaim_task(task_id: str) -> Response:
    return run_silently(lambda unit: commands.release(unit, task_id))


@blueprint.post("/task/<task_id>/assignee")
@requires("signed_in")
@described("Give a task to somebody", body=ASSIGNEE, errors=GONE)
def assign_task(task_id: str) -> Response:
    person = read_body(ASSIGNEE)["userId"]
    return run_silently(lambda unit: commands.assign(unit, task_id, person))


@blueprint.post("/task/<task_id>/complete")
@requires("signed_in")
@described("Complete a task; the outcome is the variable `outcome`", body=COMPLETE, errors=GONE)
def complete_task(task_id: str) -> Response:
    variables = read_body(COMPLETE)["variables"]
    outcome = variables.pop("outcome", None)
    if not isinstance(outcome, str | None):
        raise BadRequest(_("The variable %(name)s is not a %(type)s.", name="outcome", type="String"))
    given = Answer(outcome, variables)
    return run_silently(lambda unit: answer(unit, task_id, given))


def find_task(task_id: str) -> UserTask:
    """An open task that the caller may see; `NotFound` when there is none."""
    return _find(task_id)[0]


def _find(task_id: str) -> Row[UserTask, str, int, str | None]:
    row = db.session.execute(_visible().where(UserTask.id == task_id)).first()
    if row is None:
        raise NotFound(_("There is no task %(id)s.", id=task_id[:100]))
    return row


def _visible() -> Statement:
    """Open tasks of which the caller is assignee or candidate; administrators see all."""
    actor = current_actor()
    statement = (
        select(UserTask, ProcessDefinition.key, ProcessDefinition.version, Person.login)
        .join(ProcessDefinition, ProcessDefinition.id == UserTask.process_definition_id)
        .outerjoin(Person, Person.id == UserTask.assignee_id)
        .where(UserTask.state == "open")
    )
    if ADMINISTRATORS in actor.groups:
        return statement
    offered = select(UserTaskCandidate.user_task_id).where(
        UserTaskCandidate.state == "open",
        or_(UserTaskCandidate.group_id.in_(sorted(actor.groups)), UserTaskCandidate.person_id == actor.id),
    )
    return statement.where(or_(UserTask.assignee_id == actor.id, UserTask.id.in_(offered)))


def _filtered(statement: Statement) -> Statement:
    arguments = request.args
    if login := arguments.get("assignee"):
        statement = statement.where(Person.login == login)
    if group := arguments.get("candidateGroup"):
        statement = statement.where(_offered_to(UserTaskCandidate.group_id == group))
    if login := arguments.get("candidateUser"):
        person = select(Person.id).where(Person.login == login).scalar_subquery()
        statement = statement.where(_offered_to(UserTaskCandidate.person_id == person))
    if instance := arguments.get("processInstanceId"):
        statement = statement.where(UserTask.process_instance_id == read_number("processInstanceId", instance))
    if key := arguments.get("processDefinitionKey"):
        statement = statement.where(ProcessDefinition.key == key)
    if name := arguments.get("name"):
        statement = statement.where(UserTask.name["ru"].as_string() == name)
    if pattern := arguments.get("nameLike"):
        if len(pattern) > LONGEST_PATTERN:
            words = _("At most %(count)s characters, not %(actual)s.", count=LONGEST_PATTERN, actual=len(pattern))
            raise BadRequest(f"nameLike: {words}")
        statement = statement.where(UserTask.name["ru"].as_string().like(pattern))
    if moment := arguments.get("dueBefore"):
        statement = statement.where(UserTask.due_at < read_moment("dueBefore", moment))
    return statement


def _offered_to(whom: ColumnElement[bool]) -> ColumnElement[bool]:
    offered = select(UserTaskCandidate.user_task_id).where(and_(whom, UserTaskCandidate.state == "open"))
    return and_(UserTask.assignee_id.is_(None), UserTask.id.in_(offered))


def _represent(task: UserTask, key: str, version: int, login: str | None) -> dict[str, Any]:
    form = {"key": task.form_key, "binding": "version", "version": task.form_version} if task.form_key else None
    return {
        "id": task.id,
        "name": localized(task.name),
        "assignee": login,
        "created": camunda_time(task.created_at),
        "due": camunda_time(task.due_at),
        "followUp": camunda_time(task.follow_up_at),
        "delegationState": None,
        "description": localized(task.documentation) or None,
        "executionId": str(task.process_instance_id),
        "owner": None,
        "parentTaskId": None,
        "priority": task.priority,
        "processDefinitionId": f"{key}:{version}:{task.process_definition_id}",
        "processInstanceId": str(task.process_instance_id),
        "taskDefinitionKey": task.element_id,
        "suspended": False,
        "formKey": None,
        "camundaFormRef": form,
        "tenantId": None,
    }
