"""What people do with tasks: take, give back, give to somebody. Rights are asked here, under the lock."""

from sqlalchemy import ColumnElement, select

from app.access.models import Membership, Person
from app.access.naming import person_id
from app.db import db
from app.engine import (
    Actor,
    NotAllowedNow,
    NotFound,
    TaskAlreadyCompleted,
    UnitOfWork,
    assign_task,
    claim_task,
    release_task,
)
from app.i18n import gettext as _
from app.records import rights
from app.records.errors import Forbidden
from app.records.tasks.reading import TaskView, find_task
from app.records.tasks.subordinates import manages
from app.records.types import registry


def claim(unit: UnitOfWork, task_id: str) -> TaskView:
    """Take a task that belongs to a group.

    Raises:
        NotFound, TaskAlreadyCompleted, Forbidden
        NotAllowedNow: somebody else has taken it.
    """
    task = open_task(task_id, unit.actor)
    if task.assignee_id is not None and task.assignee_id != unit.actor.id:
        raise NotAllowedNow(_("%(name)s has already taken this task.", name=task.assignee_name))
    if not task.mine:
        if not task.claimable:
            raise Forbidden()
        claim_task(unit, task_id)
    return task


def release(unit: UnitOfWork, task_id: str) -> TaskView:
    """Give a task back to those who could take it.

    Raises:
        NotFound, TaskAlreadyCompleted, Forbidden
    """
    task = open_task(task_id, unit.actor)
    if task.assignee_id is None:
        return task
    if not task.releasable:
        raise Forbidden()
    release_task(unit, task_id, on_behalf=True)  # an administrator may, too
    return task


def assign(unit: UnitOfWork, task_id: str, person: int | str) -> TaskView:
    """Give a task to somebody who may open its record.

    Parameters:
        person: id or login.

    Raises:
        NotFound, TaskAlreadyCompleted, Forbidden
        NotAllowedNow: there is no such person, or they could not see what the task is about.
    """
    task = open_task(task_id, unit.actor)
    require_assignable(task, unit.actor)
    performer = _performer(person)
    if performer is None or performer.id is None:
        raise NotAllowedNow(_("This person is not there any more: choose another one."))
    if not _may_see(task, performer):
        raise NotAllowedNow(_("%(name)s may not open this record, so could not answer.", name=performer.name))
    assign_task(unit, task_id, performer.id)
    return task


def known_task(task_id: str, actor: Actor) -> TaskView:
    """The task, open or not.

    Raises:
        NotFound: there is no such task, or the actor may not know of it.
    """
    task = find_task(task_id, actor)
    if task is None or not (may_open(task, actor) or manages(actor, task.assignee_id)):
        raise NotFound()
    return task


def require_assignable(task: TaskView, actor: Actor) -> None:
    """Refuse who may not give the task to somebody.

    Raises:
        TaskAlreadyCompleted, Forbidden
    """
    if not task.open:
        raise TaskAlreadyCompleted()
    if not task.assignable and not manages(actor, task.assignee_id):
        raise Forbidden(_("This task is not yours to give away."))


def open_task(task_id: str, actor: Actor) -> TaskView:
    """The task, when it is still open.

    Raises:
        NotFound: there is no such task, or the actor may not know of it.
        TaskAlreadyCompleted: it has been answered or is not needed any more.
    """
    task = known_task(task_id, actor)
    if not task.open:
        raise TaskAlreadyCompleted()
    return task


def may_open(task: TaskView, actor: Actor) -> bool:
    """Whether the actor may look at the task: it is or was offered to them, or they may see its record."""
    offered = not actor.groups.isdisjoint(task.candidates.groups) or actor.id in task.candidates.persons
    if offered or task.assignable or actor.id in (task.assignee_id, task.completed_by_id):
        return True
    return task.record_type is not None and _may_see(task, actor)


def _may_see(task: TaskView, actor: Actor) -> bool:
    declared = registry.get(task.record_type) if task.record_type else None
    if declared is None:
        return True
    record = db.session.get(declared.model, task.record_id)
    return record is not None and rights.may(declared, record, actor, "read")


def _performer(person: int | str) -> Actor | None:
    named = person_id(person)
    return None if named is None else _active(Person.id == named)


def _active(named: ColumnElement[bool]) -> Actor | None:
    rows = db.session.execute(
        select(Person, Membership.group_id)
        .outerjoin(Membership, Membership.person_id == Person.id)
        .where(named, Person.disabled.is_(False))
    ).all()
    if not rows:
        return None
    found = rows[0][0]
    return Actor(found.id, found.login, found.display_name, frozenset(group for _person, group in rows if group))
