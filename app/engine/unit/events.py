"""What happens in a unit of work, and whom it asks: events that are queued, history, effects, records, artifacts."""

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import uuid4

from app.engine.deploying import deployment
from app.engine.ground.errors import NotFound
from app.engine.ground.host import record_host
from app.engine.ground.service_tasks import Execution
from app.engine.ground.values import json_safe
from app.engine.instance.runtime import Runtime
from app.engine.unit.instances import UnitInstances


class UnitEvents(UnitInstances):
    """The part of a unit of work that service tasks, specs and record types talk to.

    Attributes:
        execution: the service task that is running, or None.
    """

    def __init__(self) -> None:
        super().__init__()
        self.execution: Execution | None = None
        self._queue: deque[tuple[Any, ...]] = deque()
        self._completed: dict[str, dict[str, Any]] = {}
        self._history: list[tuple[Runtime | None, dict[str, Any]]] = []
        self._effects: list[tuple[Runtime | None, dict[str, Any]]] = []

    def completed(self, task_id: str, *, outcome: str | None, has_candidates: bool) -> None:
        """Say that a person has completed a user task."""
        self._completed[task_id] = {
            "completed_by_id": self.actor.id,
            "outcome": outcome,
            "has_candidates": has_candidates,
        }

    def queue_message(
        self, record_type: str | None, record_id: int | None, name: str, payload: Mapping[str, Any], element: Any = None
    ) -> None:
        """A message to the processes of a record, after the current step."""
        self._queue.append(("message", record_type, record_id, name, dict(payload), element))

    def queue_signal(
        self,
        name: str,
        record_type: str | None,
        record_id: int | None,
        payload: Mapping[str, Any],
        *,
        everywhere: bool = False,
        from_outside: bool = False,
    ) -> None:
        """A signal of a record.

        Parameters:
            everywhere: processes of other records that wait for it hear it as well.
            from_outside: each process takes that part of the payload of which its diagram speaks.
        """
        self._queue.append(("signal", record_type, record_id, name, dict(payload), everywhere, from_outside))

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
        """Start the latest version of every process that belongs to records of a type.

        Those that begin with a condition follow after the current step, where it is true.
        """
        self.record_is_new(record_type, record_id)
        if deployment.definitions_started_by_condition(record_type):
            self._queue.append(("record", record_type, record_id))
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
        """Append to the history of a record or process.

        Parameters:
            kind: what happened, for example `fieldsChanged`.
            data: details; JSON.
            element_id, process_instance_id: why; by default the service task that is running.
        """
        execution = self.execution
        if execution is not None and runtime is None and process_instance_id is None:
            runtime = execution.runtime
            element_id = element_id or execution.element_id
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
        """Owe an effect on the outside world; a worker performs it after the commit (`app.engine.background.effects`).

        Parameters:
            key: what makes it one and the same effect; made up when not given.

        Returns:
            The key.
        """
        execution = self.execution
        key = key or f"{topic}:{execution.task_id if execution else uuid4()}"
        row = {
            "key": key,
            "topic": topic,
            "payload": json_safe(payload),
            "state": "owed",
            "attempts": 0,
            "next_attempt_at": self.now,
            "process_instance_id": None,
            "record_type": record_type or (execution.record_type if execution else None),
            "record_id": record_id or (execution.record_id if execution else None),
            "created_at": self.now,
        }
        self._effects.append((execution.runtime if execution else None, row))
        return key

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

    def people(self, record_type: str | None, record_id: int | None, role: str) -> list[Mapping[str, Any]]:
        """The persons who have a role on a record; without a record a role is a group."""
        return list(record_host().people(self, record_type, record_id, role))

    def form_version(self, element: Any, definition: Any) -> int | None:
        """The version of a user task's form that its diagram means now; None when there is no such form."""
        if element.form_key is None:
            return None
        try:
            found = deployment.bound_artifact(
                "form", element.form_key, element.form_binding, element.form_version, definition.deployment_id
            )
        except NotFound:
            return None
        return found.version
