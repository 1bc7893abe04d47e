"""User tasks under a lock: who may do what with one."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update

from app.engine.ground import store
from app.engine.ground.actor import Actor
from app.engine.ground.errors import NotAllowedNow, NotFound, StaleRevision, TaskAlreadyCompleted
from app.engine.unit.events import UnitEvents
from app.i18n import lazy_gettext as _

OPEN, COMPLETED = "open", "completed"


def locked_open_task(unit: UnitEvents, task_id: str, *, with_process: bool = False) -> Mapping[str, Any]:
    """An open task, locked; `with_process`: together with the processes of its record.

    Raises:
        NotFound: there is no such task.
        TaskAlreadyCompleted: it is completed or cancelled; the details say by whom and when.
        NotAllowedNow: its process is suspended.
    """
    if with_process:
        row: Mapping[str, Any] | None = unit.task_with_instances(task_id)
    else:
        row = store.task(unit.connection, task_id, unit.actor.id, sorted(unit.actor.groups))
    if row is None:
        raise NotFound(_("There is no such task."))
    if row["state"] == OPEN:
        if row["suspended"]:
            raise NotAllowedNow(_("This process is suspended."), code="suspended")
        return row
    details = {"state": row["state"], "completed_by_id": row["completed_by_id"], "completed_at": row["completed_at"]}
    if row["state"] == COMPLETED:
        raise TaskAlreadyCompleted(_("This task has already been completed."), **details)
    raise TaskAlreadyCompleted(_("This task is not needed any more."), **details)


def check_revision(row: Mapping[str, Any], expected: int | None) -> None:
    """Refuse a caller who has seen an older state of the task.

    Raises:
        StaleRevision: the revision is another one.
    """
    if expected is not None and row["revision"] != expected:
        raise StaleRevision(revision=row["revision"])


def may_complete(actor: Actor, row: Mapping[str, Any]) -> bool:
    """The assignee may; while there is none, each candidate; anybody when nobody is named."""
    if actor.id is None:
        return True
    if row["assignee_id"] is not None:
        return bool(row["assignee_id"] == actor.id)
    return bool(row["is_candidate"]) or not row["has_candidates"]


def change_task(unit: UnitEvents, row: Mapping[str, Any], kind: str, data: Mapping[str, Any], **values: Any) -> None:
    """Write columns of an open task and the history entry that says so."""
    table = store.USER_TASK
    unit.connection.execute(
        update(table).where(table.c.id == row["id"]).values(revision=table.c.revision + 1, **values)
    )
    unit.history(
        kind,
        row["record_type"],
        row["record_id"],
        {"task_id": row["id"], "name": row["name"], **data},
        element_id=row["element_id"],
        process_instance_id=row["process_instance_id"],
    )
