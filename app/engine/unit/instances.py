"""The process instances that a unit of work has locked or started."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection

from app.engine.deploying import deployment
from app.engine.ground import store
from app.engine.ground.actor import Actor
from app.engine.ground.errors import NotAllowedNow, NotFound
from app.engine.instance.command_context import CommandContext
from app.engine.instance.runtime import Runtime
from app.engine.instance.serialization import load, readable
from app.engine.instance.waiting import Waiting, waiting_of
from app.engine.instance.workflow import ProcessWorkflow
from app.i18n import lazy_gettext as _

Record = tuple[str, int]


class UnitInstances(CommandContext):
    """The part of a unit of work that reads, locks and starts instances. Each is read once."""

    actor: Actor
    connection: Connection
    wait: bool
    history: Callable[..., None]  # `UnitEvents.history`
    run: Callable[[], None]  # `UnitOfWork.run`
    savepoint: Callable[[], AbstractContextManager[None]]  # `UnitOfWork.savepoint`

    def __init__(self) -> None:
        self._rows: dict[int, dict[str, Any]] = {}
        self._record_instances: dict[Record, list[int]] = {}
        self._runtimes: dict[int, Runtime] = {}
        self._new: list[Runtime] = []
        self._waiting: dict[Runtime, Waiting] = {}

    def instance(self, instance_id: int) -> Runtime:
        """A process instance, locked.

        Raises:
            NotFound: there is none.
        """
        self.locked_row(instance_id)
        return self._runtime(instance_id)

    def locked_row(self, instance_id: int) -> Mapping[str, Any]:
        """The row of an instance, locked, without reading its state.

        Raises:
            NotFound: there is none.
        """
        if instance_id not in self._rows:
            row = store.instance(self.connection, instance_id, self.wait)
            if row is None:
                raise NotFound()
            self._rows[instance_id] = dict(row)
        return self._rows[instance_id]

    def change_row(self, instance_id: int, **values: Any) -> None:
        """Columns of a locked instance have another value; written by the caller."""
        self._rows[instance_id].update(values)
        if instance_id in self._runtimes:
            self._runtimes[instance_id].row.update(values)

    def cancel(self, instance_id: int) -> None:
        """Cancel whatever an instance waits for, suspended or not. It runs no more."""
        runtime = self.instance(instance_id)
        runtime.workflow.cancel()
        runtime.touched = True

    def instance_with_record(self, instance_id: int) -> Runtime:
        """A process instance, locked after the other running ones of its record: in the order in which all lock them.

        Raises:
            NotFound: there is none.
        """
        record = store.record_of_instance(self.connection, instance_id)
        if record is None:
            raise NotFound()
        self.instances_of(*record)
        return self.instance(instance_id)

    def instances_of(self, record_type: str | None, record_id: int | None) -> list[Runtime]:
        """The running instances of a record, locked, the oldest first."""
        if record_type is None or record_id is None:
            return []
        known = [self._runtime(instance_id) for instance_id in self.lock_instances_of(record_type, record_id)]
        return [
            *(runtime for runtime in known if runtime.row["ended_at"] is None),
            *(runtime for runtime in self._new if (runtime.record_type, runtime.record_id) == (record_type, record_id)),
        ]

    def lock_instances_of(self, record_type: str, record_id: int) -> list[int]:
        """Lock the running instances of a record without reading their states; their numbers, the oldest first."""
        record = (record_type, record_id)
        if record not in self._record_instances:
            rows = store.instances_of_record(self.connection, record_type, record_id, self.wait)
            for row in rows:
                self._rows.setdefault(row["id"], dict(row))
            self._record_instances[record] = [row["id"] for row in rows]
        return self._record_instances[record]

    def at_hand(self) -> list[Runtime]:
        """The running instances that this unit has at hand; what they wait for may not be in the tables yet."""
        return [runtime for runtime in (*self._runtimes.values(), *self._new) if runtime.row["ended_at"] is None]

    def task_with_instances(self, task_id: str) -> Mapping[str, Any] | None:
        """A user task, locked together with the processes of its record; None when there is none."""
        found, rows = store.task_with_instances(self.connection, task_id, self.actor.id, sorted(self.actor.groups))
        for row in rows:
            self._rows.setdefault(row["id"], dict(row))
        if found is not None and found["record_id"] is not None:
            running = [row["id"] for row in rows if row["ended_at"] is None]
            self._record_instances.setdefault((found["record_type"], found["record_id"]), running)
        return found

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
        """Begin a new instance. It runs when the unit runs.

        Raises:
            NotAllowedNow: the process is about records of another type.
        """
        if not definition.runs_on(record_type):
            raise NotAllowedNow(
                _(
                    'The process "%(key)s" runs only on records of the type "%(type)s".',
                    key=definition.key,
                    type=definition.record_type,
                ),
                code="otherRecordType",
            )
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
        if runtime.record_type is not None and runtime.record_id is not None:
            self._record_instances.get((runtime.record_type, runtime.record_id), []).append(runtime.id)

    def _runtime(self, instance_id: int) -> Runtime:
        runtime = self._runtimes.get(instance_id)
        if runtime is None:
            row = self._rows[instance_id]
            definition = deployment.definition(row["process_definition_id"])
            workflow = load(row["state"], definition, deployment.definition_by_version)
            with readable():
                waiting = waiting_of(workflow)
            runtime = self._runtimes[instance_id] = Runtime(self, row, definition, workflow)
            self._remember_waiting(runtime, waiting)
        return runtime

    def _remember_waiting(self, runtime: Runtime, waiting: Waiting) -> None:
        self._waiting[runtime] = waiting
        runtime.waiting_ids = set(waiting.tasks)

    def forget_record(self, record_type: str, record_id: int) -> None:
        """The processes of a record are gone."""
        for instance_id in self._record_instances.pop((record_type, record_id), []):
            self._rows.pop(instance_id, None)
            self._runtimes.pop(instance_id, None)

    def forget_instances(self) -> None:
        """Instances were changed past this unit, after it had written: what it knows of them is read anew."""
        for known in (self._rows, self._runtimes, self._record_instances, self._waiting):
            known.clear()

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
