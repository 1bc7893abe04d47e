"""`/engine-rest/history/activity-instance`: every element that a process has reached, from when to when."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from flask import Response
from sqlalchemy import select

from app.access.models import Person
from app.access.permissions import requires
from app.access.session import current_actor
from app.api.bodies import CountAnswer, answer_with
from app.api.description import BOOLEAN, STRING, described
from app.api.engine_rest import blueprint
from app.api.engine_rest.activity_types import activity_type
from app.api.engine_rest.answers import HistoricActivityAnswer
from app.api.engine_rest.arguments import PAGE, SORT, Filters, sorting, window
from app.api.engine_rest.definition_ids import of_definitions, public_id
from app.api.engine_rest.times import camunda_time
from app.api.engine_rest.visibility import visible_instances
from app.db import db
from app.engine import NotFound
from app.engine.models import HistoryEntry, ProcessDefinition, ProcessInstance, UserTask
from app.engine.queries import BODY, KINDS, activities, definition
from app.i18n import gettext as _
from app.i18n import localized

MOST_INSTANCES = 200
FILTERS: dict[str, Any] = {
    **dict.fromkeys(
        (
            "activityInstanceId",
            "processInstanceId",
            "processInstanceIdIn",
            "processDefinitionId",
            "processDefinitionKey",
            "processDefinitionKeyIn",
            "executionId",
            "activityId",
            "activityIdIn",
            "activityName",
            "activityType",
            "taskAssignee",
            "startedBefore",
            "startedAfter",
            "finishedBefore",
            "finishedAfter",
        ),
        STRING,
    ),
    **dict.fromkeys(("finished", "unfinished", "canceled", "completeScope"), BOOLEAN),
}
_NEVER = datetime.max.replace(tzinfo=UTC)
Row = dict[str, Any]
SORTS: Mapping[str, Callable[[Row], Any]] = {
    "occurrence": lambda row: row["order"],
    "activityInstanceId": lambda row: row["id"],
    "instanceId": lambda row: row["order"],
    "executionId": lambda row: row["order"],
    "activityId": lambda row: row["activityId"],
    "activityName": lambda row: row["activityName"],
    "activityType": lambda row: row["activityType"],
    "startTime": lambda row: row["started"],
    "endTime": lambda row: row["ended"] or _NEVER,
    "duration": lambda row: -1 if row["durationInMillis"] is None else row["durationInMillis"],
    "definitionId": lambda row: row["processDefinitionId"],
}
ACTIVITY, ACTIVITIES, COUNT = HistoricActivityAnswer(), HistoricActivityAnswer(many=True), CountAnswer()
_WORDS = f"Without a filter by process: of the latest {MOST_INSTANCES} processes that fit"


@blueprint.get("/history/activity-instance")
@requires("record.read")
@described(f"The elements that processes have reached. {_WORDS}", query={**FILTERS, **SORT, **PAGE}, answer=ACTIVITIES)
def activity_history() -> Response:
    key, descending = sorting(SORTS, "occurrence")
    first, count = window()
    rows = sorted(_rows(), key=key, reverse=descending)
    return answer_with(ACTIVITIES, [_shown(row) for row in rows[first : first + count]])


@blueprint.get("/history/activity-instance/count")
@requires("record.read")
@described(f"How many elements were reached. {_WORDS}", query=FILTERS, answer=COUNT)
def activity_history_count() -> Response:
    return answer_with(COUNT, {"count": len(_rows())})


@blueprint.get("/history/activity-instance/<activity_instance_id>")
@requires("record.read")
@described(
    "One element that was reached", query={"processInstanceId": STRING}, answer=ACTIVITY, errors={404: "NotFound"}
)
def activity_instance(activity_instance_id: str) -> Response:
    found = [row for row in _rows() if row["id"] == activity_instance_id]
    if not found:
        raise NotFound(_("There is no activity instance %(id)s.", id=activity_instance_id[:100]))
    return answer_with(ACTIVITY, _shown(found[0]))


def _rows() -> list[Row]:
    filters = Filters()
    instances = _instances(filters)
    entries: dict[int, list[Any]] = defaultdict(list)
    statement = (
        select(HistoryEntry.id, HistoryEntry.process_instance_id, HistoryEntry.at, HistoryEntry.actor_id)
        .add_columns(HistoryEntry.data)
        .where(HistoryEntry.process_instance_id.in_(instances), HistoryEntry.kind.in_(KINDS))
        .order_by(HistoryEntry.id)
    )
    for entry in db.session.execute(statement).mappings():
        entries[entry["process_instance_id"]].append(entry)
    assignees = dict(
        db.session.execute(
            select(UserTask.id, Person.login)
            .join(Person, Person.id == UserTask.assignee_id)
            .where(UserTask.process_instance_id.in_(instances))
        ).all()
    )
    rows = [
        row
        for instance_id in sorted(instances)
        for row in _of_instance(instance_id, instances[instance_id], entries[instance_id], assignees)
    ]
    for number, row in enumerate(rows):
        row["order"] = number
    tests = _tests(filters)
    return [row for row in rows if all(test(row) for test in tests)]


def _instances(filters: Filters) -> dict[int, int]:
    """The processes that are asked for, each with its definition."""
    statement = (
        select(ProcessInstance.id, ProcessInstance.process_definition_id)
        .join(ProcessDefinition, ProcessDefinition.id == ProcessInstance.process_definition_id)
        .where(visible_instances(current_actor()), *of_definitions(filters))
    )
    for name in ("processInstanceId", "executionId", "processInstanceIdIn"):
        numbers = filters.numbers(name)
        if numbers is not None:
            statement = statement.where(ProcessInstance.id.in_(numbers))
    latest = statement.order_by(ProcessInstance.id.desc()).limit(MOST_INSTANCES)
    return {row.id: row.process_definition_id for row in db.session.execute(latest)}


def _of_instance(instance_id: int, definition_id: int, entries: list[Any], assignees: Mapping[str, str]) -> list[Row]:
    own = definition(definition_id)
    scopes = own.process.sub_process_of
    last_of_scope: dict[str, str] = {}
    rows = []
    for activity in activities(entries):
        drawn_in = own if activity.definition_id is None else definition(activity.definition_id)
        element = drawn_in.process.elements.get(activity.element_id)
        if element is None:
            continue
        activity_id = element.id if activity.role != BODY else f"{element.id}#multiInstanceBody"
        if element.id in own.process.subprocess_specs:
            last_of_scope[element.id] = activity.id
        is_task = element.tag == "userTask" and activity.role != BODY
        scope = scopes.get(element.id) if drawn_in is own else None
        rows.append(
            {
                "id": activity.id,
                "parentActivityInstanceId": last_of_scope.get(scope or "", str(instance_id)),
                "activityId": activity_id,
                "activityName": localized(element.name),
                "activityType": activity_type(element, activity.role),
                "processDefinitionKey": drawn_in.key,
                "processDefinitionId": public_id(drawn_in.key, drawn_in.version, drawn_in.id),
                "processInstanceId": str(instance_id),
                "executionId": str(instance_id),
                "taskId": activity.task_id if is_task else None,
                "assignee": assignees.get(activity.task_id or "") if is_task else None,
                "calledProcessInstanceId": None,
                "calledCaseInstanceId": None,
                "durationInMillis": _milliseconds(activity.started_at, activity.ended_at),
                "canceled": activity.canceled,
                "completeScope": element.tag == "endEvent" and activity.ended_at is not None,
                "tenantId": None,
                "removalTime": None,
                "rootProcessInstanceId": str(instance_id),
                "started": activity.started_at,
                "ended": activity.ended_at,
            }
        )
    return rows


def _milliseconds(start: datetime, end: datetime | None) -> int | None:
    return None if end is None else int((end - start).total_seconds() * 1000)


def _shown(row: Row) -> Row:
    shown = {name: value for name, value in row.items() if name not in ("order", "started", "ended")}
    return {**shown, "startTime": camunda_time(row["started"]), "endTime": camunda_time(row["ended"])}


def _tests(filters: Filters) -> list[Callable[[Row], bool]]:
    tests: list[Callable[[Row], bool]] = []
    for name, column in (
        ("activityInstanceId", "id"),
        ("activityId", "activityId"),
        ("activityName", "activityName"),
        ("activityType", "activityType"),
        ("taskAssignee", "assignee"),
    ):
        text = filters.text(name)
        if text is not None:
            tests.append(_equal(column, text))
    ids = filters.texts("activityIdIn")
    if ids is not None:
        tests.append(lambda row: row["activityId"] in ids)
    for name, test in (
        ("finished", lambda row: row["ended"] is not None),
        ("unfinished", lambda row: row["ended"] is None),
        ("canceled", lambda row: row["canceled"]),
        ("completeScope", lambda row: row["completeScope"]),
    ):
        if filters.flag(name):
            tests.append(test)
    for name, column, sign in (
        ("startedBefore", "started", -1),
        ("startedAfter", "started", 1),
        ("finishedBefore", "ended", -1),
        ("finishedAfter", "ended", 1),
    ):
        moment = filters.moment(name)
        if moment is not None:
            tests.append(_beside(column, sign, moment))
    return tests


def _equal(column: str, text: str) -> Callable[[Row], bool]:
    return lambda row: row[column] == text


def _beside(column: str, sign: int, moment: datetime) -> Callable[[Row], bool]:
    """Whether a moment of the row comes before (-1) or after (1) another."""
    return lambda row: row[column] is not None and (row[column] <= moment if sign < 0 else row[column] >= moment)
