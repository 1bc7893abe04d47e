"""A process of one record, driven from the outside; what a case of `cases` works with."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.clock import clock
from app.db import db
from app.engine import (
    complete_task,
    fire_timer,
    fire_timers,
    record_host,
    retry_incident,
    send_message,
    start_process,
    unit_of_work,
)
from app.engine.models import EventSubscription, Incident, OwedEffect, ProcessInstance, Timer, UserTask
from tests.engine import sample
from tests.engine.conftest import ANNA

BEGINNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Process:
    """Every call is a transaction of its own.

    Parameters:
        record_id: the sample record that it is about; everything else is found through it.
        done: what is called before the process is `resumed` was done by a release already, so nothing happens.
    """

    def __init__(self, record_id: int, *, done: bool = False) -> None:
        self.record_id = record_id
        self._done = done
        self._now = BEGINNING
        clock.set(lambda: self._now)

    def resumed(self) -> None:
        """From now on everything is done."""
        self._done = False

    # What is done

    def start(self, key: str, **variables: Any) -> None:
        if self._done:
            return
        with unit_of_work(ANNA) as unit:
            start_process(unit, key, sample.SAMPLE, self.record_id, variables)

    def complete(self, element_id: str, outcome: str | None = None, index: int = 0, **variables: Any) -> None:
        if self._done:
            return
        task = [row for row in self._rows(UserTask) if row.state == "open" and row.element_id == element_id][index]
        with unit_of_work(ANNA) as unit:
            complete_task(unit, task.id, outcome, variables)

    def send(self, name: str, **payload: Any) -> None:
        if self._done:
            return
        with unit_of_work(ANNA) as unit:
            send_message(unit, name, sample.SAMPLE, self.record_id, payload)

    def change(self, **fields: Any) -> None:
        if self._done:
            return
        with unit_of_work(ANNA) as unit:
            record_host().set_fields(unit, sample.SAMPLE, self.record_id, fields)
            unit.run()

    def wait(self, **duration: int) -> None:
        """Turn the clock and fire what is due then."""
        self._now += timedelta(**duration)
        if self._done:
            return
        for timer in self._rows(Timer):
            if timer.due_at <= self._now:
                with unit_of_work(ANNA) as unit:
                    assert fire_timer(unit, timer.task_id)

    def run_clock(self, **duration: int) -> None:
        """Turn the clock and let the clock job look at all processes of the database."""
        self._now += timedelta(**duration)
        if not self._done:
            fire_timers()

    def retry(self) -> None:
        if self._done:
            return
        (incident,) = [row for row in self._rows(Incident) if row.state == "open"]
        with unit_of_work(ANNA) as unit:
            retry_incident(unit, incident.id)

    # What is there

    def tasks(self) -> list[str]:
        return sorted(row.element_id for row in self._rows(UserTask) if row.state == "open")

    def waits(self) -> list[str]:
        """Elements of the timers and events that wait."""
        return sorted(row.element_id for model in (Timer, EventSubscription) for row in self._rows(model))

    def owed(self) -> list[Any]:
        return [row.payload for row in self._rows(OwedEffect) if row.state == "owed"]

    def incidents(self) -> list[str]:
        return [row.element_id for row in self._rows(Incident) if row.state == "open"]

    def variables(self) -> dict[str, Any]:
        """The variables of the process where it is, or at its end."""
        with unit_of_work(ANNA, dry_run=True) as unit:
            (instance,) = self._rows(ProcessInstance)
            workflow = unit.instance(instance.id).workflow
            found = [task.data for task in workflow.tasks.values() if task.data]
            return workflow.data if workflow.completed else found[-1]

    def ended(self) -> bool:
        return all(row.ended_at is not None for row in self._rows(ProcessInstance))

    def _rows(self, model: Any) -> list[Any]:
        table, instances = model.__table__, ProcessInstance.__table__
        if "record_id" in table.c:
            statement = select(table).where(table.c.record_id == self.record_id)
        else:
            mine = select(instances.c.id).where(instances.c.record_id == self.record_id)
            statement = select(table).where(table.c.process_instance_id.in_(mine))
        with db.engine.connect() as connection:
            return list(connection.execute(statement.order_by(table.c.id)))
