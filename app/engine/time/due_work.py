"""Timers, jobs and timer start events as the clock sees them: what is due is taken under a lease, and put back.

A lease only keeps workers out of each other's way: that nothing is done twice is for the lock on the instance to see
to. So a lease that ends too early does no harm, and what a dead worker had taken is taken again after it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from sqlalchemy import Connection, Select, bindparam, or_, select, update

from app.clock import clock
from app.db import db, write_transaction
from app.engine.ground.errors import NotFound
from app.engine.ground.store import JOB, START_TIMER, TIMER
from app.i18n import lazy_gettext as _

_LEASE = timedelta(minutes=1)
_LOOKED_THROUGH = 2000  # of what is due, the first; among them priorities count
_ROUNDS = 3


class Locking(Protocol):
    """What is asked of the unit of work here."""

    connection: Connection

    def locked_row(self, instance_id: int) -> Mapping[str, Any]:
        """The row of an instance, locked."""


@dataclass(frozen=True)
class Kind:
    """A kind of due work.

    Attributes:
        name: how the numbers of its jobs begin (`timer-12`).
        table: where it is kept.
        command: what does it; its name among the incidents.
    """

    name: str
    table: Any
    command: str

    def arguments(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """What an incident keeps, to try it again."""
        return {"task_id": row["task_id"]} if "task_id" in row else {"id": row["id"]}

    def job_id(self, row: Mapping[str, Any]) -> str:
        """The number of a row among all kinds."""
        return f"{self.name}-{row['id']}"


TIMERS = Kind("timer", TIMER, "fire_timer")
JOBS = Kind("job", JOB, "execute_job")
START_TIMERS = Kind("start", START_TIMER, "start_by_timer")
KINDS = {kind.name: kind for kind in (TIMERS, JOBS, START_TIMERS)}


def take(kind: Kind, limit: int) -> list[dict[str, Any]]:
    """Lease what is due, so that no other worker takes it meanwhile; the most important first.

    Parameters:
        limit: how many at most.
    """
    now = clock.now()
    for _round in range(_ROUNDS):
        with db.engine.connect() as connection:
            ids = list(connection.execute(_due(kind.table), {"now": now, "limit": limit}).scalars())
        if not ids:
            return []
        rows = _lease(kind.table, ids, now)
        if rows:
            return sorted(rows, key=lambda row: (-row["priority"], row["due_at"], row["id"]))
    return []  # others are faster each time


def _due(table: Any) -> Select[Any]:
    first = (
        select(table.c.id, table.c.priority, table.c.due_at)
        .where(
            table.c.active.is_(True),
            table.c.due_at <= bindparam("now"),
            or_(table.c.locked_until.is_(None), table.c.locked_until <= bindparam("now")),
        )
        .order_by(table.c.due_at)
        .limit(_LOOKED_THROUGH)
        .subquery()
    )
    return select(first.c.id).order_by(first.c.priority.desc(), first.c.due_at).limit(bindparam("limit"))


def _lease(table: Any, ids: list[int], now: Any) -> list[dict[str, Any]]:
    free = (
        select(table)
        .where(table.c.id.in_(ids), table.c.active, or_(table.c.locked_until.is_(None), table.c.locked_until <= now))
        .with_for_update(skip_locked=True)
    )
    with write_transaction():
        rows = [dict(row) for row in db.session.execute(free).mappings()]
        if rows:
            taken = [row["id"] for row in rows]
            db.session.execute(update(table).where(table.c.id.in_(taken)).values(locked_until=now + _LEASE))
    return rows


def give_back(kind: Kind, row: Mapping[str, Any]) -> None:
    """End the lease of something that could not be done just now, so that the next look finds it."""
    with write_transaction():
        db.session.execute(update(kind.table).where(kind.table.c.id == row["id"]).values(locked_until=None))


def put_back(unit: Locking, kind: Kind, row: Mapping[str, Any], retries: int | None) -> None:
    """Give something that failed new attempts (None: as many as the diagram says); it keeps its time."""
    instance_id = row.get("process_instance_id")
    suspended = instance_id is not None and unit.locked_row(instance_id)["suspended"]
    unit.connection.execute(
        update(kind.table)
        .where(kind.table.c.id == row["id"])
        .values(retries=retries, attempts=0, active=not suspended and retries != 0, locked_until=None)
    )


def find(unit: Locking, job_id: str) -> tuple[Kind, Mapping[str, Any]]:
    """The kind and the row of a job by its number.

    Raises:
        NotFound: there is no such job.
    """
    name, _dash, number = job_id.partition("-")
    kind = KINDS.get(name)
    if kind is not None and number.isdecimal() and len(number) < 19:
        row = unit.connection.execute(select(kind.table).where(kind.table.c.id == int(number))).mappings().first()
        if row is not None:
            return kind, dict(row)
    raise NotFound(_("There is no such job."))


def find_failed(unit: Locking, command: str, arguments: Mapping[str, Any]) -> tuple[Kind, Mapping[str, Any]] | None:
    """What an incident is about, by what it keeps; None when it is gone, or no timer or job."""
    kind = next((kind for kind in KINDS.values() if kind.command == command), None)
    if kind is None:
        return None
    name = "task_id" if "task_id" in kind.table.c else "id"
    same = select(kind.table).where(kind.table.c[name] == arguments.get(name))
    row = unit.connection.execute(same).mappings().first()
    return None if row is None else (kind, dict(row))
