"""Reading lists of tasks: a fixed number of statements, and as fast with 100,000 open tasks as with 100.

What somebody could do comes from several places: assigned to them, offered to them, offered to each of their groups.
Each place is an index range in order of creation of which only the beginning is read; the beginnings are put together
after that. So a list shows and counts at most `DEEPEST` tasks; who has more narrows it by a filter.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import get_timezone
from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select, union
from sqlalchemy.orm import aliased

from app.access.models import Person
from app.clock import clock
from app.db import db
from app.engine import Actor
from app.engine.models import ProcessDefinition, UserTask, UserTaskCandidate
from app.engine.queries import readable_process
from app.i18n import localized
from app.records.rights.names import readable_names
from app.records.tasks.filters import COMPLETED, CURRENT, DEEPEST, PER_PAGE, SUBORDINATES, TaskQuery
from app.records.tasks.reading import HIGH, LOW, OPEN
from app.records.tasks.subordinates import subordinates
from app.records.types import Key, registry

_Ids = Select[str]


@dataclass(frozen=True)
class Found:
    """One page of tasks.

    Attributes:
        rows: of `_COLUMNS`, in order.
        total: how many there are, at most `DEEPEST`.
        more: there are more than `DEEPEST`.
    """

    rows: Sequence[Any]
    total: int
    more: bool


def find_tasks(query: TaskQuery, actor: Actor) -> Found:
    """Read one page of a list: two statements."""
    found = _found(query, actor).subquery()
    count = db.session.execute(select(func.count()).select_from(found)).scalar_one()
    start = min(query.page - 1, max(0, (min(count, DEEPEST) - 1) // PER_PAGE)) * PER_PAGE
    assignee = aliased(Person)
    statement = (
        select(
            UserTask.id,
            UserTask.name,
            UserTask.element_id,
            UserTask.record_type,
            UserTask.record_id,
            UserTask.priority,
            UserTask.due_at,
            UserTask.created_at,
            UserTask.completed_at,
            UserTask.assignee_id,
            UserTask.outcome,
            UserTask.outcomes,
            UserTask.form_key,
            assignee.first_name,
            assignee.last_name,
            assignee.login,
        )
        .join(found, found.c.id == UserTask.id)
        .outerjoin(assignee, assignee.id == UserTask.assignee_id)
        .order_by(*_order(query))
        .limit(PER_PAGE)
        .offset(start)
    )
    return Found(db.session.execute(statement).all(), min(count, DEEPEST), count > DEEPEST)


def record_names(rows: Iterable[Any], actor: Actor) -> dict[Key, str]:
    """The display names of the records that tasks are about, of those that the actor may see."""
    return readable_names({(row.record_type, row.record_id) for row in rows if registry.get(row.record_type)}, actor)


def count_current(actor: Actor) -> int:
    """How many tasks wait for the actor, counted up to `DEEPEST`: one statement."""
    return _count(TaskQuery(CURRENT), actor)


def count_subordinates(actor: Actor) -> int:
    """How many tasks wait for those who work for the actor, counted up to `DEEPEST`: one statement."""
    return _count(TaskQuery(SUBORDINATES), actor)


def next_task(query: TaskQuery, actor: Actor, after: str | None) -> Any:
    """The task that follows one of the actor's, which may be gone from the list; else the first; else None."""
    found = _found(query, actor).subquery()
    order = _order(query)
    statement = select(UserTask.id, UserTask.record_type, UserTask.record_id).join(found, found.c.id == UserTask.id)
    rows = db.session.execute(statement.where(UserTask.id != (after or "")).order_by(*order).limit(DEEPEST)).all()
    if not rows:
        return None
    own = or_(UserTask.completed_by_id == actor.id, UserTask.assignee_id == actor.id)
    answered_at = db.session.scalar(select(UserTask.created_at).where(UserTask.id == after, own)) if after else None
    if answered_at is None or query.order.removeprefix("-") != "created":
        return rows[0]
    later = select(UserTask.id).join(found, found.c.id == UserTask.id).where(UserTask.id != after)
    beyond = UserTask.created_at < answered_at
    if not query.order.startswith("-"):
        beyond = UserTask.created_at > answered_at
    following = db.session.execute(later.where(beyond).order_by(*order).limit(1)).scalar()
    return next((row for row in rows if row.id == following), rows[0])


def task_names() -> list[tuple[str, str]]:
    """The user tasks of the deployed diagrams, as `<process key>.<element id>` and their names.

    Tasks of one name in several diagrams have the name of their diagram behind it.
    """
    latest = select(ProcessDefinition.id).where(ProcessDefinition.is_latest).order_by(ProcessDefinition.key)
    found = [readable_process(identifier) for identifier in db.session.execute(latest).scalars()]
    tasks = [
        (f"{each.key}.{element.id}", localized(element.name), localized(each.name) or each.key)
        for each in found
        if each is not None
        for element in each.elements.values()
        if element.tag == "userTask"
    ]
    times = Counter(name for _key, name, _diagram in tasks)
    return [(key, f"{name} · {diagram}" if times[name] > 1 else name) for key, name, diagram in tasks]


def _count(query: TaskQuery, actor: Actor) -> int:
    found = _found(query, actor).subquery()
    return db.session.execute(select(func.count()).select_from(found)).scalar_one()


def _found(query: TaskQuery, actor: Actor) -> _Ids:
    """The ids of the tasks of the list: the beginnings of all places, at most one more than `DEEPEST`."""
    conditions = _conditions(query)
    if query.scope == CURRENT:
        branches = list(_current(query, actor, conditions))
    elif query.scope == COMPLETED:
        done = [UserTask.completed_by_id == actor.id, UserTask.state == "completed", *conditions]
        branches = [_beginning(select(UserTask.id).where(*done), query, UserTask.completed_at)]
    else:
        below = subordinates(actor.id or 0)
        theirs = [UserTask.assignee_id.in_(select(below.c.id)), UserTask.state == OPEN, *conditions]
        branches = [_beginning(select(UserTask.id).where(*theirs), query, UserTask.created_at)]
    if len(branches) == 1:
        return branches[0]
    together = union(*(select(branch.subquery().c.id) for branch in branches)).subquery()
    return select(together.c.id).limit(DEEPEST + 1)


def _current(query: TaskQuery, actor: Actor, conditions: list[ColumnElement[bool]]) -> Iterator[_Ids]:
    if query.whose != "group":
        mine = select(UserTask.id).where(UserTask.assignee_id == actor.id, UserTask.state == OPEN, *conditions)
        yield _beginning(mine, query, UserTask.created_at)
    if query.whose != "mine":
        offered = [UserTaskCandidate.group_id == group for group in sorted(actor.groups)]
        for to_whom in [*offered, UserTaskCandidate.person_id == actor.id]:
            claimable = (
                select(UserTask.id)
                .join(UserTaskCandidate, UserTaskCandidate.user_task_id == UserTask.id)
                .where(to_whom, UserTaskCandidate.state == OPEN, UserTask.assignee_id.is_(None), *conditions)
            )
            yield _beginning(claimable, query, UserTaskCandidate.created_at)


def _beginning(statement: _Ids, query: TaskQuery, created: Any) -> _Ids:
    """The first rows in the order of the list; `created` is the column by which the place's index is ordered."""
    name, descending = query.order.removeprefix("-"), query.order.startswith("-")
    by_time = name in ("created", "completed")
    order = [created.desc() if descending else created.asc()] if by_time else _order(query)
    return statement.order_by(*order).limit(DEEPEST + 1)


def _order(query: TaskQuery) -> list[Any]:
    name, descending = query.order.removeprefix("-"), query.order.startswith("-")
    column = {
        "created": UserTask.created_at,
        "completed": UserTask.completed_at,
        "due": UserTask.due_at,
        "priority": UserTask.priority,
        "name": UserTask.element_id,
    }[name]
    order: list[ColumnElement[Any]] = [column.desc() if descending else column.asc()]
    if name == "due":
        order.insert(0, case((UserTask.due_at.is_(None), literal(1)), else_=literal(0)))
    if name not in ("created", "completed"):
        order.append(UserTask.created_at.desc())
    return [*order, UserTask.id]


def _conditions(query: TaskQuery) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if query.priority == "high":
        conditions.append(UserTask.priority >= HIGH)
    elif query.priority == "low":
        conditions.append(UserTask.priority <= LOW)
    elif query.priority == "medium":
        conditions += [UserTask.priority < HIGH, UserTask.priority > LOW]
    if query.record_type:
        conditions.append(UserTask.record_type == query.record_type)
    if query.task:
        key, _separator, element = query.task.partition(".")
        versions = select(ProcessDefinition.id).where(ProcessDefinition.key == key)
        conditions += [UserTask.process_definition_id.in_(versions), UserTask.element_id == element]
    if query.due:
        conditions.append(_due(query.due))
    return conditions


def _due(due: str) -> ColumnElement[bool]:
    now = clock.now()
    if due == "none":
        return UserTask.due_at.is_(None)
    if due == "overdue":
        return UserTask.due_at < now
    zone = get_timezone()
    today: datetime = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    days = 1 if due == "today" else 7
    return and_(UserTask.due_at >= today, UserTask.due_at < today + timedelta(days=days))
