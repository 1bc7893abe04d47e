"""Runs periodic jobs: each once for all processes, under a lease in the database; one that fails stops no other."""

import logging
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from app.clock import clock
from app.db import db, table_of, write_transaction
from app.periodic.models import PeriodicJobRow
from app.periodic.registry import PeriodicJob, find_periodic_job, periodic_jobs

_KEPT_AGAIN = timedelta(minutes=1)  # a job that runs at every look of the clock is written about once in this time
_LONGEST_ERROR = 2000  # characters
_TABLE = table_of(PeriodicJobRow)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class JobState:
    """A job and what is known of its last run.

    Attributes:
        due_at: when it runs next; None: at the next look of the clock.
        is_running: a process is at work on it.
        last_run_at: when its last run began; None: it has not run yet.
        last_duration: of that run, in milliseconds.
        last_error: why that run failed, empty when it did not.
    """

    job: PeriodicJob
    due_at: datetime | None
    is_running: bool
    last_run_at: datetime | None
    last_duration: int | None
    last_error: str


@dataclass(frozen=True)
class Outcome:
    """What came of running a job now.

    Attributes:
        taken: it was run; else another process is at work on it.
        error: why it failed, or empty.
    """

    taken: bool
    error: str = ""


def job_states() -> Sequence[JobState]:
    """Every registered job with its last run, by name; two statements at most."""
    rows = {row.name: row for row in db.session.execute(select(_TABLE))}
    now = clock.now()
    found = []
    for job in periodic_jobs():
        row = rows.get(job.name)
        due = None if job.shared else row.due_at if row else job.due_after(now)
        running = bool(row and row.leased_until and row.leased_until > now)
        run = (row.last_run_at, row.last_duration, row.last_error) if row else (None, None, "")
        found.append(JobState(job, due, running, *run))
    return found


def run_shared_jobs() -> int:
    """Run the jobs that any number of processes do at the same time, each once.

    Returns:
        How much they did together; 0 means that there is nothing to do now.
    """
    known = {row.name: row for row in db.session.execute(select(_TABLE))}
    done = 0
    for job in periodic_jobs():
        if job.shared:
            began, started = clock.now(), time.monotonic()
            count, error = _attempt(job)
            done += count
            row = known.get(job.name)
            if error or _is_old(row, began):
                _ensure_row(job, began)
                _keep(job, began, started, error)
    return done


def _is_old(row: Any, now: datetime) -> bool:
    """What is written about a job does not say how its latest run went."""
    return row is None or bool(row.last_error) or not row.last_run_at or now - row.last_run_at >= _KEPT_AGAIN


def run_due_jobs() -> int:
    """Run the jobs that are due and that no other process is at work on.

    Returns:
        How many were run.
    """
    rows = {row.name: row for row in db.session.execute(select(_TABLE))}
    run = 0
    for job in periodic_jobs():
        if job.shared:
            continue
        now = clock.now()
        row = rows.get(job.name)
        if row is None:
            _ensure_row(job, job.due_after(now))
        elif row.due_at <= now and _take(job, now, only_due=True):
            _run_taken(job, now)
            run += 1
    return run


def run_job_now(name: str) -> Outcome:
    """Run a job at once, whether it is due or not; its next time stays as its rule says.

    Raises:
        KeyError: there is no such job.
    """
    job = find_periodic_job(name)
    if job is None:
        raise KeyError(name)
    now = clock.now()
    _ensure_row(job, job.due_after(now) if not job.shared else now)
    if not _take(job, now, only_due=False):
        return Outcome(False)
    return Outcome(True, _run_taken(job, now))


def _ensure_row(job: PeriodicJob, due_at: datetime) -> None:
    if db.session.scalar(select(_TABLE.c.name).where(_TABLE.c.name == job.name)) is None:
        with suppress(IntegrityError), write_transaction():  # another process has just written it
            db.session.execute(insert(_TABLE).values(name=job.name, due_at=due_at, last_error=""))


def _take(job: PeriodicJob, now: datetime, *, only_due: bool) -> bool:
    """One statement decides which of several processes has it."""
    free = or_(_TABLE.c.leased_until.is_(None), _TABLE.c.leased_until <= now)
    mine = update(_TABLE).where(_TABLE.c.name == job.name, free)
    if only_due:
        mine = mine.where(_TABLE.c.due_at <= now)
    with write_transaction():
        taken = db.session.execute(mine.values(leased_until=now + job.longest).returning(_TABLE.c.name)).first()
    return taken is not None


def _run_taken(job: PeriodicJob, began: datetime) -> str:
    started = time.monotonic()
    _count, error = _attempt(job)
    _keep(job, began, started, error)
    return error


def _attempt(job: PeriodicJob) -> tuple[int, str]:
    try:
        return job.function() or 0, ""
    except Exception as error:
        _log.exception("The periodic job %s failed; it is tried again when it is due next.", job.name)
        db.session.rollback()
        return 0, f"{type(error).__name__}: {error}"[:_LONGEST_ERROR]
    finally:
        db.session.remove()


def _keep(job: PeriodicJob, began: datetime, started: float, error: str) -> None:
    kept = {
        "last_run_at": began,
        "last_duration": round((time.monotonic() - started) * 1000),
        "last_error": error,
        "leased_until": None,
    }
    if not job.shared:
        kept["due_at"] = job.due_after(clock.now())
    leased = or_(_TABLE.c.leased_until.is_(None), _TABLE.c.leased_until == began + job.longest)
    with write_transaction():  # whoever has taken it over after the lease writes of it instead
        db.session.execute(update(_TABLE).where(_TABLE.c.name == job.name, leased).values(kept))
