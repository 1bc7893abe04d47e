"""What an external worker says of a task that it has locked: done, failed, or a BPMN error; more time; given back."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, select, update

from app.engine.commands.fetch_external_tasks import COMMAND, give_up
from app.engine.ground.errors import LockLost, NotAllowedNow, NotFound, TechnicalFailure
from app.engine.ground.store import EXTERNAL_TASK
from app.engine.instance.runtime import Runtime
from app.engine.instance.waiting import task_by_id
from app.engine.specs.activities import answer, external_inputs
from app.engine.specs.catching import catch, find_catcher
from app.engine.specs.events import ErrorEventDefinition
from app.engine.unit import incidents
from app.engine.unit.from_outside import variables_for, variables_for_some
from app.engine.unit.unit_of_work import UnitOfWork
from app.i18n import lazy_gettext as _


def complete_external_task(
    unit: UnitOfWork,
    task_id: str,
    worker_id: str,
    variables: Mapping[str, Any] | None = None,
    local_variables: Mapping[str, Any] | None = None,
) -> None:
    """The work is done: the process goes on.

    Parameters:
        variables: become process variables, except those that are named like an input parameter of the element.
        local_variables: only the output parameters see them.

    Raises:
        NotFound: there is no such task any more.
        LockLost: another worker has it.
        NotAllowedNow: the process is suspended.
        Refusal, TechnicalFailure, StepLimitExceeded: the process could not run on; the task stays the worker's.
    """
    row, runtime, task = _locked_task(unit, task_id, worker_id)
    unit.touch(runtime)
    inputs = dict(external_inputs(task))
    given, local = (
        variables_for(task.workflow.definition, each, runtime.record_type) for each in (variables, local_variables)
    )
    task.data.update({name: value for name, value in given.items() if name not in inputs})
    runtime.take_outputs(task, {**inputs, **given, **local})
    _tell(unit, runtime, row, "externalTaskCompleted", {"worker": worker_id})
    answer(task)
    runtime.run_task(task)
    unit.run()


def handle_external_task_bpmn_error(
    unit: UnitOfWork,
    task_id: str,
    worker_id: str,
    code: str,
    message: str = "",
    variables: Mapping[str, Any] | None = None,
) -> bool:
    """The work ends with a BPMN error, which the diagram may catch.

    An error that nothing catches is an incident: the worker has said all it knows, and would only say it again.

    Parameters:
        code: of the error.
        message: words; the variable `errorMessage` of whoever catches it.
        variables: become process variables where it is caught.

    Returns:
        Whether it was caught.

    Raises:
        NotFound, LockLost, NotAllowedNow, Refusal, TechnicalFailure, StepLimitExceeded: as for
            `complete_external_task`.
    """
    row, runtime, task = _locked_task(unit, task_id, worker_id)
    _tell(unit, runtime, row, "externalTaskError", {"worker": worker_id, "code": code, "message": message})
    catcher = find_catcher(task.workflow, task, ErrorEventDefinition, code)
    if catcher is None:
        words = _('Nothing catches the error "%(code)s" of the worker. %(message)s', code=code, message=message)
        give_up(unit, row, TechnicalFailure(words, row["element_id"]))
        return False
    hearing = [runtime.definition, task.workflow.definition]  # the error may leave a called process
    given = variables_for_some(hearing, variables, runtime.record_type)
    unit.touch(runtime)
    catch(catcher, task.workflow, {**given, "errorCode": code, "errorMessage": message})
    unit.run()
    return True


def handle_external_task_failure(
    unit: UnitOfWork,
    task_id: str,
    worker_id: str,
    message: str,
    details: str = "",
    retries: int = 0,
    retry_after: timedelta = timedelta(0),
    variables: Mapping[str, Any] | None = None,
) -> None:
    """The work has failed for a technical reason.

    Parameters:
        message, details: what went wrong, in short and in full.
        retries: how often it may be tried again; with none left there is an incident.
        retry_after: when the next attempt may be made.
        variables: become process variables.

    Raises:
        NotFound, LockLost, NotAllowedNow: as for `complete_external_task`.
    """
    row, runtime, task = _locked_task(unit, task_id, worker_id)
    if variables:
        unit.touch(runtime)
        task.data.update(variables_for(task.workflow.definition, variables, runtime.record_type))
    unit.connection.execute(
        update(EXTERNAL_TASK)
        .where(EXTERNAL_TASK.c.id == task_id)
        .values(
            error_message=message,
            error_details=details,
            retries=retries,
            locked_until=unit.now + retry_after,
        )
    )
    _tell(unit, runtime, row, "externalTaskFailed", {"worker": worker_id, "error": message, "retries": retries})
    if retries == 0:
        give_up(unit, row, TechnicalFailure(message or _("The external worker has failed."), row["element_id"]))


def extend_lock(unit: UnitOfWork, task_id: str, worker_id: str, lock: timedelta) -> None:
    """The worker needs more time: the lock runs out this long from now.

    Raises:
        NotFound, LockLost: as for `complete_external_task`.
    """
    _check_worker(_row(unit.connection, task_id), worker_id)
    _set(unit, task_id, locked_until=unit.now + lock)


def lock_external_task(unit: UnitOfWork, task_id: str, worker_id: str, lock: timedelta) -> None:
    """Lock one task for a worker.

    Raises:
        NotFound: there is no such task.
        LockLost: another worker has it.
    """
    row = _row(unit.connection, task_id)
    if row["worker_id"] != worker_id and row["locked_until"] is not None and row["locked_until"] > unit.now:
        raise _lost(row)
    _set(unit, task_id, worker_id=worker_id, locked_until=unit.now + lock)


def unlock_external_task(unit: UnitOfWork, task_id: str) -> None:
    """Give a task back, whoever has it; anybody may fetch it then.

    Raises:
        NotFound: there is no such task.
    """
    _row(unit.connection, task_id)
    _set(unit, task_id, worker_id=None, locked_until=None)


def set_external_task_retries(unit: UnitOfWork, task_id: str, retries: int) -> None:
    """Say how often a task may be tried again; more than none closes its incident, none makes one.

    Raises:
        NotFound: there is no such task.
    """
    row = _row(unit.connection, task_id)
    if retries == 0 and not row["failed"]:
        words = row["error_message"] or _("No attempts are left for the external worker.")
        give_up(unit, row, TechnicalFailure(words, row["element_id"]))
    elif retries > 0:
        if row["failed"]:
            incidents.resolve(unit, COMMAND, {"task_id": task_id})
        _set(unit, task_id, failed=False, retries=retries)


@incidents.retries(COMMAND)
def _again(unit: UnitOfWork, arguments: Mapping[str, Any]) -> None:
    """Let a worker try once more. The task may be gone: then there is nothing left to do."""
    if _find(unit.connection, arguments["task_id"]) is not None:
        _set(unit, arguments["task_id"], failed=False, retries=1, worker_id=None, locked_until=None)


def _locked_task(unit: UnitOfWork, task_id: str, worker_id: str) -> tuple[Mapping[str, Any], Runtime, Any]:
    """The task with its process, all locked: the process first, as by everybody who cancels tasks."""
    instance_id = _row(unit.connection, task_id, lock=False)["process_instance_id"]
    runtime = unit.instance_with_record(instance_id)
    row = _row(unit.connection, task_id)
    _check_worker(row, worker_id)
    task = task_by_id(runtime.workflow, task_id)
    if task is None:
        raise NotFound(_("The process of this task does not wait for it any more."))
    if runtime.row["suspended"]:
        raise NotAllowedNow(_("This process is suspended."), code="suspended")
    return row, runtime, task


def _find(connection: Connection, task_id: str, *, lock: bool = True) -> Mapping[str, Any] | None:
    statement = select(EXTERNAL_TASK).where(EXTERNAL_TASK.c.id == task_id)
    row = connection.execute(statement.with_for_update() if lock else statement).mappings().first()
    return None if row is None else dict(row)


def _row(connection: Connection, task_id: str, *, lock: bool = True) -> Mapping[str, Any]:
    row = _find(connection, task_id, lock=lock)
    if row is None:
        raise NotFound(_("There is no such external task: it is done or not needed any more."))
    return row


def _check_worker(row: Mapping[str, Any], worker_id: str) -> None:
    if row["worker_id"] != worker_id:
        raise _lost(row)


def _lost(row: Mapping[str, Any]) -> LockLost:
    if row["worker_id"] is None:
        return LockLost(_("No worker has locked this task."), code="notLocked")
    return LockLost(
        _('This task is locked by the worker "%(worker)s".', worker=row["worker_id"]),
        code="lockedByOther",
        worker=row["worker_id"],
    )


def _set(unit: UnitOfWork, task_id: str, **values: Any) -> None:
    unit.connection.execute(update(EXTERNAL_TASK).where(EXTERNAL_TASK.c.id == task_id).values(**values))


def _tell(unit: UnitOfWork, runtime: Runtime, row: Mapping[str, Any], kind: str, data: Mapping[str, Any]) -> None:
    data = {"task_id": row["id"], "topic": row["topic"], **data}
    unit.history(kind, runtime.record_type, runtime.record_id, data, element_id=row["element_id"], runtime=runtime)
