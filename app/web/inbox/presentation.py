"""A page of tasks as the template draws it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from app.access.models import person_name
from app.clock import clock
from app.engine import Actor
from app.i18n import localized
from app.records.routing import record_address
from app.records.tasks.filters import COMPLETED, CURRENT, PER_PAGE, SUBORDINATES, TaskQuery
from app.records.tasks.queries import find_tasks, record_names
from app.records.tasks.reading import HIGH, LOW, Candidates, candidates_of
from app.records.types import Key, no_access_words, registry


@dataclass(frozen=True)
class Row:
    """One task of a list.

    Attributes:
        address: where the task is answered, with the list it was opened from.
        record_name: “no access” when the actor may not see the record; then there is no `record_address`.
        priority: `high`, `medium` or `low`.
        others: everybody who could take it, for the tooltip; empty when somebody has it.
    """

    id: str
    name: str
    address: str
    record_name: str
    record_address: str
    type_name: str
    type_address: str
    priority: str
    due_at: datetime | None
    overdue: bool
    created_at: datetime
    completed_at: datetime | None
    outcome: str
    assignee_name: str
    groups: str
    others: Sequence[str]
    mine: bool
    claimable: bool
    releasable: bool


@dataclass(frozen=True)
class TaskPage:
    """What the template gets."""

    query: TaskQuery
    rows: Sequence[Row]
    total: int
    more: bool
    page: int
    per_page: int = PER_PAGE


def task_page(query: TaskQuery, actor: Actor) -> TaskPage:
    """Read a page of a list with all its words: a fixed number of statements."""
    found = find_tasks(query, actor)
    names = record_names(found.rows, actor)
    candidates = candidates_of([row.id for row in found.rows]) if query.scope != COMPLETED else {}
    rows = [_row(row, query, actor, names, candidates.get(row.id, Candidates())) for row in found.rows]
    last = max(1, -(-found.total // PER_PAGE))
    return TaskPage(query, rows, found.total, found.more, min(query.page, last))


def _row(row: Any, query: TaskQuery, actor: Actor, names: Mapping[Key, str], candidates: Candidates) -> Row:
    declared = registry.get(row.record_type) if row.record_type else None
    record_name = names.get((row.record_type, row.record_id), "")
    shown_name = record_name or (no_access_words(declared.label) if declared else "")
    unclaimed = row.assignee_id is None
    mine = row.assignee_id == actor.id
    shared = bool(candidates.groups) or len(candidates.persons) > 1
    return Row(
        id=row.id,
        name=localized(row.name),
        address=url_for("tasks.show", task_id=row.id, list=query.text()),
        record_name=shown_name,
        record_address=record_address(declared, row.record_id) if declared and record_name else "",
        type_name=str(declared.label) if declared else "",
        type_address=record_address(declared) if declared else "",
        priority=_priority(row.priority),
        due_at=row.due_at,
        overdue=query.scope != COMPLETED and row.due_at is not None and row.due_at < clock.now(),
        created_at=row.created_at,
        completed_at=row.completed_at,
        outcome=_outcome(row),
        assignee_name=person_name(row.first_name, row.last_name, row.login),
        groups=", ".join(candidates.groups.values()),
        others=tuple(candidates.people.values()) if unclaimed else (),
        mine=mine,
        claimable=unclaimed and query.scope == CURRENT,
        releasable=mine and shared and query.scope != SUBORDINATES,
    )


def _priority(priority: int) -> str:
    return "high" if priority >= HIGH else "low" if priority <= LOW else "medium"


def _outcome(row: Any) -> str:
    if row.outcome is None:
        return ""
    return next((localized(each.get("label")) for each in row.outcomes or () if each["id"] == row.outcome), row.outcome)
