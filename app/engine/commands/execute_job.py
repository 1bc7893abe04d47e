"""Do what the clock does when it is due, or at once."""

from collections.abc import Callable, Mapping
from typing import Any

from app.engine.commands.continue_process import continue_process
from app.engine.commands.fire_timer import fire_timer
from app.engine.commands.start_by_timer import start_by_timer
from app.engine.time import due_work
from app.engine.time.due_work import JOBS, START_TIMERS, TIMERS, Kind
from app.engine.unit import incidents
from app.engine.unit.unit_of_work import UnitOfWork

_COMMANDS: Mapping[Kind, Callable[[UnitOfWork, Mapping[str, Any], bool], bool]] = {
    TIMERS: lambda unit, row, at_once: fire_timer(unit, row["task_id"], at_once),
    JOBS: lambda unit, row, at_once: continue_process(unit, row["task_id"]),
    START_TIMERS: lambda unit, row, at_once: start_by_timer(unit, row["id"], at_once),
}


def carry_out(unit: UnitOfWork, kind: Kind, row: Mapping[str, Any], at_once: bool = False) -> bool:
    """Do due work of any kind.

    Parameters:
        row: of the kind's table.
        at_once: also when it is not due yet.

    Returns:
        False when somebody else has done it in the meantime.

    Raises:
        NotAllowedNow: the process is suspended.
        Refusal, TechnicalFailure, StepLimitExceeded: the process could not run on.
    """
    return _COMMANDS[kind](unit, row, at_once)


def execute_job(unit: UnitOfWork, job_id: str) -> bool:
    """Go on with a job, fire a timer, or start a process by its timer: now, due or not, failed before or not.

    Parameters:
        job_id: as `app.engine.queries.job_views` gives it.

    Returns:
        False when somebody else has done it in the meantime.

    Raises:
        NotFound: there is no such job.
        NotAllowedNow: the process is suspended.
        Refusal, TechnicalFailure, StepLimitExceeded: the process could not run on; everything is as it was.
    """
    kind, row = due_work.find(unit, job_id)
    done = carry_out(unit, kind, row, at_once=True)
    if done and row["attempts"]:
        incidents.resolve(unit, kind.command, kind.arguments(row))
    return done
