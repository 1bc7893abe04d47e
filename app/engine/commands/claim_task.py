"""Claim a user task."""

from app.engine.ground.errors import NotAllowedNow
from app.engine.unit.tasks import change_task, check_revision, locked_open_task
from app.engine.unit.unit_of_work import UnitOfWork
from app.i18n import lazy_gettext as _


def claim_task(unit: UnitOfWork, task_id: str, expected_revision: int | None = None) -> None:
    """Make the actor the assignee. Claiming one's own task again changes nothing.

    Raises:
        NotFound, TaskAlreadyCompleted, StaleRevision: see `complete_task`.
        NotAllowedNow: somebody else has it (details `assignee_id`), or the actor is no candidate.
    """
    row = locked_open_task(unit, task_id)
    if row["assignee_id"] is not None and row["assignee_id"] == unit.actor.id:
        return
    check_revision(row, expected_revision)
    if row["assignee_id"] is not None:
        raise NotAllowedNow(
            _("Somebody else is already working on this task."), code="claimed", assignee_id=row["assignee_id"]
        )
    if row["has_candidates"] and not row["is_candidate"]:
        raise NotAllowedNow(_("This task is not yours."), code="notYours")
    change_task(unit, row, "taskClaimed", {}, assignee_id=unit.actor.id, claimed_at=unit.now)
