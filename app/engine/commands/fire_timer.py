"""Fire one timer."""

from app.engine.ground import store
from app.engine.instance.waiting import task_by_id
from app.engine.specs.events import fire
from app.engine.unit.unit_of_work import UnitOfWork


def fire_timer(unit: UnitOfWork, task_id: str, at_once: bool = False) -> bool:
    """Let the event of a due timer happen.

    Parameters:
        task_id: id of the engine's task that waits (`timer.task_id`).
        at_once: also when it is not due yet.

    Returns:
        False when it does not wait any more or is not due yet: somebody else has fired it, which is no error.

    Raises:
        NotAllowedNow: the process is suspended.
        Refusal, TechnicalFailure, StepLimitExceeded: the process could not run on.
    """
    row = store.timer(unit.connection, task_id)
    if row is None:
        return False
    unit.instances_of(row["record_type"], row["record_id"])  # all processes of a record are locked in the same order
    runtime = unit.instance(row["process_instance_id"])
    waiting = unit.waiting(runtime)
    if task_id not in waiting.timers or (waiting.timers[task_id][0] > unit.now and not at_once):
        return False
    unit.touch(runtime)
    unit.history(
        "timerFired",
        runtime.record_type,
        runtime.record_id,
        {"due_at": waiting.timers[task_id][0]},
        element_id=row["element_id"],
        runtime=runtime,
    )
    fire(task_by_id(runtime.workflow, task_id))
    unit.run()
    return True
