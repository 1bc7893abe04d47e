"""Complete a user task."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.engine.ground.errors import NotAllowedNow, NotFound
from app.engine.ground.given import given_variables
from app.engine.ground.host import record_host
from app.engine.instance.waiting import task_by_id
from app.engine.unit.tasks import check_revision, locked_open_task, may_complete
from app.engine.unit.unit_of_work import UnitOfWork
from app.i18n import lazy_gettext as _


def complete_task(
    unit: UnitOfWork,
    task_id: str,
    outcome: str | None = None,
    variables: Mapping[str, Any] | None = None,
    record_fields: Mapping[str, Any] | None = None,
    expected_revision: int | None = None,
    *,
    remarks: Sequence[Mapping[str, Any]] = (),
    on_behalf: bool = False,
) -> None:
    """Complete a user task and run its process on.

    Parameters:
        outcome: id of the chosen outcome; must be one of the task's, when it has any.
        variables: process variables from the form.
        record_fields: fields of the record from the form.
        expected_revision: `user_task.revision` as the caller saw it.
        remarks: what the person wrote besides, for the history: `{"label": {"ru", "en"}, "value"}`.
        on_behalf: skip the question whether the actor is assignee or candidate (administrators, jobs).

    Raises:
        NotFound: there is no such task.
        TaskAlreadyCompleted: somebody was faster (details `completed_by_id`, `completed_at`), or it was cancelled.
        StaleRevision: the task has changed since.
        NotAllowedNow: not this person's task, or no such outcome.
        Refusal, TechnicalFailure, StepLimitExceeded: the process could not run on.
    """
    row = locked_open_task(unit, task_id, with_process=True)
    check_revision(row, expected_revision)
    if not on_behalf and not may_complete(unit.actor, row):
        raise NotAllowedNow(_("This task is not yours."), code="notYours", assignee_id=row["assignee_id"])
    _check_outcome(row, outcome)
    runtime = unit.instance(row["process_instance_id"])
    task = task_by_id(runtime.workflow, task_id)
    if task is None:
        raise NotFound(_("The process of this task does not wait for it any more."))
    unit.touch(runtime)
    values = given_variables(variables, row["record_type"])
    values["outcome"] = values[f"{row['element_id']}_outcome"] = outcome
    task.data.update(values)
    runtime.take_outputs(task, values)
    if record_fields:
        record_host().set_fields(unit, row["record_type"], row["record_id"], dict(record_fields))
    unit.completed(task_id, outcome=outcome, has_candidates=row["has_candidates"])
    unit.history(
        "taskCompleted",
        row["record_type"],
        row["record_id"],
        {
            "task_id": task_id,
            "name": row["name"],
            "outcome": outcome,
            **({"remarks": list(remarks)} if remarks else {}),
        },
        element_id=row["element_id"],
        process_instance_id=row["process_instance_id"],
    )
    runtime.run_task(task)
    unit.run()


def _check_outcome(row: Mapping[str, Any], outcome: str | None) -> None:
    known = [choice["id"] for choice in row["outcomes"]]
    if outcome is not None and known and outcome not in known:
        raise NotAllowedNow(
            _('"%(outcome)s" is not an outcome of this task.', outcome=outcome), code="unknownOutcome", known=known
        )
    if outcome is None and len(known) > 1:
        raise NotAllowedNow(_("Choose how the task is completed."), code="outcomeMissing", known=known)
