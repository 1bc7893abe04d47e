"""End a process before its end."""

from sqlalchemy import delete, update

from app.engine.deploying import deployment
from app.engine.ground.errors import NotAllowedNow
from app.engine.ground.store import CANDIDATE, EXTERNAL_TASK, INSTANCE, JOB, SUBSCRIPTION, TIMER, USER_TASK
from app.engine.instance.serialization import UnreadableState
from app.engine.unit import incidents
from app.engine.unit.unit_of_work import UnitOfWork
from app.i18n import lazy_gettext as _

_WAITING = (TIMER, JOB, SUBSCRIPTION, EXTERNAL_TASK)


def delete_process(unit: UnitOfWork, instance_id: int, reason: str = "") -> None:
    """Cancel everything of one process: its open tasks, timers, jobs and waiting events are gone; the history stays.

    Nothing of the diagram is run for it, and its record stays as it is. A suspended process can be deleted, too, and
    one whose state cannot be read.

    Parameters:
        reason: for the history.

    Raises:
        NotFound: there is no such process.
        NotAllowedNow: it has ended already.
    """
    row = unit.locked_row(instance_id)
    if row["ended_at"] is not None:
        raise NotAllowedNow(_("This process has ended."), code="ended")
    unit.history(
        "processDeleted",
        row["record_type"],
        row["record_id"],
        {"key": deployment.definition(row["process_definition_id"]).key, "reason": reason},
        process_instance_id=instance_id,
    )
    incidents.skip_all_of(unit, instance_id, reason)
    unit.change_row(instance_id, ended_at=unit.now)
    try:
        unit.cancel(instance_id)
    except UnreadableState:
        _empty_tables(unit, instance_id)


def _empty_tables(unit: UnitOfWork, instance_id: int) -> None:
    """What a process waits for can be removed without knowing its state."""
    tasks = (USER_TASK.c.process_instance_id == instance_id, USER_TASK.c.state == "open")
    of_tasks = CANDIDATE.c.user_task_id.in_(USER_TASK.select().with_only_columns(USER_TASK.c.id).where(*tasks))
    revision = INSTANCE.c.revision + 1
    for statement in (
        update(CANDIDATE).where(of_tasks).values(state="cancelled"),
        update(USER_TASK)
        .where(*tasks)
        .values(state="cancelled", completed_at=unit.now, revision=USER_TASK.c.revision + 1),
        *(
            delete(table).where(table.c.process_instance_id == instance_id)
            for table in (TIMER, JOB, SUBSCRIPTION, EXTERNAL_TASK)
        ),
        update(INSTANCE).where(INSTANCE.c.id == instance_id).values(ended_at=unit.now, revision=revision),
    ):
        unit.connection.execute(statement)
