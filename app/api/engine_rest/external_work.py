"""`/engine-rest/external-task/…`: what external workers do: fetch, complete, fail, throw, extend, give back."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Response, jsonify

from app.access.permissions import requires
from app.access.session import current_actor
from app.api.commands import json_object, run_silently
from app.api.description import BOOLEAN, INTEGER, OBJECT, STRING, described, list_of, object_of
from app.api.engine_rest import blueprint
from app.api.engine_rest.bodies import flag_in, list_in, number_in, required_number, required_text, text_in, texts_in
from app.api.engine_rest.external_tasks import represent_locked
from app.api.engine_rest.long_polling import MOST_MILLISECONDS, until_found
from app.api.engine_rest.variables import read_variables, write_variables
from app.api.engine_rest.visibility import record_of_key
from app.api.errors import BadRequest
from app.bounds import whole_numbers
from app.engine import (
    LockedTask,
    Topic,
    complete_external_task,
    extend_lock,
    fetch_and_lock,
    handle_external_task_bpmn_error,
    handle_external_task_failure,
    lock_external_task,
    set_external_task_retries,
    unit_of_work,
    unlock_external_task,
)
from app.i18n import gettext as _

MOST_TASKS, MOST_TOPICS = 1000, 50
_LONGEST_ERROR, _LONGEST_DETAILS = 4000, 100_000
_WORKER = {"workerId": STRING}
_ERRORS = {400: "BadUserRequestException", 403: "Forbidden", 404: "NotFound", 409: "TechnicalFailure"}
_TOPIC = object_of(
    topicName=STRING,
    lockDuration=INTEGER,
    variables=list_of(STRING),
    localVariables=BOOLEAN,
    businessKey=STRING,
    processDefinitionId=STRING,
    processDefinitionIdIn=list_of(STRING),
    processDefinitionKey=STRING,
    processDefinitionKeyIn=list_of(STRING),
    withoutTenantId=BOOLEAN,
    includeExtensionProperties=BOOLEAN,
)


@blueprint.post("/external-task/fetchAndLock")
@requires("administrator")
@described(
    "Lock external tasks for a worker; with asyncResponseTimeout (milliseconds) an empty answer may take so long",
    body=object_of(
        **_WORKER, maxTasks=INTEGER, usePriority=BOOLEAN, asyncResponseTimeout=INTEGER, topics=list_of(_TOPIC)
    ),
    answer=list_of(OBJECT),
    errors={403: "Forbidden"},
)
def fetch_external_tasks() -> Response:
    body = json_object()
    worker = required_text(body, "workerId")
    most = required_number(body, "maxTasks", 1)
    by_priority = True if body.get("usePriority") is None else flag_in(body, "usePriority")
    patience = number_in(body, "asyncResponseTimeout", 0, MOST_MILLISECONDS) or 0
    entries = list_in(body, "topics", MOST_TOPICS) or []
    topics = [_topic(each) for each in entries]
    actor = current_actor()

    def fetch() -> list[LockedTask]:
        with unit_of_work(actor) as unit:
            return fetch_and_lock(unit, worker, topics, min(most, MOST_TASKS), by_priority=by_priority)

    found = until_found(fetch, [topic.name for topic in topics], patience)
    extended = {each["topicName"] for each in entries if each.get("includeExtensionProperties")}
    return jsonify([_represent(task, task.row["topic"] in extended) for task in found])


@blueprint.post("/external-task/<external_task_id>/complete")
@requires("administrator")
@described(
    "The work is done", body=object_of(**_WORKER, variables=OBJECT, localVariables=OBJECT), status=204, errors=_ERRORS
)
def complete_work(external_task_id: str) -> Response:
    body = json_object()
    worker, variables = required_text(body, "workerId"), read_variables(body.get("variables"))
    local = read_variables(body.get("localVariables"))
    return run_silently(lambda unit: complete_external_task(unit, external_task_id, worker, variables, local))


@blueprint.post("/external-task/<external_task_id>/failure")
@requires("administrator")
@described(
    "The work has failed for a technical reason; no retries left: an incident",
    body=object_of(
        **_WORKER,
        errorMessage=STRING,
        errorDetails=STRING,
        retries=INTEGER,
        retryTimeout=INTEGER,
        variables=OBJECT,
        localVariables=OBJECT,
    ),
    status=204,
    errors=_ERRORS,
)
def fail_work(external_task_id: str) -> Response:
    body = json_object()
    worker = required_text(body, "workerId")
    message = (text_in(body, "errorMessage", _LONGEST_DETAILS) or "")[:_LONGEST_ERROR]
    details = text_in(body, "errorDetails", _LONGEST_DETAILS) or ""
    retries, variables = number_in(body, "retries") or 0, read_variables(body.get("variables"))
    retry_after = _milliseconds(number_in(body, "retryTimeout") or 0)
    read_variables(body.get("localVariables"))  # they would last as long as this answer
    return run_silently(
        lambda unit: handle_external_task_failure(
            unit, external_task_id, worker, message, details, retries, retry_after, variables
        )
    )


@blueprint.post("/external-task/<external_task_id>/bpmnError")
@requires("administrator")
@described(
    "The work ends with a BPMN error; one that nothing catches is an incident",
    body=object_of(**_WORKER, errorCode=STRING, errorMessage=STRING, variables=OBJECT),
    status=204,
    errors=_ERRORS,
)
def throw_in_work(external_task_id: str) -> Response:
    body = json_object()
    worker, code = required_text(body, "workerId"), required_text(body, "errorCode")
    message, variables = text_in(body, "errorMessage") or "", read_variables(body.get("variables"))
    return run_silently(
        lambda unit: handle_external_task_bpmn_error(unit, external_task_id, worker, code, message, variables)
    )


@blueprint.post("/external-task/<external_task_id>/extendLock")
@requires("administrator")
@described("The worker needs more time", body=object_of(**_WORKER, newDuration=INTEGER), status=204, errors=_ERRORS)
def extend_work(external_task_id: str) -> Response:
    body = json_object()
    worker, lock = required_text(body, "workerId"), _milliseconds(required_number(body, "newDuration", 1))
    return run_silently(lambda unit: extend_lock(unit, external_task_id, worker, lock))


@blueprint.post("/external-task/<external_task_id>/lock")
@requires("administrator")
@described("Lock one task", body=object_of(**_WORKER, lockDuration=INTEGER), status=204, errors=_ERRORS)
def lock_work(external_task_id: str) -> Response:
    body = json_object()
    worker, lock = required_text(body, "workerId"), _milliseconds(required_number(body, "lockDuration", 1))
    return run_silently(lambda unit: lock_external_task(unit, external_task_id, worker, lock))


@blueprint.post("/external-task/<external_task_id>/unlock")
@requires("administrator")
@described("Give a task back, whoever has it", status=204, errors={404: "NotFound"})
def unlock_work(external_task_id: str) -> Response:
    return run_silently(lambda unit: unlock_external_task(unit, external_task_id))


@blueprint.put("/external-task/<external_task_id>/retries")
@requires("administrator")
@described("Say how often it may be tried again", body=object_of(retries=INTEGER), status=204, errors={404: "NotFound"})
def set_work_retries(external_task_id: str) -> Response:
    retries = required_number(json_object(), "retries")
    return run_silently(lambda unit: set_external_task_retries(unit, external_task_id, retries))


def _milliseconds(number: int) -> timedelta:
    return timedelta(milliseconds=number)


def _topic(entry: Any) -> Topic:
    """One topic of a request."""
    if not isinstance(entry, Mapping):
        raise BadRequest(_("A topic is an object: {topicName, lockDuration}."))
    for name in ("processVariables", "tenantIdIn"):
        if entry.get(name):
            raise BadRequest(_("The filter %(name)s of a topic is not known here.", name=name))
    name = required_text(entry, "topicName")
    lock = _milliseconds(required_number(entry, "lockDuration", 1))
    record = text_in(entry, "businessKey")
    keys, ids = texts_in(entry, "processDefinitionKeyIn"), texts_in(entry, "processDefinitionIdIn")
    key, definition_id = text_in(entry, "processDefinitionKey"), text_in(entry, "processDefinitionId")
    if key is not None:
        keys = [key, *(keys or [])]
    if definition_id is not None:
        ids = [definition_id, *(ids or [])]
    return Topic(
        name,
        lock,
        variables=texts_in(entry, "variables"),
        only_inputs=flag_in(entry, "localVariables"),
        definition_keys=keys,
        definition_ids=None if ids is None else whole_numbers(each.rpartition(":")[2] for each in ids),
        record=None if record is None else record_of_key(record),
    )


def _represent(task: LockedTask, with_properties: bool) -> dict[str, Any]:
    body = represent_locked(task.row, task.definition)
    body["errorDetails"] = task.row["error_details"]
    body["variables"] = write_variables(task.variables)
    if with_properties:
        element = task.definition.process.elements.get(task.row["element_id"])
        body["extensionProperties"] = {} if element is None else dict(element.properties)
    return body
