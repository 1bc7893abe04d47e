"""`/engine-rest/incident`: what failed and waits for a person."""

from typing import Any

from flask import Response
from sqlalchemy import func, select

from app.access.permissions import requires
from app.api.bodies import CountAnswer, answer_with
from app.api.commands import run_silently
from app.api.description import STRING, described
from app.api.engine_rest import blueprint
from app.api.engine_rest.answers import IncidentAnswer
from app.api.engine_rest.arguments import PAGE, SORT, Filters, Statement, paged
from app.api.engine_rest.definition_ids import of_definitions, public_id
from app.api.engine_rest.times import camunda_time
from app.bounds import whole_numbers
from app.db import db
from app.engine import NotFound, skip_incident
from app.engine.models import Incident, ProcessDefinition, ProcessInstance
from app.i18n import gettext as _

FILTERS = dict.fromkeys(
    (
        "incidentId",
        "incidentType",
        "processInstanceId",
        "executionId",
        "processDefinitionId",
        "processDefinitionKey",
        "processDefinitionKeyIn",
        "activityId",
        "failedActivityId",
    ),
    STRING,
)
SORTS = {
    "incidentId": (Incident.id,),
    "incidentTimestamp": (Incident.created_at, Incident.id),
    "processInstanceId": (Incident.process_instance_id, Incident.id),
    "activityId": (Incident.element_id, Incident.id),
}
_TYPES = {"external_task": "failedExternalTask", "fire_timer": "failedJob", "execute_job": "failedJob"}
_TYPES["start_by_timer"] = "failedJob"
INCIDENT, INCIDENTS, COUNT = IncidentAnswer(), IncidentAnswer(many=True), CountAnswer()


@blueprint.get("/incident")
@requires("administrator")
@described("What failed and waits for a person", query={**FILTERS, **SORT, **PAGE}, answer=INCIDENTS)
def incidents() -> Response:
    page = paged(_filtered(_columns()), SORTS, "incidentId")
    return answer_with(INCIDENTS, [_represent(*row) for row in db.session.execute(page)])


@blueprint.get("/incident/count")
@requires("administrator")
@described("How many incidents wait for a person", query=FILTERS, answer=COUNT)
def incident_count() -> Response:
    return answer_with(COUNT, {"count": db.session.scalar(_filtered(select(func.count(Incident.id))))})


@blueprint.get("/incident/<incident_id>")
@requires("administrator")
@described("One incident", answer=INCIDENT, errors={404: "NotFound"})
def incident(incident_id: str) -> Response:
    for number in whole_numbers([incident_id]):
        row = db.session.execute(_open(_columns()).where(Incident.id == number)).first()
        if row is not None:
            return answer_with(INCIDENT, _represent(*row))
    raise NotFound(_("There is no such incident."))


@blueprint.delete("/incident/<incident_id>")
@requires("administrator")
@described("Close an incident without trying again", errors={404: "NotFound", 409: "NotAllowedNow"})
def resolve_incident(incident_id: str) -> Response:
    number = next(iter(whole_numbers([incident_id])), 0)
    return run_silently(lambda unit: skip_incident(unit, number, _("Closed through the API")))


def _columns() -> Statement:
    return select(Incident, ProcessDefinition.key, ProcessDefinition.version, ProcessDefinition.id)


def _open(statement: Statement) -> Statement:
    return (
        statement.select_from(Incident)
        .outerjoin(ProcessInstance, ProcessInstance.id == Incident.process_instance_id)
        .outerjoin(ProcessDefinition, ProcessDefinition.id == ProcessInstance.process_definition_id)
        .where(Incident.state == "open")
    )


def _filtered(statement: Statement) -> Statement:
    filters = Filters()
    statement = _open(statement).where(*of_definitions(filters))
    for name, column in (
        ("incidentId", Incident.id),
        ("processInstanceId", Incident.process_instance_id),
        ("executionId", Incident.process_instance_id),
    ):
        numbers = filters.numbers(name)
        if numbers is not None:
            statement = statement.where(column.in_(numbers))
    for name in ("activityId", "failedActivityId"):
        text = filters.text(name)
        if text is not None:
            statement = statement.where(Incident.element_id == text)
    kind = filters.text("incidentType")
    if kind is not None:
        commands = [command for command, name in _TYPES.items() if name == kind]
        statement = statement.where(Incident.command.in_([*commands, kind]))
    return statement


def _represent(found: Incident, key: str | None, version: int | None, definition_id: int | None) -> dict[str, Any]:
    instance = None if found.process_instance_id is None else str(found.process_instance_id)
    definition = None if key is None or version is None or definition_id is None else (key, version, definition_id)
    return {
        "id": str(found.id),
        "processDefinitionId": None if definition is None else public_id(*definition),
        "processInstanceId": instance,
        "executionId": instance,
        "incidentTimestamp": camunda_time(found.created_at),
        "incidentType": _TYPES.get(found.command, found.command),
        "activityId": found.element_id,
        "failedActivityId": found.element_id,
        "causeIncidentId": str(found.id),
        "rootCauseIncidentId": str(found.id),
        "configuration": found.arguments.get("task_id"),
        "incidentMessage": found.error.split("\n\n", 1)[0],
        "tenantId": None,
        "jobDefinitionId": None,
        "annotation": None,
    }
