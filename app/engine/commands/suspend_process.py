"""Suspend a process: nothing happens to it until it is resumed."""

from app.engine.unit.suspension import set_suspended
from app.engine.unit.unit_of_work import UnitOfWork


def suspend_process(unit: UnitOfWork, instance_id: int, reason: str = "") -> None:
    """Stop a process where it is: tasks, messages, timers and jobs are refused or wait until it is resumed.

    Signals pass it by, as in Camunda 7. Suspending a suspended process changes nothing.

    Parameters:
        reason: for the history.

    Raises:
        NotFound: there is no such process.
        NotAllowedNow: it has ended.
    """
    set_suspended(unit, instance_id, suspended=True, reason=reason)
