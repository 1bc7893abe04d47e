"""Do at once what the clock would do later."""

from app.engine import due_work, incidents
from app.engine.unit_of_work import UnitOfWork


def execute_job(unit: UnitOfWork, job_id: str) -> bool:
    """Go on with a job, fire a timer, or start a process by its timer: now, due or not, failed before or not.

    Parameters:
        job_id: as `app.engine.job_queries` gives it.

    Returns:
        False when somebody else has done it in the meantime.

    Raises:
        NotFound: there is no such job.
        NotAllowedNow: the process is suspended.
        Refusal, TechnicalFailure, StepLimitExceeded: the process could not run on; everything is as it was.
    """
    kind, row = due_work.find(unit, job_id)
    done = kind.carry_out(unit, row, True)
    if done and row["attempts"]:
        incidents.resolve(unit, kind.command, kind.arguments(row))
    return done
