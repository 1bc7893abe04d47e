"""Resume a suspended process."""

from app.engine.unit.suspension import set_suspended
from app.engine.unit.unit_of_work import UnitOfWork


def resume_process(unit: UnitOfWork, instance_id: int, reason: str = "") -> None:
    """Let a suspended process go on; what became due meanwhile is done by the next look of the clock.

    Resuming a process that is not suspended changes nothing.

    Parameters:
        reason: for the history.

    Raises:
        NotFound: there is no such process.
        NotAllowedNow: it has ended.
    """
    set_suspended(unit, instance_id, suspended=False, reason=reason)
