"""A command is one transaction: read under a lock, run until quiet, write once, commit. Refused = never happened."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy.exc import DataError, OperationalError

from app.clock import clock
from app.db import db, write_transaction
from app.engine.deploying import deployment
from app.engine.ground import store
from app.engine.ground.actor import Actor
from app.engine.ground.errors import (
    CommandError,
    CommandTimeExceeded,
    StaleRevision,
    StepLimitExceeded,
    TechnicalFailure,
    TooManyRuns,
)
from app.engine.ground.scope import person_context
from app.engine.instance.compaction import compact
from app.engine.instance.runtime import Runtime
from app.engine.instance.serialization import dump
from app.engine.instance.trail import Trail, entry_of
from app.engine.instance.waiting import waiting_of
from app.engine.unit.delivery import deliver
from app.engine.unit.events import UnitEvents
from app.engine.unit.instances import Record
from app.engine.unit.sync import sync
from app.feel import deadline as feel_deadline
from app.i18n import lazy_gettext as _
from app.i18n import localized


@contextmanager
def unit_of_work(actor: Actor, *, dry_run: bool = False, wait: bool = True) -> Iterator["UnitOfWork"]:
    """One transaction for one or several commands; committed at the end, rolled back on any error.

    Parameters:
        actor: who acts; `SYSTEM` for jobs.
        dry_run: everything is tried and then rolled back.
        wait: for others who work on the same process; else `StaleRevision` at once (PostgreSQL).

    Raises:
        CommandError: a command was not carried out (see `app.engine.ground.errors`).
    """
    try:
        with write_transaction(), db.session.no_autoflush:  # a changed row is written once, not before each read
            unit = UnitOfWork(actor, dry_run=dry_run, wait=wait)
            with feel_deadline.until(unit.deadline):
                if not dry_run:
                    yield unit
                    unit.finish()
                    return
                nested = _savepoint(db.session)  # its roll-back leaves alone what the session had loaded before
                try:
                    yield unit
                finally:
                    nested.rollback()
    except (DataError, UnicodeEncodeError) as error:
        reason = getattr(error, "orig", None) or error
        raise TechnicalFailure(
            _("What was to be written does not fit into the database: %(reason)s", reason=reason), cause=error
        ) from error
    except OperationalError as error:
        if not store.is_collision(error):
            raise
        raise StaleRevision(_("Others are changing the same just now. Try again."), code="busy") from error


class UnitOfWork(UnitEvents):
    """What a command works in.

    Attributes:
        actor: who acts.
        now: the moment of the command, aware, UTC; the same from beginning to end.
        session: the database session; everything done on it belongs to the transaction.
        execution: the service task that is running, or None.
        cache: for whoever reads records: lives as long as the unit, emptied when a savepoint is rolled back.
        dry_run: everything will be rolled back.
        timer_interval: seconds that must lie between two rounds of a timer.
        deadline: when it is stopped, by the clock of `time.monotonic`.
    """

    def __init__(self, actor: Actor, *, dry_run: bool = False, wait: bool = True) -> None:
        super().__init__()
        settings = current_app.config["SETTINGS"]
        self.actor = actor
        self.user = person_context(actor)
        self.now = clock.now()
        self.zone = ZoneInfo(settings.time_zone)
        self.session = db.session()
        self.connection = self.session.connection()
        self.cache: dict[Any, Any] = {}
        self.dry_run = dry_run
        self.wait = wait
        self._step_limit, self._steps = settings.step_limit, 0
        self._command_time, self._run_limit = settings.command_time, settings.multi_instance_limit
        self.timer_interval = settings.timer_interval
        self.deadline = time.monotonic() + self._command_time
        self._broken = self._running = False
        deployment.refresh_catalogue(self.connection)

    # Running and writing

    def count_step(self, element: Any = None) -> None:
        """One more step.

        Raises:
            StepLimitExceeded: too many steps.
            CommandTimeExceeded: too much time.
        """
        self._steps += 1
        if self._steps > self._step_limit:
            raise StepLimitExceeded(*_named(element), self._step_limit)
        if element is not None and time.monotonic() >= self.deadline:
            raise self.out_of_time(element)

    def out_of_time(self, element: Any) -> CommandError:
        """What to say of the element at which the time of the command was over."""
        return CommandTimeExceeded(*_named(element), self._command_time)

    def check_runs(self, count: int, element: Any) -> None:
        """Refuse a multi-instance activity that would run too often.

        Raises:
            TooManyRuns: more often than the settings say.
        """
        if count > self._run_limit:
            raise TooManyRuns(element.id, localized(element.name), count, self._run_limit)

    def run(self) -> None:
        """Run everything that was touched, and everything that follows from it, until nothing moves any more.

        Raises:
            Refusal: a diagram says no.
            TechnicalFailure: an element could not be carried out.
            StepLimitExceeded: no end in sight.
        """
        if self._broken:
            raise RuntimeError("an error of this unit of work was swallowed; use unit.savepoint()")
        if self._running:
            return  # asked by a service task: what it has queued comes after the current step
        self._running = True
        try:
            while True:
                for runtime in [*self._runtimes.values(), *self._new]:
                    if runtime.touched:
                        runtime.run()
                if not self._queue:
                    return
                self.count_step()
                deliver(self, self._queue.popleft())
        except BaseException:
            self._broken = True
            raise
        finally:
            self._running = False

    def finish(self) -> None:
        """Run, then write everything. Called at the end of the unit."""
        self.run()
        self.write()

    def write(self) -> None:
        """Write what was collected: instances, then one statement per table and kind of change."""
        batch = store.Batch()
        for runtime in [*self._runtimes.values(), *self._new]:
            if runtime.touched:
                self._write_instance(runtime, batch)
        for collected, rows in ((self._history, batch.history), (self._effects, batch.effects)):
            rows.extend(row if owner is None else {**row, "process_instance_id": owner.id} for owner, row in collected)
        batch.write(self.connection)
        self._history.clear()
        self._effects.clear()
        self._completed.clear()

    def _write_instance(self, runtime: Runtime, batch: store.Batch) -> None:
        compact(runtime.workflow)
        row = runtime.row
        row["state"] = dump(runtime.workflow)
        if runtime.workflow.completed and row["ended_at"] is None:
            row["ended_at"] = self.now
            self.history("processEnded", runtime.record_type, runtime.record_id, {}, runtime=runtime)
        if row["id"] is None:
            self.insert_instance(runtime)
        elif store.update_instance(self.connection, row):
            row["revision"] += 1
        else:
            raise StaleRevision()
        self._rows[runtime.id] = row
        before, after = self._waiting[runtime], waiting_of(runtime.workflow)
        sync(self, runtime, before, after, self._completed, batch)
        for task_id in (each for each in after.tasks if each not in runtime.waiting_ids):  # ids are drawn by lot
            runtime.arrived(after.tasks[task_id])
        self._remember_waiting(runtime, after)
        entry = entry_of(runtime, before, after)
        if entry is not None:
            kind, data = entry
            self.history(kind, runtime.record_type, runtime.record_id, data, runtime=runtime)
        runtime.path, runtime.trail = [], Trail()
        runtime.touched = False

    # Savepoints

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Commands inside are carried out together or, on an error, not at all; what came before stays."""
        with self._nested():
            yield
            self.finish()

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Try commands and roll them back, whatever comes of it. Errors pass through."""
        try:
            with self._nested():
                yield
                self.run()
                raise _Undo
        except _Undo:
            pass

    @contextmanager
    def _nested(self) -> Iterator[None]:
        if self._running:
            raise RuntimeError("a service task is one step of a command: it cannot be undone by itself")
        if self._dirty():
            self.finish()
        rows = {instance_id: dict(row) for instance_id, row in self._rows.items()}
        record_instances = {record: list(ids) for record, ids in self._record_instances.items()}
        steps = self._steps
        nested = _savepoint(self.session)
        try:
            yield
        except BaseException:
            nested.rollback()
            self._forget(rows, record_instances)
            self._steps = steps
            raise
        nested.commit()

    def _dirty(self) -> bool:
        return bool(
            self._queue
            or self._new
            or self._history
            or self._effects
            or any(runtime.touched for runtime in self._runtimes.values())
        )

    def _forget(self, rows: dict[int, dict[str, Any]], record_instances: dict[Record, list[int]]) -> None:
        self._rows = rows
        self._record_instances = record_instances
        for collected in (
            self._queue,
            self._runtimes,
            self._new,
            self._waiting,
            self._completed,
            self._history,
            self._effects,
            self.cache,
        ):
            collected.clear()
        self.execution = None
        self._broken = False


def _named(element: Any) -> tuple[str | None, str | None]:
    return (None, None) if element is None else (element.id, localized(element.name))


def _savepoint(session: Any) -> Any:
    """Begin a savepoint now: by itself the session begins one only when it is next used itself."""
    nested = session.begin_nested()
    session.connection()
    return nested


class _Undo(Exception):
    pass
