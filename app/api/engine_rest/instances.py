"""`/engine-rest/process-instance`: the processes that run."""

from typing import Any

from flask import Response
from sqlalchemy import exists, func, select

from app.access.permissions import requires
from app.access.session import current_actor
from app.api.bodies import CountAnswer, answer_with, read_body
from app.api.commands import run_silently
from app.api.description import BOOLEAN, STRING, described
from app.api.engine_rest import blueprint
from app.api.engine_rest.answers import InstanceAnswer
from app.api.engine_rest.arguments import PAGE, SORT, Filters, Statement, paged
from app.api.engine_rest.definition_ids import of_definitions, public_id
from app.api.engine_rest.requests import SuspendedRequest
from app.api.engine_rest.visibility import business_key, record_of_key, visible_instances
from app.bounds import whole_numbers
from app.db import db
from app.engine import NotFound, Runtime, delete_process, resume_process, suspend_process
from app.engine.models import Incident, ProcessDefinition, ProcessInstance
from app.i18n import gettext as _

FILTERS = {
    "processInstanceIds": STRING,
    "businessKey": STRING,
    "processDefinitionId": STRING,
    "processDefinitionKey": STRING,
    "processDefinitionKeyIn": STRING,
    "active": BOOLEAN,
    "suspended": BOOLEAN,
    "withIncident": BOOLEAN,
}
SORTS = {
    "instanceId": (ProcessInstance.id,),
    "businessKey": (ProcessInstance.record_type, ProcessInstance.record_id, ProcessInstance.id),
    "definitionId": (ProcessInstance.process_definition_id, ProcessInstance.id),
    "definitionKey": (ProcessDefinition.key, ProcessInstance.id),
}
INSTANCE, INSTANCES, COUNT = InstanceAnswer(), InstanceAnswer(many=True), CountAnswer()
SUSPENDED = SuspendedRequest()
_COLUMNS = (
    ProcessInstance.id,
    ProcessInstance.record_type,
    ProcessInstance.record_id,
    ProcessInstance.suspended,
    ProcessInstance.ended_at,
    ProcessInstance.process_definition_id,
    ProcessDefinition.key,
    ProcessDefinition.version,
)


@blueprint.get("/process-instance")
@requires("record.read")
@described("Running processes", query={**FILTERS, **SORT, **PAGE}, answer=INSTANCES)
def process_instances() -> Response:
    page = paged(_filtered(select(*_COLUMNS)), SORTS, "instanceId")
    return answer_with(INSTANCES, [represent_instance(row) for row in db.session.execute(page)])


@blueprint.get("/process-instance/count")
@requires("record.read")
@described("How many processes run", query=FILTERS, answer=COUNT)
def process_instance_count() -> Response:
    return answer_with(COUNT, {"count": db.session.scalar(_filtered(select(func.count(ProcessInstance.id))))})


@blueprint.get("/process-instance/<instance_id>")
@requires("record.read")
@described("One running process", answer=INSTANCE, errors={404: "NotFound"})
def process_instance(instance_id: str) -> Response:
    return answer_with(INSTANCE, represent_instance(find_instance(instance_id, *_COLUMNS)))


@blueprint.delete("/process-instance/<instance_id>")
@requires("administrator")
@described("End a process before its end; its history stays", errors={404: "NotFound"})
def remove_instance(instance_id: str) -> Response:
    number = find_instance(instance_id, ProcessInstance.id).id
    return run_silently(lambda unit: delete_process(unit, number, _("Deleted through the API")))


@blueprint.put("/process-instance/<instance_id>/suspended")
@requires("administrator")
@described("Stop a process where it is, or let it go on", body=SUSPENDED, errors={404: "NotFound"})
def suspend_instance(instance_id: str) -> Response:
    command = suspend_process if read_body(SUSPENDED)["suspended"] else resume_process
    number = find_instance(instance_id, ProcessInstance.id).id
    return run_silently(lambda unit: command(unit, number))


def find_instance(instance_id: str, *columns: Any, ended: bool = False) -> Any:
    """Columns of a process that the caller may see, and of its definition.

    Parameters:
        ended: also one that has ended.

    Raises:
        NotFound: there is none.
    """
    for number in whole_numbers([instance_id]):
        statement = _with_definition(select(*columns)).where(ProcessInstance.id == number)
        if not ended:
            statement = statement.where(ProcessInstance.ended_at.is_(None))
        row = db.session.execute(statement.where(visible_instances(current_actor()))).first()
        if row is not None:
            return row
    raise NotFound(_("There is no process instance %(id)s.", id=instance_id[:100]))


def represent_instance(row: Any) -> dict[str, Any]:
    """A process as Camunda shows it."""
    return {
        "links": [],
        "id": str(row.id),
        "definitionId": public_id(row.key, row.version, row.process_definition_id),
        "definitionKey": row.key,
        "businessKey": business_key(row.record_type, row.record_id),
        "caseInstanceId": None,
        "ended": row.ended_at is not None,
        "suspended": row.suspended,
        "tenantId": None,
    }


def represent_runtime(runtime: Runtime) -> dict[str, Any]:
    """The same of a process that a command works on."""
    definition = runtime.definition
    return {
        "links": [],
        "id": str(runtime.id),
        "definitionId": public_id(definition.key, definition.version, definition.id),
        "definitionKey": definition.key,
        "businessKey": business_key(runtime.record_type, runtime.record_id),
        "caseInstanceId": None,
        "ended": bool(runtime.workflow.completed),
        "suspended": False,
        "tenantId": None,
    }


def _with_definition(statement: Statement) -> Statement:
    return statement.select_from(ProcessInstance).join(
        ProcessDefinition, ProcessDefinition.id == ProcessInstance.process_definition_id
    )


def _filtered(statement: Statement) -> Statement:
    filters = Filters()
    statement = _with_definition(statement).where(
        ProcessInstance.ended_at.is_(None), visible_instances(current_actor()), *of_definitions(filters)
    )
    ids, key = filters.numbers("processInstanceIds"), filters.text("businessKey")
    if ids is not None:
        statement = statement.where(ProcessInstance.id.in_(ids))
    if key is not None:
        record_type, record_id = record_of_key(key)
        statement = statement.where(ProcessInstance.record_type == record_type, ProcessInstance.record_id == record_id)
    if filters.flag("active"):
        statement = statement.where(ProcessInstance.suspended.is_(False))
    if filters.flag("suspended"):
        statement = statement.where(ProcessInstance.suspended.is_(True))
    if filters.flag("withIncident"):
        open_ones = exists().where(Incident.process_instance_id == ProcessInstance.id, Incident.state == "open")
        statement = statement.where(open_ones)
    return statement
