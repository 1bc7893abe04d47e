"""Open tasks as pages show them: the question, why it is mine, who else could take it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from app.access.models import Group, Membership, Person, person_name
from app.access.permissions import ADMINISTRATORS
from app.clock import clock
from app.db import db
from app.engine import Actor
from app.engine.models import UserTask, UserTaskCandidate
from app.i18n import localized

OPEN, COMPLETED, CANCELLED = "open", "completed", "cancelled"
HIGH, LOW = 75, 25
LARGEST_GROUP_SHOWN = 100


@dataclass(frozen=True)
class Outcome:
    """One answer to the question: its words and how the button looks (`primary`, `danger`, `secondary`)."""

    id: str
    label: str
    style: str


@dataclass(frozen=True)
class Candidates:
    """Who could take a task.

    Attributes:
        groups: names of groups by id.
        people: names of the people themselves and of the groups' members, by id, at most `LARGEST_GROUP_SHOWN` of each.
        persons: ids of those who are named themselves, not through a group.
    """

    groups: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)
    persons: frozenset[int] = frozenset()


@dataclass(frozen=True)
class TaskView:
    """A task as a page shows it.

    Attributes:
        question: what it is about, from the diagram.
        assignee_name: who has it, empty while it belongs to a group.
        role: the role of the lifecycle file through which it came to somebody, or None.
        mine: the actor has it alone.
        claimable: the actor may take it.
        answerable: the actor may answer it now.
        releasable: the actor may give it back to those who could take it.
        assignable: the actor may give it to somebody.
    """

    id: str
    element_id: str
    process_instance_id: int
    name: str
    question: str
    record_type: str | None
    record_id: int | None
    state: str
    assignee_id: int | None
    assignee_name: str
    role: str | None
    form_key: str | None
    form_version: int | None
    outcomes: tuple[Outcome, ...]
    priority: int
    due_at: datetime | None
    created_at: datetime
    completed_at: datetime | None
    completed_by_id: int | None
    outcome: str | None
    sender: str
    revision: int
    candidates: Candidates = field(default_factory=Candidates)
    mine: bool = False
    claimable: bool = False
    answerable: bool = False
    releasable: bool = False
    assignable: bool = False

    @property
    def open(self) -> bool:
        return self.state == OPEN

    @property
    def overdue(self) -> bool:
        return self.open and self.due_at is not None and self.due_at < clock.now()

    @property
    def concerns_actor(self) -> bool:
        """Whether it is among what the actor is asked."""
        return self.mine or self.claimable

    def outcome_label(self, outcome_id: str | None) -> str:
        """The words of an answer."""
        return next((each.label for each in self.outcomes if each.id == outcome_id), outcome_id or "")


def tasks_of_record(record_type: str, record_id: int, actor: Actor) -> list[TaskView]:
    """The open tasks of a record, those of the actor first: two statements."""
    found = _read(
        and_(UserTask.record_type == record_type, UserTask.record_id == record_id, UserTask.state == OPEN), actor
    )
    return sorted(found, key=lambda task: (not task.mine, not task.claimable, -task.priority, task.created_at))


def find_task(task_id: str, actor: Actor) -> TaskView | None:
    """One task, whatever its state, or None."""
    return next(iter(_read(UserTask.id == task_id, actor)), None)


def open_task_ids(record_type: str, record_id: int) -> set[str]:
    """Which tasks of a record are open: to see whether a command has changed that."""
    found = select(UserTask.id).where(
        UserTask.record_type == record_type, UserTask.record_id == record_id, UserTask.state == OPEN
    )
    return set(db.session.execute(found).scalars())


def _read(condition: Any, actor: Actor) -> list[TaskView]:
    assignee = aliased(Person)
    rows = db.session.execute(
        select(UserTask, assignee.first_name, assignee.last_name, assignee.login)
        .outerjoin(assignee, assignee.id == UserTask.assignee_id)
        .where(condition)  # no order here: it would make SQLite walk through all tasks by their time
        .execution_options(populate_existing=True)  # the engine writes past the session
    ).all()
    candidates = candidates_of([row[0].id for row in rows])
    return [_view(row[0], person_name(*row[1:]), candidates.get(row[0].id, Candidates()), actor) for row in rows]


def candidates_of(task_ids: Collection[str]) -> dict[str, Candidates]:
    """Who could take each of these tasks: one statement."""
    if not task_ids:
        return {}
    by_name = (Person.last_name, Person.first_name)
    each = (
        select(
            UserTaskCandidate.user_task_id,
            UserTaskCandidate.group_id,
            Group.name,
            Person.id.label("person_id"),
            Person.first_name,
            Person.last_name,
            Person.login,
            # counted for each group alone: whoever else may answer is not crowded out by a large one
            func.row_number().over(partition_by=UserTaskCandidate.id, order_by=by_name).label("place"),
        )
        .outerjoin(Group, Group.id == UserTaskCandidate.group_id)
        .outerjoin(Membership, Membership.group_id == UserTaskCandidate.group_id)
        .outerjoin(
            Person,
            and_(
                or_(Person.id == Membership.person_id, Person.id == UserTaskCandidate.person_id),
                Person.disabled.is_(False),
            ),
        )
        .where(UserTaskCandidate.user_task_id.in_(task_ids))
        .subquery()
    )
    shown = select(each).where(each.c.place <= LARGEST_GROUP_SHOWN).order_by(each.c.last_name, each.c.first_name)
    found: dict[str, dict[str, Any]] = {}
    for task_id, group_id, group_name, person_id, first_name, last_name, login, _place in db.session.execute(shown):
        entry = found.setdefault(task_id, {"groups": {}, "people": {}, "persons": set()})
        if group_id is not None:
            entry["groups"][group_id] = localized(group_name) or group_id
        if person_id is not None:
            entry["people"][person_id] = person_name(first_name, last_name, login)
            if group_id is None:
                entry["persons"].add(person_id)
    return {
        task_id: Candidates(entry["groups"], entry["people"], frozenset(entry["persons"]))
        for task_id, entry in found.items()
    }


def _view(task: UserTask, assignee_name: str, candidates: Candidates, actor: Actor) -> TaskView:
    view = TaskView(
        id=task.id,
        element_id=task.element_id,
        process_instance_id=task.process_instance_id,
        name=localized(task.name),
        question=localized(task.documentation),
        record_type=task.record_type,
        record_id=task.record_id,
        state=task.state,
        assignee_id=task.assignee_id,
        assignee_name=assignee_name,
        role=task.role,
        form_key=task.form_key,
        form_version=task.form_version,
        outcomes=tuple(
            Outcome(each["id"], localized(each.get("label")) or each["id"], each.get("style") or "secondary")
            for each in task.outcomes or ()
        ),
        priority=task.priority,
        due_at=task.due_at,
        created_at=task.created_at,
        completed_at=task.completed_at,
        completed_by_id=task.completed_by_id,
        outcome=task.outcome,
        sender=task.sender_name,
        revision=task.revision,
        candidates=candidates,
    )
    return with_rights(view, actor)


def with_rights(task: TaskView, actor: Actor) -> TaskView:
    """The task with what the actor may do with it.

    Answer it: who has it, and who could take it while nobody has. Give it back: who has it, when it came from a group
    or from several people. Give it to somebody: who has it or could take it. Administrators may do all of this.
    """
    if not task.open:
        return task
    administrator = ADMINISTRATORS in actor.groups
    candidate = not actor.groups.isdisjoint(task.candidates.groups) or actor.id in task.candidates.persons
    unclaimed = task.assignee_id is None
    mine = task.assignee_id == actor.id and actor.id is not None
    shared = bool(task.candidates.groups) or len(task.candidates.persons) > 1
    return replace(
        task,
        mine=mine,
        claimable=unclaimed and candidate,
        answerable=mine or (unclaimed and candidate),
        releasable=not unclaimed and shared and (mine or administrator),
        assignable=mine or administrator or (unclaimed and candidate),
    )
