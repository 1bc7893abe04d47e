"""A command is one transaction: read under a lock, run until quiet, write once, commit. Refused = never happened."""

import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from flask import current_app

from app.clock import clock
from app.db import db, write_transaction
from app.engine import deployment, store
from app.engine.actor import Actor
from app.engine.compaction import compact
from app.engine.delivery import deliver
from app.engine.errors import NotAllowedNow, NotFound, StaleRevision, StepLimitExceeded
from app.engine.execution import Execution
from app.engine.host import record_host
from app.engine.runtime import Runtime
from app.engine.scope import person_context
from app.engine.serialization import dump, load
from app.engine.sync import sync
from app.engine.values import json_safe
from app.engine.waiting import Waiting, waiting_of
from app.engine.workflow import ProcessWorkflow
from app.i18n import lazy_gettext as _
from app.i18n import localized

_DEADLINE_SECONDS = 60.0

Record = tuple[str, int]


@contextmanager
def unit_of_work(actor: Actor, *, dry_run: bool = False) -> Iterator["UnitOfWork"]:
    """One transaction for one or several commands; committed at the end, rolled back on any error.

    Parameters:
        actor: who acts; `SYSTEM` for jobs.
        dry_run: everything is tried and then rolled back.

    Raises:
        CommandError: a command was not carried out (see `app.engine.errors`).
    """
    with write_transaction():
        unit = UnitOfWork(actor, dry_run=dry_run)
        if not dry_run:
            yield unit
            unit.finish()
            return
        nested = _savepoint(db.session)  # its roll-back leaves alone what the session had loaded before
        try:
            yield unit
        finally:
            nested.rollback()


class UnitOfWork:
    """What a command works in.

    Attributes:
        actor: who acts.
        now: the moment of the command, aware, UTC; the same from beginning to end.
        session: the database session; everything done on it belongs to the transaction.
        execution: the service task that is running, or None.
        cache: for whoever reads records: lives as long as the unit, emptied when a savepoint is rolled back.
        dry_run: everything will be rolled back.
    """

    def __init__(self, actor: Actor, *, dry_run: bool = False) -> None:
        settings = current_app.config["SETTINGS"]
        self.actor = actor
        self.user = person_context(actor)
        self.now = clock.now()
        self.zone = ZoneInfo(settings.time_zone)
        self.session = db.session
        self.connection = db.session.connection()
        self.execution: Execution | None = None
        self.cache: dict[Any, Any] = {}
        self.dry_run = dry_run
        self._step_limit = settings.step_limit
        self._steps = 0
        self._deadline = time.monotonic() + _DEADLINE_SECONDS
        self._broken = False
        self._queue: deque[tuple[Any, ...]] = deque()
        self._before_write: list[Callable[[], None]] = []
        self._rows: dict[int, dict[str, Any]] = {}
        self._record_instances: dict[Record, list[int]] = {}
        self._runtimes: dict[int, Runtime] = {}
        self._new: list[Runtime] = []
        self._waiting: dict[Runtime, Waiting] = {}
        self._completed: dict[str, dict[str, Any]] = {}
        self._history: list[tuple[Runtime | None, dict[str, Any]]] = []
        self._effects: list[tuple[Runtime | None, dict[str, Any]]] = []
        deployment.refresh_catalogue(self.connection)

    # Instances

    def instance(self, instance_id: int) -> Runtime:
        """A process instance, locked.

        Raises:
            NotFound: there is none.
        """
        if instance_id not in self._rows:
            row = store.instance(self.connection, instance_id)
            if row is None:
                raise NotFound()
            self._rows[instance_id] = dict(row)
        return self._runtime(instance_id)

    def instances_of(self, record_type: str | None, record_id: int | None) -> list[Runtime]:
        """The running instances of a record, locked, the oldest first."""
        if record_type is None or record_id is None:
            return []
        record = (record_type, record_id)
        if record not in self._record_instances:
            rows = store.instances_of_record(self.connection, record_type, record_id)
            for row in rows:
                self._rows.setdefault(row["id"], dict(row))
            self._record_instances[record] = [row["id"] for row in rows]
        known = [self._runtime(instance_id) for instance_id in self._record_instances[record]]
        return [
            *(runtime for runtime in known if runtime.row["ended_at"] is None),
            *(runtime for runtime in self._new if (runtime.record_type, runtime.record_id) == record),
        ]

    def record_is_new(self, record_type: str, record_id: int) -> None:
        """Say that a record was made in this unit, so that nobody has to look for its processes."""
        self._record_instances.setdefault((record_type, record_id), [])

    def start(
        self,
        definition: Any,
        record_type: str | None,
        record_id: int | None,
        variables: Mapping[str, Any],
        start_element: str | None = None,
    ) -> Runtime:
        """Begin a new instance. It runs when the unit runs."""
        row = {
            "id": None,
            "process_definition_id": definition.id,
            "record_type": record_type,
            "record_id": record_id,
            "state": "",
            "revision": 1,
            "suspended": False,
            "started_at": self.now,
            "ended_at": None,
            "started_by_id": self.actor.id,
        }
        workflow = ProcessWorkflow(definition, start_element)
        workflow.task_tree.data.update(variables)
        runtime = Runtime(self, row, definition, workflow)
        runtime.touched = True
        self._new.append(runtime)
        self._waiting[runtime] = Waiting()
        self.history("processStarted", record_type, record_id, {"key": definition.key}, runtime=runtime)
        return runtime

    def insert_instance(self, runtime: Runtime) -> None:
        """Give a new instance its number."""
        runtime.row["id"] = store.insert_instance(self.connection, runtime.row)
        self._new.remove(runtime)
        self._runtimes[runtime.id] = runtime
        if runtime.record_type is not None:
            self._record_instances.get((runtime.record_type, runtime.record_id), []).append(runtime.id)

    def _runtime(self, instance_id: int) -> Runtime:
        runtime = self._runtimes.get(instance_id)
        if runtime is None:
            row = self._rows[instance_id]
            definition = deployment.definition(row["process_definition_id"])
            workflow = load(row["state"], definition, deployment.definition_by_version)
            runtime = self._runtimes[instance_id] = Runtime(self, row, definition, workflow)
            self._waiting[runtime] = waiting_of(workflow)
        return runtime

    def forget_record(self, record_type: str, record_id: int) -> None:
        """The processes of a record are gone."""
        for instance_id in self._record_instances.pop((record_type, record_id), []):
            self._rows.pop(instance_id, None)
            self._runtimes.pop(instance_id, None)

    def waiting(self, runtime: Runtime) -> Waiting:
        """What an instance waits for: as it was read when nothing has been done to it, else as it is now."""
        return waiting_of(runtime.workflow) if runtime.touched else self._waiting[runtime]

    def touch(self, runtime: Runtime) -> None:
        """Say that something is done to an instance, so that it is run and written.

        Raises:
            NotAllowedNow: the process is suspended.
        """
        if runtime.row["suspended"]:
            raise NotAllowedNow(_("This process is suspended."), code="suspended")
        runtime.touched = True

    def completed(self, task_id: str, *, outcome: str | None, has_candidates: bool) -> None:
        """Say that a person has completed a user task."""
        self._completed[task_id] = {
            "completed_by_id": self.actor.id,
            "outcome": outcome,
            "has_candidates": has_candidates,
        }

    # What happens

    def queue_message(
        self, record_type: str | None, record_id: int | None, name: str, payload: Mapping[str, Any], element: Any = None
    ) -> None:
        """A message to the processes of a record, after the current step."""
        self._queue.append(("message", record_type, record_id, name, dict(payload), element))

    request_message = queue_message

    def queue_signal(
        self,
        name: str,
        record_type: str | None,
        record_id: int | None,
        payload: Mapping[str, Any],
        *,
        everywhere: bool = False,
    ) -> None:
        """A signal of a record. `everywhere`: processes of other records that wait for it hear it as well."""
        self._queue.append(("signal", record_type, record_id, name, dict(payload), everywhere))

    def record_changed(self, record_type: str, record_id: int, fields: Collection[str]) -> None:
        """Fields of a record have another value: conditional events that read them are looked at."""
        if fields:
            self._queue.append(("fields", record_type, record_id, frozenset(fields)))

    def status_changed(self, record_type: str, record_id: int, before: str | None, after: str) -> None:
        """A record has another status: signals `<type>.status.<status>` and `<type>.status`, and a changed field."""
        signal = {"status_before": before, "status_after": after, "changed": ["status"]}
        self.queue_signal(f"{record_type}.status.{after}", record_type, record_id, {"signal": signal})
        self.queue_signal(f"{record_type}.status", record_type, record_id, {"signal": signal})
        self.record_changed(record_type, record_id, {"status"})

    def start_record_processes(
        self, record_type: str, record_id: int, variables: Mapping[str, Any] | None = None
    ) -> list[Runtime]:
        """Start the latest version of every process that belongs to records of a type."""
        self.record_is_new(record_type, record_id)
        definitions = deployment.definitions_for_record_type(record_type)
        return [self.start(definition, record_type, record_id, variables or {}) for definition in definitions]

    def history(
        self,
        kind: str,
        record_type: str | None,
        record_id: int | None,
        data: Mapping[str, Any],
        element_id: str | None = None,
        process_instance_id: int | None = None,
        *,
        runtime: Runtime | None = None,
    ) -> None:
        """Append to the history of a record or process."""
        self._history.append(
            (
                runtime,
                {
                    "record_type": record_type,
                    "record_id": record_id,
                    "process_instance_id": process_instance_id,
                    "at": self.now,
                    "actor_id": self.actor.id,
                    "actor_name": self.actor.name,
                    "kind": kind,
                    "element_id": element_id,
                    "data": json_safe(data),
                },
            )
        )

    def owe(
        self,
        topic: str,
        payload: Mapping[str, Any],
        key: str | None = None,
        record_type: str | None = None,
        record_id: int | None = None,
    ) -> str:
        """Owe an effect on the outside world; a worker performs it after the commit (`app.engine.effects`).

        Parameters:
            key: what makes it one and the same effect; made up when not given.

        Returns:
            The key.
        """
        execution = self.execution
        key = key or f"{topic}:{execution.task_id if execution else uuid4()}"
        self._effects.append(
            (
                None,
                {
                    "key": key,
                    "topic": topic,
                    "payload": json_safe(payload),
                    "state": "owed",
                    "attempts": 0,
                    "next_attempt_at": self.now,
                    "process_instance_id": execution.process_instance_id if execution else None,
                    "record_type": record_type or (execution.record_type if execution else None),
                    "record_id": record_id or (execution.record_id if execution else None),
                    "created_at": self.now,
                },
            )
        )
        return key

    def before_write(self, callback: Callable[[], None]) -> None:
        """Have something called once before the engine writes, for changes that are collected."""
        self._before_write.append(callback)

    # What the engine asks of the records and artifacts

    def view(self, record_type: str, record_id: int) -> Mapping[str, Any]:
        """A record as FEEL sees it."""
        return record_host().view(self, record_type, record_id)

    def person(self, value: Any) -> int | None:
        """The id of a person that an expression gave."""
        return None if value is None else record_host().person(self, value)

    def candidates(
        self, record_type: str | None, record_id: int | None, role: str
    ) -> tuple[Sequence[str], Sequence[int]]:
        """Groups and persons that have a role on a record; without a record a role is a group."""
        if record_type is None or record_id is None:
            return (role,), ()
        return record_host().candidates(self, record_type, record_id, role)

    def form_version(self, element: Any) -> int | None:
        """The version of a user task's form that is in force now."""
        if element.form_key is None:
            return None
        if element.form_version is not None:
            return element.form_version
        try:
            return deployment.artifact("form", element.form_key).version
        except NotFound:
            return None

    def called_definition(self, element: Any, caller: Any) -> Any:
        """The process that a call activity calls.

        Raises:
            NotFound: it is not deployed.
        """
        if element.version is not None:
            definition = deployment.definition_by_version(element.called_key, element.version)
        else:
            definition = deployment.latest_definition(element.called_key)
        if definition is None:
            raise NotFound(_('The process "%(key)s" is not deployed.', key=element.called_key))
        return definition

    # Running and writing

    def count_step(self, element: Any = None) -> None:
        """One more step.

        Raises:
            StepLimitExceeded: too many steps, or too much time.
        """
        self._steps += 1
        if self._steps > self._step_limit or time.monotonic() > self._deadline:
            element_id, name = (None, None) if element is None else (element.id, localized(element.name))
            raise StepLimitExceeded(element_id, name, self._step_limit)

    def check_size(self, count: int, element: Any) -> None:
        """Refuse to make more runs than there may be steps."""
        if count > self._step_limit:
            raise StepLimitExceeded(element.id, localized(element.name), self._step_limit)

    def run(self) -> None:
        """Run everything that was touched, and everything that follows from it, until nothing moves any more.

        Raises:
            Refusal: a diagram says no.
            TechnicalFailure: an element could not be carried out.
            StepLimitExceeded: no end in sight.
        """
        if self._broken:
            raise RuntimeError("an error of this unit of work was swallowed; use unit.savepoint()")
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

    def finish(self) -> None:
        """Run, then write everything. Called at the end of the unit."""
        self.run()
        self.write()

    def write(self) -> None:
        """Write what was collected: instances, then one statement per table and kind of change."""
        while self._before_write:
            callbacks, self._before_write = self._before_write, []
            for callback in callbacks:
                callback()
            self.run()
        batch = store.Batch()
        for runtime in [*self._runtimes.values(), *self._new]:
            if runtime.touched:
                self._write_instance(runtime, batch)
        for owner, row in self._history:
            batch.history.append(row if owner is None else {**row, "process_instance_id": owner.id})
        batch.effects.extend(row for _owner, row in self._effects)
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
        after = waiting_of(runtime.workflow)
        sync(runtime, self._waiting[runtime], after, self._completed, batch)
        self._waiting[runtime] = after
        if runtime.path:
            data = {
                "elements": [element_id for element_id, _flow in runtime.path],
                "flows": [flow for _element, flow in runtime.path if flow],
            }
            self.history("elementCompleted", runtime.record_type, runtime.record_id, data, runtime=runtime)
            runtime.path = []
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
            or self._before_write
            or self._history
            or self._effects
            or any(runtime.touched for runtime in self._runtimes.values())
        )

    def _forget(self, rows: dict[int, dict[str, Any]], record_instances: dict[Record, list[int]]) -> None:
        self._rows = rows
        self._record_instances = record_instances
        for collected in (
            self._queue,
            self._before_write,
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


def _savepoint(session: Any) -> Any:
    """Begin a savepoint now: by itself the session begins one only when it is next used itself."""
    nested = session.begin_nested()
    session.connection()
    return nested


class _Undo(Exception):
    pass
