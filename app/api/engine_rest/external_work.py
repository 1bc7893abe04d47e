"""`/engine-rest/external-task/…`: what external workers do: fetch, complete, fail, throw, extend, give back."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Response

from app.access.permissions import requires
from app.access.session import current_actor
from app.api.bodies import answer_with, read_body
from app.api.commands import run_silently
from app.api.description import described
from app.api.engine_rest import blueprint
from app.api.engine_rest.answers import LockedTaskAnswer
from app.api.engine_rest.external_tasks import represent_locked
from app.api.engine_rest.long_polling import until_found
from app.api.engine_rest.requests import (
    BpmnErrorRequest,
    CompleteWorkRequest,
    ExtendRequest,
    FailureRequest,
    FetchRequest,
    LockRequest,
    RetriesRequest,
)
from app.api.engine_rest.variables import write_variables
from app.api.engine_rest.visibility import record_of_key
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

MOST_TASKS = 1000
_LONGEST_ERROR = 4000
_ERRORS = {400: "BadUserRequestException", 403: "Forbidden", 404: "NotFound", 409: "TechnicalFailure"}
FETCH, LOCKED_TASKS = FetchRequest(), LockedTaskAnswer(many=True)
COMPLETE, FAILURE, BPMN_ERROR = CompleteWorkRequest(), FailureRequest(), BpmnErrorRequest()
EXTEND, LOCK, RETRIES = ExtendRequest(), LockRequest(), RetriesRequest()


@blueprint.post("/external-task/fetchAndLock")
@requires("administrator")
@described(
    "Lock external tasks for a worker; with asyncResponseTimeout (milliseconds) an empty answer may take so long",
    body=FETCH,
    answer=LOCKED_TASKS,
    errors={403: "Forbidden"},
)
def fetch_external_tasks() -> Response:
    body = read_body(FETCH)
    topics = [_topic(each) for each in body["topics"]]
    most = min(body["maxTasks"], MOST_TASKS)
    actor = current_actor()

    def fetch() -> list[LockedTask]:
        with unit_of_work(actor) as unit:
            return fetch_and_lock(unit, body["workerId"], topics, most, by_priority=body["usePriority"])

    found = until_found(fetch, [topic.name for topic in topics], body["asyncResponseTimeout"] or 0)
    extended = {each["topicName"] for each in body["topics"] if each["includeExtensionProperties"]}
    return answer_with(LOCKED_TASKS, [_represent(task, task.row["topic"] in extended) for task in found])


@blueprint.post("/external-task/<external_task_id>/complete")
@requires("administrator")
@described("The work is done", body=COMPLETE, status=204, errors=_ERRORS)
def complete_work(external_task_id: str) -> Response:
    body = read_body(COMPLETE)
    return run_silently(
        lambda unit: complete_external_task(
            unit, external_task_id, body["workerId"], body["variables"], body["localVariables"]
        )
    )


@blueprint.post("/external-task/<external_task_id>/failure")
@requires("administrator")
@described(
    "The work has failed for a technical reason; no retries left: an incident",
    body=FAILURE,
    status=204,
    errors=_ERRORS,
)
def fail_work(external_task_id: str) -> Response:
    body = read_body(FAILURE)  # local variables would last as long as this answer
    message, details = (body["errorMessage"] or "")[:_LONGEST_ERROR], body["errorDetails"] or ""
    retries, retry_after = body["retries"] or 0, _milliseconds(body["retryTimeout"] or 0)
    return run_silently(
        lambda unit: handle_external_task_failure(
            unit, external_task_id, body["workerId"], message, details, retries, retry_after, body["variables"]
        )
    )


@blueprint.post("/external-task/<external_task_id>/bpmnError")
@requires("administrator")
@described(
    "The work ends with a BPMN error; one that nothing catches is an incident",
    body=BPMN_ERROR,
    status=204,
    errors=_ERRORS,
)
def throw_in_work(external_task_id: str) -> Response:
    body = read_body(BPMN_ERROR)
    worker, code, message = body["workerId"], body["errorCode"], body["errorMessage"] or ""
    return run_silently(
        lambda unit: handle_external_task_bpmn_error(unit, external_task_id, worker, code, message, body["variables"])
    )


@blueprint.post("/external-task/<external_task_id>/extendLock")
@requires("administrator")
@described("The worker needs more time", body=EXTEND, status=204, errors=_ERRORS)
def extend_work(external_task_id: str) -> Response:
    body = read_body(EXTEND)
    lock = _milliseconds(body["newDuration"])
    return run_silently(lambda unit: extend_lock(unit, external_task_id, body["workerId"], lock))


@blueprint.post("/external-task/<external_task_id>/lock")
@requires("administrator")
@described("Lock one task", body=LOCK, status=204, errors=_ERRORS)
def lock_work(external_task_id: str) -> Response:
    body = read_body(LOCK)
    lock = _milliseconds(body["lockDuration"])
    return run_silently(lambda unit: lock_external_task(unit, external_task_id, body["workerId"], lock))


@blueprint.post("/external-task/<external_task_id>/unlock")
@requires("administrator")
@described("Give a task back, whoever has it", status=204, errors={404: "NotFound"})
def unlock_work(external_task_id: str) -> Response:
    return run_silently(lambda unit: unlock_external_task(unit, external_task_id))


@blueprint.put("/external-task/<external_task_id>/retries")
@requires("administrator")
@described("Say how often it may be tried again", body=RETRIES, status=204, errors={404: "NotFound"})
def set_work_retries(external_task_id: str) -> Response:
    retries = read_body(RETRIES)["retries"]
    return run_silently(lambda unit: set_external_task_retries(unit, external_task_id, retries))


def _milliseconds(number: int) -> timedelta:
    return timedelta(milliseconds=number)


def _topic(entry: Mapping[str, Any]) -> Topic:
    """One topic of a request."""
    keys, ids, record = entry["processDefinitionKeyIn"], entry["processDefinitionIdIn"], entry["businessKey"]
    if entry["processDefinitionKey"] is not None:
        keys = [entry["processDefinitionKey"], *(keys or [])]
    if entry["processDefinitionId"] is not None:
        ids = [entry["processDefinitionId"], *(ids or [])]
    return Topic(
        entry["topicName"],
        _milliseconds(entry["lockDuration"]),
        variables=entry["variables"],
        only_inputs=entry["localVariables"],
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
