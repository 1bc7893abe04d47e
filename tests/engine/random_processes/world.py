"""The engine, as the paths use it: an application of its own, sample records, a clock to turn."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import event, select

from app.clock import clock
from app.db import db
from app.engine import (
    SYSTEM,
    broadcast_signal,
    complete_task,
    deploy,
    send_message,
    set_record_host,
    start_process,
    unit_of_work,
)
from app.engine.background.clock_job import fire_timers
from app.engine.commands.record_changed import record_changed
from app.engine.deploying import Problem
from app.engine.ground.service_tasks import service_tasks
from app.engine.instance.waiting import task_by_id
from app.engine.models import EventSubscription, HistoryEntry, Incident, ProcessInstance, Timer, UserTask
from tests.engine import sample
from tests.engine.conftest import ANNA, make_engine_app
from tests.engine.random_processes.drawing import draw
from tests.engine.random_processes.model import Model
from tests.engine.random_processes.steps import Step

BEGINNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass
class Seen:
    """What is seen after a step.

    Attributes:
        waits: every element that waits, with the seconds at which it is due (timers).
        travelled: elements passed in the step.
        variables: of the process.
        ended: whether it has ended.
        refused: the code with which the step was refused, or None.
        incidents: elements at which the step has left an incident.
    """

    waits: Counter[tuple[str, int | None]]
    travelled: Counter[str]
    variables: dict[str, Any]
    ended: bool
    refused: str | None = None
    incidents: tuple[str, ...] = ()


class World:
    """One database in which many cases are run, one after the other."""

    def __init__(self) -> None:
        self.now = BEGINNING

    def play(self, model: Model) -> "Play":
        """Deploy a model and begin to play it.

        Raises:
            DeploymentRefused: the checks find something.
        """
        found = deploy({"random.bpmn": draw(model).encode()}, name="random", actor=SYSTEM)
        return Play(self, model, found.problems)


@contextmanager
def a_world(folder: Path) -> Iterator[World]:
    """The engine on an empty database in a folder."""
    application = make_engine_app(folder)
    registered = dict(service_tasks._by_topic)
    with application.app_context():
        event.listen(db.engine, "connect", _without_durability)
        db.create_all()
        service_tasks._by_topic.clear()
        sample.register_service_tasks()
        set_record_host(sample.SampleHost())
        world = World()
        clock.set(lambda: world.now)
        try:
            yield world
        finally:
            clock.reset()
            set_record_host(None)
            service_tasks._by_topic.clear()
            service_tasks._by_topic.update(registered)
            db.session.remove()
            db.engine.dispose()


def _without_durability(connection: Any, _record: Any) -> None:
    """What happens when the machine stops is tested elsewhere."""
    connection.execute("PRAGMA synchronous=OFF")


class Play:
    """One process that is driven by steps, each a transaction of its own."""

    def __init__(self, world: World, model: Model, warnings: Sequence[Problem]) -> None:
        self.world = world
        self.model = model
        self.warnings = warnings
        self.record_id = sample.make_record(amount=0)
        self.instance_id = 0
        self._begun = world.now
        self._history_seen = self._incidents_seen = 0
        self._gone: dict[str, str] = {}
        self._elements = {node.id for node in model.all_nodes()}

    def do(self, step: Step) -> None:
        """Carry out a step.

        Raises:
            CommandError: it was refused.
        """
        getattr(self, f"_{step.kind}")(step)

    def _start(self, step: Step) -> None:
        with unit_of_work(ANNA) as unit:
            key = self.model.processes[0].id
            instance = start_process(unit, key, sample.SAMPLE, self.record_id, self.model.variables)
        self.instance_id = instance.id

    def _complete(self, step: Step) -> None:
        task_id = self._task_ids(step.name)[step.index]
        with unit_of_work(ANNA) as unit:
            complete_task(unit, task_id, variables=step.values)
        self._gone[step.name] = task_id

    def _complete_gone(self, step: Step) -> None:
        with unit_of_work(ANNA) as unit:
            complete_task(unit, self._gone[step.name])

    def _clock(self, step: Step) -> None:
        self.world.now = self._begun + timedelta(seconds=step.index)
        while fire_timers():
            pass

    def _message(self, step: Step) -> None:
        with unit_of_work(ANNA) as unit:
            send_message(unit, step.name, sample.SAMPLE, self.record_id, step.values)

    def _signal(self, step: Step) -> None:
        with unit_of_work(ANNA) as unit:
            broadcast_signal(unit, step.name, step.values)

    def _change(self, step: Step) -> None:
        with unit_of_work(ANNA) as unit:
            sample.SampleHost().set_fields(unit, sample.SAMPLE, self.record_id, step.values)
            record_changed(unit, sample.SAMPLE, self.record_id, set(step.values))

    def _task_ids(self, element: str) -> list[str]:
        """Open tasks of an element, ordered as `steps.open_tasks` orders them."""
        with db.engine.connect() as connection:
            table = UserTask.__table__
            of_element = (table.c.element_id == element, table.c.process_instance_id == self.instance_id)
            rows = list(connection.execute(select(table).where(*of_element, table.c.state == "open")))
        if len(rows) == 1:
            return [rows[0].id]
        items = self._items([row.id for row in rows])
        return [row.id for row in sorted(rows, key=lambda row: (row.created_at, items[row.id]))]

    def _items(self, task_ids: list[str]) -> dict[str, list[tuple[str, Any]]]:
        with unit_of_work(SYSTEM, dry_run=True) as unit:
            workflow = unit.instance(self.instance_id).workflow
            seen = {task_id: dict(task_by_id(workflow, task_id).data) for task_id in task_ids}
        return {
            task_id: sorted((name, value) for name, value in variables.items() if name.startswith("item_"))
            for task_id, variables in seen.items()
        }

    # What is seen

    def look(self, refused: str | None = None) -> Seen:
        """What is in the tables now, and what the step has added to the history."""
        waits: Counter[tuple[str, int | None]] = Counter()
        with db.engine.connect() as connection:
            for model, conditions in ((UserTask, (UserTask.state == "open",)), (EventSubscription, ())):
                column = model.element_id
                of_instance = (model.process_instance_id == self.instance_id, *conditions)
                rows = connection.execute(select(column).where(*of_instance))
                waits.update((element, None) for (element,) in rows)
            timers = select(Timer.element_id, Timer.due_at).where(Timer.process_instance_id == self.instance_id)
            for element, due_at in connection.execute(timers):
                waits[element, int((due_at - self._begun).total_seconds())] += 1
            travelled = self._travelled(connection)
            ended = connection.execute(
                select(ProcessInstance.ended_at).where(ProcessInstance.id == self.instance_id)
            ).scalar()
            incidents = self._incidents(connection)
        return Seen(waits, travelled, self._variables(), ended is not None, refused, incidents)

    def _incidents(self, connection: Any) -> tuple[str, ...]:
        of_instance = (Incident.process_instance_id == self.instance_id, Incident.id > self._incidents_seen)
        rows = list(connection.execute(select(Incident.id, Incident.element_id).where(*of_instance)))
        self._incidents_seen = max((number for number, _ in rows), default=self._incidents_seen)
        return tuple(sorted(element for _, element in rows))

    def _travelled(self, connection: Any) -> Counter[str]:
        query = select(HistoryEntry.id, HistoryEntry.kind, HistoryEntry.data).where(
            HistoryEntry.process_instance_id == self.instance_id, HistoryEntry.id > self._history_seen
        )
        travelled: Counter[str] = Counter()
        for number, kind, data in connection.execute(query):
            self._history_seen = max(self._history_seen, number)
            if kind == "elementCompleted":
                travelled.update(element for element in data["elements"] if element in self._elements)
        return travelled

    def _variables(self) -> dict[str, Any]:
        if not self.instance_id:
            return {}
        with unit_of_work(SYSTEM, dry_run=True) as unit:
            return dict(unit.instance(self.instance_id).workflow.data)
