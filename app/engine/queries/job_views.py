"""What waits for the clock, to be seen and judged from outside: timers, jobs, timer start events. No locks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from app.db import db
from app.engine.ground.store import INSTANCE
from app.engine.time.due_work import KINDS, Kind
from app.engine.time.retries import USUAL


@dataclass(frozen=True)
class JobView:
    """Something that the clock will do.

    Attributes:
        id: its number, for `execute_job` and `set_job_retries`.
        kind: `timer`, `job` or `start` (a timer start event).
        process_instance_id: None for a timer start event.
        process_definition_id: the version that is run.
        element_id: where.
        due_at: when it is done, or tried next, UTC.
        retries: how many attempts are left; 0 with an incident.
        priority: of what is due, the higher goes first.
        suspended: its process is suspended.
    """

    id: str
    kind: str
    process_instance_id: int | None
    process_definition_id: int
    element_id: str
    due_at: datetime
    retries: int
    priority: int
    suspended: bool


def jobs_of(process_instance_id: int) -> list[JobView]:
    """What one process waits for."""
    return [
        job
        for kind in KINDS.values()
        if "process_instance_id" in kind.table.c
        for job in _read(kind, _of_kind(kind).where(kind.table.c.process_instance_id == process_instance_id))
    ]


def jobs(kind: str, after: int = 0, limit: int = 100) -> list[JobView]:
    """All of one kind, by their numbers.

    Parameters:
        kind: `timer`, `job` or `start`.
        after: the number (without the kind) behind which the page begins.
        limit: how many at most.
    """
    found = KINDS[kind]
    return _read(found, _of_kind(found).where(found.table.c.id > after).order_by(found.table.c.id).limit(limit))


def job(job_id: str) -> JobView | None:
    """One by its number; None when there is none."""
    name, _dash, number = job_id.partition("-")
    kind = KINDS.get(name)
    if kind is None or not number.isdecimal() or len(number) > 18:
        return None
    return next(iter(_read(kind, _of_kind(kind).where(kind.table.c.id == int(number)))), None)


def _of_kind(kind: Kind) -> Select[Any]:
    if "process_instance_id" not in kind.table.c:
        return select(kind.table)
    return select(kind.table, INSTANCE.c.process_definition_id, INSTANCE.c.suspended).join(
        INSTANCE, INSTANCE.c.id == kind.table.c.process_instance_id
    )


def _read(kind: Kind, statement: Select[Any]) -> list[JobView]:
    rows: Sequence[Mapping[str, Any]] = [dict(row) for row in db.session.execute(statement).mappings()]
    return [
        JobView(
            id=kind.job_id(row),
            kind=kind.name,
            process_instance_id=row.get("process_instance_id"),
            process_definition_id=row["process_definition_id"],
            element_id=row["element_id"],
            due_at=row["due_at"],
            retries=USUAL.attempts if row["retries"] is None else row["retries"],
            priority=row["priority"],
            suspended=row.get("suspended", False),
        )
        for row in rows
    ]
