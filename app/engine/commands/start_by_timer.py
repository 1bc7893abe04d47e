"""Start a process by its timer start event."""

from sqlalchemy import delete, select, update

from app.engine.deploying import deployment
from app.engine.ground.store import START_TIMER
from app.engine.time.schedules import Schedule
from app.engine.unit.unit_of_work import UnitOfWork


def start_by_timer(unit: UnitOfWork, row_id: int, at_once: bool = False) -> bool:
    """Start the next process of a timer start event, and set when the one after it is started.

    Parameters:
        row_id: of `start_timer`.
        at_once: also when it is not due yet.

    Returns:
        False when somebody else has started it, or another version is the newest now.

    Raises:
        Refusal, TechnicalFailure, StepLimitExceeded: the process could not run.
    """
    locked = select(START_TIMER).where(START_TIMER.c.id == row_id).with_for_update(nowait=not unit.wait)
    found = unit.connection.execute(locked).mappings().first()
    if found is None:
        return False
    row = dict(found)
    schedule = Schedule.from_json(row["schedule"])
    if schedule.due_at > unit.now and not at_once:
        return False
    following = schedule.next(unit.now)
    same = START_TIMER.c.id == row_id
    if following is None:
        unit.connection.execute(delete(START_TIMER).where(same))
    else:
        values = {"due_at": following.due_at, "schedule": following.to_json(), "attempts": 0, "retries": None}
        unit.connection.execute(update(START_TIMER).where(same).values(**values, active=True, locked_until=None))
    definition = deployment.definition(row["process_definition_id"])
    unit.start(definition, None, None, {}, row["element_id"])
    unit.run()
    return True
