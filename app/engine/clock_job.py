"""What the clock does: fires due timers. Any number of processes may do it at the same time."""

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, select, update

from app.clock import clock
from app.db import db, write_transaction
from app.engine.actor import SYSTEM
from app.engine.commands.fire_timer import fire_timer
from app.engine.effects import perform_effects
from app.engine.errors import EngineError, StaleRevision
from app.engine.incidents import record_incident
from app.engine.store import INSTANCE, TIMER
from app.engine.unit_of_work import unit_of_work

_MOST_ATTEMPTS = 3
_RETRY_AFTER = timedelta(minutes=1)

_DUE = (
    select(TIMER.c.task_id, TIMER.c.process_instance_id, TIMER.c.element_id, TIMER.c.attempts)
    .join(INSTANCE, INSTANCE.c.id == TIMER.c.process_instance_id)
    .where(TIMER.c.due_at <= bindparam("now"), TIMER.c.attempts < _MOST_ATTEMPTS, INSTANCE.c.suspended.is_(False))
    .order_by(TIMER.c.due_at)
    .limit(bindparam("limit"))
)


def tick() -> int:
    """One look of the clock: due timers, then due effects. What the jobs call.

    Returns:
        How many timers and effects were done; 0 means that there is nothing to do now.
    """
    return fire_timers() + perform_effects()


def fire_timers(limit: int = 200) -> int:
    """Fire the timers that are due, each in a transaction of its own.

    Two processes that see the same timer do no harm: the instance is locked, and only the first finds it waiting; the
    other goes on to the next timer at once. A timer whose process fails is tried again a minute later; after the third
    time it is left to a person as an incident.

    Parameters:
        limit: most timers of one call.

    Returns:
        How many were fired by this call.
    """
    fired = 0
    for due in _due_timers(limit):
        try:
            with unit_of_work(SYSTEM, wait=False) as unit:
                fired += fire_timer(unit, due["task_id"])
        except StaleRevision:
            continue  # somebody else is at work on it; it is still there next time
        except Exception as error:
            _failed(due, error)
    return fired


def _due_timers(limit: int) -> list[dict[str, Any]]:
    with db.engine.connect() as connection:
        return [dict(row) for row in connection.execute(_DUE, {"now": clock.now(), "limit": limit}).mappings()]


def _failed(due: dict[str, Any], error: Exception) -> None:
    """A refusal will be one the next time too; a fault may pass."""
    attempts = due["attempts"] + 1
    final = attempts >= _MOST_ATTEMPTS or (isinstance(error, EngineError) and not hasattr(error, "cause"))
    with write_transaction():
        db.session.execute(
            update(TIMER)
            .where(TIMER.c.task_id == due["task_id"])
            .values(
                attempts=_MOST_ATTEMPTS if final else attempts,
                due_at=TIMER.c.due_at if final else clock.now() + _RETRY_AFTER * attempts,
            )
        )
        if final:
            record_incident(
                db.session.connection(),
                command="fire_timer",
                arguments={"task_id": due["task_id"]},
                error=error,
                process_instance_id=due["process_instance_id"],
                element_id=due["element_id"],
            )
