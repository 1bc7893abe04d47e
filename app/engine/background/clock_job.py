"""What the clock does: timers, jobs and effects that are due. Any number of processes may do it at the same time."""

from app.engine.background import failures
from app.engine.background.effects import perform_effects
from app.engine.commands.execute_job import carry_out
from app.engine.ground.actor import SYSTEM
from app.engine.ground.errors import NotAllowedNow, StaleRevision
from app.engine.time import due_work
from app.engine.time.due_work import Kind
from app.engine.unit.unit_of_work import unit_of_work

_BATCH = 200


def tick() -> int:
    """One look at all that is due: timers, jobs, timer start events, effects. The servers run each as a periodic job.

    Returns:
        How many timers, jobs and effects were done; 0 means that there is nothing to do now.
    """
    return fire_timers() + execute_jobs() + start_due_processes() + perform_effects()


def fire_timers(limit: int = _BATCH) -> int:
    """Fire the timers that are due, each in a transaction of its own.

    A timer whose process fails is tried again as its element says (`camunda:failedJobRetryTimeCycle`, else after one
    and two minutes); after the last attempt it is left to a person as an incident.

    Parameters:
        limit: most timers of one call.

    Returns:
        How many were fired by this call.
    """
    return _carry_out(due_work.TIMERS, limit)


def execute_jobs(limit: int = _BATCH) -> int:
    """Go on with processes whose transaction ended at `asyncBefore` or `asyncAfter`; otherwise as `fire_timers`."""
    return _carry_out(due_work.JOBS, limit)


def start_due_processes(limit: int = _BATCH) -> int:
    """Start processes whose timer start event is due; else as `fire_timers`. Missed rounds count once."""
    return _carry_out(due_work.START_TIMERS, limit)


def _carry_out(kind: Kind, limit: int) -> int:
    done = 0
    for row in due_work.take(kind, limit):
        try:
            with unit_of_work(SYSTEM, wait=False) as unit:
                done += carry_out(unit, kind, row)
        except StaleRevision:
            due_work.give_back(kind, row)  # somebody else is at work on its process; it is still there next time
        except Exception as error:
            if isinstance(error, NotAllowedNow) and error.details.get("code") == "suspended":
                continue  # since it was taken; it is due again when the process is resumed
            failures.failed(kind, row, error)
    return done
