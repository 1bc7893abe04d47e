"""Give a user task to a person."""

from app.engine.unit.tasks import change_task, check_revision, locked_open_task
from app.engine.unit.unit_of_work import UnitOfWork


def assign_task(unit: UnitOfWork, task_id: str, person_id: int, expected_revision: int | None = None) -> None:
    """Make somebody the assignee. Whether the actor may do so is the caller's to check.

    Raises:
        NotFound, TaskAlreadyCompleted, StaleRevision: see `complete_task`.
    """
    row = locked_open_task(unit, task_id)
    check_revision(row, expected_revision)
    if row["assignee_id"] == person_id:
        return
    change_task(
        unit,
        row,
        "taskAssigned",
        {"from": row["assignee_id"], "to": person_id},
        assignee_id=person_id,
        claimed_at=unit.now,
    )
