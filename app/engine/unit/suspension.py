"""Suspended processes: the flag on the instance, and the timers and jobs that the clock passes over meanwhile."""

from sqlalchemy import or_, update

from app.engine.deploying import deployment
from app.engine.ground.errors import NotAllowedNow
from app.engine.ground.store import INSTANCE, JOB, TIMER
from app.engine.unit.events import UnitEvents
from app.i18n import lazy_gettext as _


def set_suspended(unit: UnitEvents, instance_id: int, *, suspended: bool, reason: str) -> None:
    """Suspend or resume a process; see `suspend_process` and `resume_process`."""
    row = unit.locked_row(instance_id)
    if row["ended_at"] is not None:
        raise NotAllowedNow(_("This process has ended."), code="ended")
    if row["suspended"] == suspended:
        return
    unit.change_row(instance_id, suspended=suspended, revision=row["revision"] + 1)
    unit.connection.execute(
        update(INSTANCE)
        .where(INSTANCE.c.id == instance_id)
        .values(suspended=suspended, revision=INSTANCE.c.revision + 1)
    )
    for table in (TIMER, JOB):
        of_process = update(table).where(table.c.process_instance_id == instance_id)
        if suspended:
            unit.connection.execute(of_process.values(active=False))
        else:
            left = or_(table.c.retries.is_(None), table.c.retries > 0)
            unit.connection.execute(of_process.where(left).values(active=True, locked_until=None))
    unit.history(
        "processSuspended" if suspended else "processResumed",
        row["record_type"],
        row["record_id"],
        {"key": deployment.definition(row["process_definition_id"]).key, "reason": reason},
        process_instance_id=instance_id,
    )
