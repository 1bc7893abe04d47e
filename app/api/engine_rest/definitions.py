"""`/engine-rest/process-definition`: the deployed diagrams."""

from typing import Any

from flask import Response, request
from sqlalchemy import Row, func, select

from app.access.permissions import may, requires
from app.access.session import current_actor
from app.api.bodies import CountAnswer, answer_with
from app.api.description import BOOLEAN, INTEGER, STRING, described
from app.api.engine_rest import blueprint
from app.api.engine_rest.answers import DefinitionAnswer, DiagramAnswer, StatisticsAnswer
from app.api.engine_rest.arguments import PAGE, SORT, Statement, paged
from app.api.engine_rest.definition_ids import public_id
from app.bounds import whole_numbers
from app.db import db
from app.engine import NotFound
from app.engine.models import Artifact, ProcessDefinition, UserTask
from app.engine.queries import xml_text
from app.i18n import gettext as _
from app.i18n import localized
from app.records import rights
from app.records.errors import Forbidden
from app.records.types import registry

DEFINITION, DEFINITIONS, COUNT = DefinitionAnswer(), DefinitionAnswer(many=True), CountAnswer()
DIAGRAM, STATISTICS = DiagramAnswer(), StatisticsAnswer(many=True)
FILTERS = {"key": STRING, "version": INTEGER, "latestVersion": BOOLEAN}
SORTS = {
    "key": (ProcessDefinition.key, ProcessDefinition.version),
    "version": (ProcessDefinition.version, ProcessDefinition.key),
    "id": (ProcessDefinition.key, ProcessDefinition.version),
    "deploymentId": (Artifact.deployment_id, ProcessDefinition.id),
}


@blueprint.get("/process-definition")
@requires("signed_in")
@described("Deployed processes", query={**FILTERS, **SORT, **PAGE}, answer=DEFINITIONS)
def process_definitions() -> Response:
    rows = db.session.execute(paged(_filtered(_with_file()), SORTS, "key"))
    return answer_with(DEFINITIONS, [represent_definition(*row) for row in rows])


@blueprint.get("/process-definition/count")
@requires("signed_in")
@described("How many deployed processes fit", query=FILTERS, answer=COUNT)
def process_definition_count() -> Response:
    statement = _filtered(select(func.count()).select_from(ProcessDefinition))
    return answer_with(COUNT, {"count": db.session.scalar(statement)})


@blueprint.get("/process-definition/<definition_id>")
@requires("signed_in")
@described("One deployed process", answer=DEFINITION, errors={404: "NotFound"})
def process_definition(definition_id: str) -> Response:
    return answer_with(DEFINITION, represent_definition(*_by_id(definition_id)))


@blueprint.get("/process-definition/key/<key>")
@requires("signed_in")
@described("The latest version of a process", answer=DEFINITION, errors={404: "NotFound"})
def process_definition_by_key(key: str) -> Response:
    return answer_with(DEFINITION, represent_definition(*_by_key(key)))


@blueprint.get("/process-definition/<definition_id>/xml")
@requires("signed_in")
@described("The diagram of a process", answer=DIAGRAM, errors={403: "Forbidden", 404: "NotFound"})
def process_definition_xml(definition_id: str) -> Response:
    return _xml(_by_id(definition_id)[0])


@blueprint.get("/process-definition/key/<key>/xml")
@requires("signed_in")
@described("The diagram of the latest version", answer=DIAGRAM, errors={403: "Forbidden", 404: "NotFound"})
def process_definition_xml_by_key(key: str) -> Response:
    return _xml(_by_key(key)[0])


@blueprint.get("/process-definition/<definition_id>/statistics")
@requires("analyst")
@described("Open tasks by element", answer=STATISTICS, errors={404: "NotFound"})
def process_definition_statistics(definition_id: str) -> Response:
    """How many instances wait for a person, by activity; what waits for an event is not counted."""
    definition = _by_id(definition_id)[0]
    rows = db.session.execute(
        select(UserTask.element_id, func.count())
        .where(UserTask.process_definition_id == definition.id, UserTask.state == "open")
        .group_by(UserTask.element_id)
    )
    found = [{"id": element, "instances": count, "failedJobs": 0, "incidents": []} for element, count in rows]
    return answer_with(STATISTICS, found)


def represent_definition(definition: ProcessDefinition, file_name: str, deployment_id: int) -> dict[str, Any]:
    """A definition as Camunda shows it."""
    return {
        "id": _public_id(definition),
        "key": definition.key,
        "category": None,
        "description": None,
        "name": localized(definition.name),
        "version": definition.version,
        "resource": file_name,
        "deploymentId": str(deployment_id),
        "diagram": None,
        "suspended": False,
        "tenantId": None,
        "versionTag": None,
        "historyTimeToLive": None,
        "startableInTasklist": False,
    }


def _public_id(definition: ProcessDefinition) -> str:
    return public_id(definition.key, definition.version, definition.id)


def _with_file() -> Statement:
    return select(ProcessDefinition, Artifact.file_name, Artifact.deployment_id).join(
        Artifact, Artifact.id == ProcessDefinition.artifact_id
    )


def _filtered(statement: Statement) -> Statement:
    key, version = request.args.get("key"), request.args.get("version", "")
    if key:
        statement = statement.where(ProcessDefinition.key == key)
    if version:
        numbers = whole_numbers([version])
        statement = statement.where(ProcessDefinition.version.in_(numbers))
    if request.args.get("latestVersion", "").lower() == "true":
        statement = statement.where(ProcessDefinition.is_latest)
    return statement


def definition_by_id(definition_id: str) -> ProcessDefinition:
    """A definition by the id that clients know; `NotFound` when there is none."""
    return _by_id(definition_id)[0]


def definition_by_key(key: str) -> ProcessDefinition:
    """The latest version of a process; `NotFound` when there is none."""
    return _by_key(key)[0]


def _by_id(definition_id: str) -> Row[ProcessDefinition, str, int]:
    for number in whole_numbers([definition_id.rsplit(":", 1)[-1]]):
        row = db.session.execute(_with_file().where(ProcessDefinition.id == number)).first()
        if row and _public_id(row[0]) == definition_id:
            return row
    raise NotFound(_("There is no process definition %(id)s.", id=definition_id))


def _by_key(key: str) -> Row[ProcessDefinition, str, int]:
    row = db.session.execute(_with_file().where(ProcessDefinition.key == key, ProcessDefinition.is_latest)).first()
    if row is None:
        raise NotFound(_("There is no process definition with the key %(key)s.", key=key))
    return row


def _require_work_with(definition: ProcessDefinition) -> None:
    """Diagrams are read by those who draw them and those who work with the records that they are about."""
    actor = current_actor()
    record_type = registry.get(definition.record_type) if definition.record_type else None
    if not may(actor, "analyst") and (record_type is None or not rights.works_with(record_type, actor)):
        raise Forbidden(_("This diagram is not about records that you work with."))


def _xml(definition: ProcessDefinition) -> Response:
    _require_work_with(definition)
    content = db.session.scalar(select(Artifact.content).where(Artifact.id == definition.artifact_id))
    return answer_with(DIAGRAM, {"id": _public_id(definition), "bpmn20Xml": xml_text(content or b"")})
