"""Open tasks of somebody who leaves."""

from collections.abc import Collection, Sequence
from contextlib import suppress

from sqlalchemy import exists, func, select

from app.access.leaving import Holding, register_holding
from app.access.models import Membership, Person
from app.db import db
from app.engine import SYSTEM, NotAllowedNow, UnitOfWork, assign_task, release_task, unit_of_work
from app.engine.models import UserTask, UserTaskCandidate
from app.i18n import lazy_gettext as _
from app.i18n import localized
from app.records.commands.candidates import follow_person

_SHOWN = 20


def register() -> None:
    """Let the tasks that a person has taken, or was given, be handed over."""
    register_holding(Holding("tasks", _("Tasks they have taken"), _find, _hand_over, _give_back))


def give_back_tasks() -> None:
    """Give tasks of people who left before this was done for them back to those who could take them."""
    gone = select(Person.id).join(UserTask, Person.id == UserTask.assignee_id)
    gone = gone.where(UserTask.state == "open", Person.disabled.is_(True)).distinct()
    for person_id in db.session.scalars(gone).all():
        with unit_of_work(SYSTEM) as unit:
            _hand_over(unit, person_id, None)


def _find(person_id: int) -> tuple[int, Sequence[tuple[str, str]]]:
    own = (UserTask.assignee_id == person_id, UserTask.state == "open")
    count = db.session.scalar(select(func.count()).select_from(UserTask).where(*own)) or 0
    first = db.session.execute(select(UserTask.id, UserTask.name).where(*own).order_by(UserTask.id).limit(_SHOWN))
    return count, [(localized(row.name), f"/tasks/{row.id}") for row in first]


def _hand_over(unit: UnitOfWork, person_id: int, successor_id: int | None) -> None:
    """To the successor, or back to those who could take them; a task that nobody could take stays where it is."""
    follow_person(person_id)
    own = (UserTask.assignee_id == person_id, UserTask.state == "open")
    for task_id in db.session.scalars(select(UserTask.id).where(*own).order_by(UserTask.id)).all():
        try:
            if successor_id is not None:
                assign_task(unit, task_id, successor_id)
            elif _others_could_take(task_id, person_id):
                release_task(unit, task_id, on_behalf=True)
        except NotAllowedNow:  # of a suspended process: it is still listed, and handed over when the process goes on
            continue


def _give_back(unit: UnitOfWork, person_id: int, groups: Collection[str]) -> None:
    """What a member of a group has taken is not theirs who have left it, unless it is offered to them otherwise."""
    named = select(UserTaskCandidate.user_task_id).where(UserTaskCandidate.user_task_id == UserTask.id)
    own_groups = select(Membership.group_id).where(Membership.person_id == person_id)
    still = (UserTaskCandidate.person_id == person_id) | UserTaskCandidate.group_id.in_(own_groups)
    taken = select(UserTask.id).where(
        UserTask.assignee_id == person_id,
        UserTask.state == "open",
        named.where(UserTaskCandidate.group_id.in_(groups)).exists(),
        ~named.where(still).exists(),
    )
    for task_id in db.session.scalars(taken.order_by(UserTask.id)).all():
        with suppress(NotAllowedNow):  # of a suspended process: nobody answers it now
            release_task(unit, task_id, on_behalf=True)


def _others_could_take(task_id: str, person_id: int) -> bool:
    member = exists().where(
        Membership.group_id == UserTaskCandidate.group_id,
        Membership.person_id == Person.id,
    )
    others = select(Person.id).where(
        Person.id != person_id,
        Person.disabled.is_(False),
        (Person.id == UserTaskCandidate.person_id) | member,
    )
    found = select(UserTaskCandidate.id).where(UserTaskCandidate.user_task_id == task_id, others.exists())
    return db.session.execute(found.limit(1)).first() is not None
