"""Go on with a process where its transaction had ended."""

from app.engine.ground import store
from app.engine.specs.continuations import go_on
from app.engine.unit.unit_of_work import UnitOfWork


def continue_process(unit: UnitOfWork, task_id: str) -> bool:
    """Let a process go on behind an asynchronous continuation.

    Parameters:
        task_id: id of the engine's task that waits (`job.task_id`).

    Returns:
        False when it does not wait there any more: somebody else has gone on with it, which is no error.

    Raises:
        NotAllowedNow: the process is suspended.
        Refusal, TechnicalFailure, StepLimitExceeded: the process could not run on.
    """
    row = store.job(unit.connection, task_id)
    if row is None:
        return False
    unit.instances_of(row["record_type"], row["record_id"])  # all processes of a record are locked in the same order
    runtime = unit.instance(row["process_instance_id"])
    task = unit.waiting(runtime).jobs.get(task_id)
    if task is None:
        return False
    unit.touch(runtime)
    with runtime.faults_of(task):
        go_on(task)
    unit.run()
    return True
