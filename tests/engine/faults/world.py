"""Processes of one record after another in one database, and the commands that work on them."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import delete, select

from app import engine as commands
from app.clock import clock
from app.db import db
from app.engine import SYSTEM, Actor, delete_record_processes, deploy, record_host, start_process, unit_of_work
from app.engine.models import (
    EventSubscription,
    ExternalTask,
    HistoryEntry,
    Incident,
    OwedEffect,
    ProcessInstance,
    Timer,
    UserTask,
)
from tests.engine import sample
from tests.engine.conftest import ANNA, BORIS
from tests.engine.faults.points import watch_engine

DIAGRAMS = Path(__file__).parents[1] / "diagrams"
BEGINNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LEASE = "locked_until"
Work = Callable[[], Any]


class World:
    """The engine on a database that lasts for many situations.

    Attributes:
        record_id: the record of the present situation.
        sent: keys of the effects that were performed.
    """

    def __init__(self, app: Flask, *diagrams: str) -> None:
        self.app = app
        watch_engine(db.engine)
        self._now = BEGINNING
        clock.set(lambda: self._now)
        files = {Path(name).name: (DIAGRAMS / name).read_bytes() for name in diagrams}
        deploy(files, name="faults", actor=SYSTEM)
        self.record_id = 0
        self.sent: list[str] = []

    # Situations

    def clear(self) -> None:
        """Nothing runs any more."""
        with unit_of_work(SYSTEM) as unit:
            for record_id in self.values(ProcessInstance.record_id):
                delete_record_processes(unit, sample.SAMPLE, record_id)
            for model in (OwedEffect, Incident, HistoryEntry):
                unit.connection.execute(delete(model))
        self.sent.clear()
        self._now = BEGINNING

    def new(self, key: str, variables: Mapping[str, Any] | None = None, **fields: Any) -> None:
        """A record with a process of its own, and nothing else."""
        self.clear()
        self.record_id = sample.make_record(**fields)
        self.start(key, variables)()

    @property
    def on_sqlite(self) -> bool:
        return db.engine.dialect.name == "sqlite"

    def turn_clock(self, **duration: int) -> None:
        self._now += timedelta(**duration)

    # Commands: functions that can be called in any thread

    def _command(self, actor: Actor, function: Callable[..., Any], *arguments: Any, **options: Any) -> Work:
        def work() -> Any:
            with unit_of_work(actor) as unit:
                result = function(unit, *arguments, **options)
            return result if isinstance(result, int) else "done"

        return work

    def start(self, key: str, variables: Mapping[str, Any] | None = None) -> Work:
        return self._command(ANNA, start_process, key, sample.SAMPLE, self.record_id, variables)

    def complete(self, element_id: str, outcome: str | None = None, actor: Actor = ANNA) -> Work:
        return self._command(actor, commands.complete_task, self.task(element_id), outcome)

    def claim(self, element_id: str, actor: Actor = ANNA) -> Work:
        return self._command(actor, commands.claim_task, self.task(element_id))

    def assign(self, element_id: str, person: Actor = BORIS) -> Work:
        return self._command(SYSTEM, commands.assign_task, self.task(element_id), person.id)

    def send(self, name: str, **payload: Any) -> Work:
        return self._command(BORIS, commands.send_message, name, sample.SAMPLE, self.record_id, payload)

    def broadcast(self, name: str) -> Work:
        return self._command(BORIS, commands.broadcast_signal, name)

    def fire(self) -> Work:
        """The clock job."""
        return commands.fire_timers

    def go_on(self) -> Work:
        """A worker of asynchronous continuations."""
        return commands.execute_jobs

    def perform(self) -> Work:
        """A worker of owed effects."""
        return commands.perform_effects

    def change(self, **fields: Any) -> Work:
        return self._command(BORIS, partial(_change, record_id=self.record_id, fields=fields))

    def delete(self) -> Work:
        return self._command(BORIS, delete_record_processes, sample.SAMPLE, self.record_id)

    def retry(self) -> Work:
        (incident_id,) = self.values(Incident.id)
        return self._command(BORIS, commands.retry_incident, incident_id)

    def skip(self) -> Work:
        (incident_id,) = self.values(Incident.id)
        return self._command(BORIS, commands.skip_incident, incident_id, "not needed")

    def publish(self, file_name: str) -> Work:
        """Deploy one of the diagrams as a new version."""
        content = (DIAGRAMS / file_name).read_bytes() + f"<!-- {self.record_id} -->".encode()
        return lambda: deploy({file_name: content}, name="again", actor=SYSTEM).id is not None and "done"

    def suspend(self) -> Work:
        (instance_id,) = self.values(ProcessInstance.id)
        return self._command(BORIS, commands.suspend_process, instance_id)

    def fetch(self, worker: str) -> Work:
        """An external worker that asks for work; how much it got."""
        topic = commands.Topic("billing", timedelta(minutes=5))
        return self._command(SYSTEM, lambda unit: len(commands.fetch_and_lock(unit, worker, [topic], 10)))

    def deliver(self, worker: str) -> Work:
        """An external worker that has done its work."""
        (task_id,) = self.values(ExternalTask.id)
        return self._command(SYSTEM, commands.complete_external_task, task_id, worker)

    # What is there

    def task(self, element_id: str) -> str:
        (found,) = self.values(UserTask.id, UserTask.state == "open", UserTask.element_id == element_id)
        return found

    def tasks(self, state: str = "open") -> list[str]:
        return sorted(self.values(UserTask.element_id, UserTask.state == state))

    def waits(self) -> list[str]:
        return sorted([*self.values(Timer.element_id), *self.values(EventSubscription.element_id)])

    def told(self, kind: str) -> int:
        """How often the history tells of something."""
        return len(self.values(HistoryEntry.id, HistoryEntry.kind == kind))

    def rows(self) -> dict[str, list[Any]]:
        """Everything in the database except leases, which end by themselves."""
        with db.engine.connect() as connection:
            return {
                table.name: sorted(
                    map(tuple, connection.execute(select(*(column for column in table.c if column.name != LEASE)))),
                    key=repr,
                )
                for table in db.metadata.sorted_tables
            }

    def values(self, column: Any, *conditions: Any) -> list[Any]:
        with db.engine.connect() as connection:
            return list(connection.scalars(select(column).where(*conditions)))


def _change(unit: Any, record_id: int, fields: Mapping[str, Any]) -> None:
    # as the records do it: what is changed is locked with the processes that it belongs to
    unit.instances_of(sample.SAMPLE, record_id)
    record_host().set_fields(unit, sample.SAMPLE, record_id, fields)
