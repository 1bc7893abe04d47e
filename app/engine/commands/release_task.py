"""Give a claimed user task back to its candidates."""

from app.engine.ground.errors import NotAllowedNow
from app.engine.unit.tasks import change_task, check_revision, locked_open_task
from app.engine.unit.unit_of_work import UnitOfWork
from app.i18n import lazy_gettext as _


def release_task(
    unit: UnitOfWork, task_id: str, expected_revision: int | None = None, *, on_behalf: bool = False
) -> None:
    """Take the assignee away. Only the assignee may, and only when there are candidates to give it back to.

    Parameters:
        on_behalf: skip the question whether the actor is the assignee (administrators).

    Raises:
        NotFound, TaskAlreadyCompleted, StaleRevision: see `complete_task`.
        NotAllowedNow: it is not the actor's, or nobody could claim it then.
    """
    row = locked_open_task(unit, task_id)
    check_revision(row, expected_revision)
    if row["assignee_id"] is None:
        return
    if not on_behalf and row["assignee_id"] != unit.actor.id:
        raise NotAllowedNow(_("This task is not yours."), code="notYours", assignee_id=row["assignee_id"])
    if not row["has_candidates"]:
        raise NotAllowedNow(_("There is nobody to give this task back to."), code="noCandidates")
    change_task(unit, row, "taskReleased", {}, assignee_id=None, claimed_at=None)
