"""What the engine's tests share: sample records, deploying the small diagrams of `diagrams/`, a clock to turn."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app import i18n
from app.clock import clock
from app.db import db
from app.engine import complete_task, deploy, send_message, set_record_host, start_process, unit_of_work
from app.engine.ground.actor import SYSTEM, Actor
from app.engine.ground.service_tasks import service_tasks
from app.engine.models import EventSubscription, HistoryEntry, ProcessInstance, Timer, UserTask
from app.settings import Settings
from tests.applications import NOWHERE, Shared, Templates, kind_of, running
from tests.engine import sample

DIAGRAMS = Path(__file__).parent / "diagrams"
ANNA = Actor(1, "anna", "Анна Смирнова", frozenset({"managers"}))
BORIS = Actor(2, "boris", "Борис Петров", frozenset({"managers"}))


def make_engine_app(data: Path, database_url: str | None = None, **changes) -> Flask:
    """The engine alone, without the packages above it."""
    values = {
        "host": "127.0.0.1",
        "port": 5000,
        "data": data,
        "database_url": database_url or f"sqlite:///{data / 'engine.sqlite3'}",
        "demo": False,
        "secret_key": "a key for tests",
        "language": "ru",
        "time_zone": "Europe/Moscow",
        "secure_cookies": False,
        "upload_limit": 10,
        "step_limit": 500,
        "clock_interval": 0,
        "threads": 4,
    }
    application = Flask("engine")
    application.config.update(
        SETTINGS=Settings(**(values | changes)), SQLALCHEMY_DATABASE_URI=(values | changes)["database_url"]
    )
    db.init_app(application)
    i18n.init_app(application)
    return application


def lend_engine_app(data: Path, database_url: str) -> Flask:
    """The same, shared by the tests of this process; the parameters are those of `Shared.on`."""
    return _engine_app(kind_of(database_url)).on(data, database_url)


@cache
def _engine_app(kind: str) -> Shared:
    return Shared(make_engine_app(Path("."), NOWHERE[kind]))


@pytest.fixture(scope="session")
def engine_databases(tmp_path_factory) -> Templates:
    """The tables, made by the engine alone, and nothing in them."""
    folder = tmp_path_factory.mktemp("engine")

    def fill(url: str) -> None:
        with running(make_engine_app(folder, url)):
            db.create_all()

    return Templates(folder, fill)


@pytest.fixture
def app(tmp_path, copied, engine_databases):
    """The engine on an empty database, inside its application context."""
    with running(lend_engine_app(tmp_path, copied(engine_databases))) as application:
        yield application


@pytest.fixture
def engine(app, monkeypatch):
    """The engine on an empty database, with sample records and a clock that stands still."""
    monkeypatch.setattr(service_tasks, "_by_topic", {})  # the application's own tasks of the same topics come back
    sample.register_service_tasks()
    sample.calls.clear()
    set_record_host(sample.SampleHost())
    moment = {"now": datetime(2026, 3, 2, 9, 0, tzinfo=UTC)}
    clock.set(lambda: moment["now"])
    yield Engine(moment)
    set_record_host(None)


class Engine:
    """Short words for what tests do again and again. Every call is a transaction of its own, so everything is saved
    and loaded between two steps."""

    def __init__(self, moment):
        self._moment = moment

    def deploy(self, *names: str) -> None:
        files = {f"{name}.bpmn": (DIAGRAMS / f"{name}.bpmn").read_bytes() for name in names if "." not in name}
        files |= {name: (DIAGRAMS / name).read_bytes() for name in names if "." in name}
        deploy(files, name="test", actor=SYSTEM)

    def start(self, key: str, record_id: int | None = None, actor=ANNA, **variables) -> int:
        with unit_of_work(actor) as unit:
            record_type = None if record_id is None else sample.SAMPLE
            instance = start_process(unit, key, record_type, record_id, variables)
        return instance.id

    def complete(self, element_id: str, outcome: str | None = None, actor=ANNA, fields=None, **variables) -> None:
        with unit_of_work(actor) as unit:
            complete_task(unit, self.task(element_id).id, outcome, variables, fields)

    def send(self, name: str, record_id: int | None, actor=ANNA, **payload) -> None:
        with unit_of_work(actor) as unit:
            send_message(unit, name, sample.SAMPLE, record_id, payload)

    def request(self, record_id: int, status: str) -> None:
        self.send("statusRequested", record_id, status=status)

    def turn_clock(self, **delta) -> None:
        self._moment["now"] += timedelta(**delta)

    @property
    def now(self) -> datetime:
        return self._moment["now"]

    # What is in the tables

    def tasks(self, state: str = "open") -> list[str]:
        return [row.element_id for row in self._rows(UserTask, UserTask.state == state)]

    def task(self, element_id: str, state: str = "open"):
        rows = self._rows(UserTask, UserTask.state == state, UserTask.element_id == element_id)
        assert len(rows) == 1, f"{len(rows)} tasks {element_id}"
        return rows[0]

    def timers(self) -> list:
        return self._rows(Timer)

    def subscriptions(self) -> list:
        return [(row.kind, row.name, row.element_id) for row in self._rows(EventSubscription)]

    def instances(self, key: str | None = None) -> list:
        return self._rows(ProcessInstance)

    def ended(self, instance_id: int) -> bool:
        (row,) = self._rows(ProcessInstance, ProcessInstance.id == instance_id)
        return row.ended_at is not None

    def history(self, kind: str | None = None) -> list:
        return self._rows(HistoryEntry, *([] if kind is None else [HistoryEntry.kind == kind]))

    def travelled(self) -> list[str]:
        return [element for row in self.history("elementCompleted") for element in row.data["elements"]]

    def variables(self, instance_id: int) -> dict:
        """The variables of the process at the place where it is, or at its end."""
        with unit_of_work(SYSTEM, dry_run=True) as unit:
            workflow = unit.instance(instance_id).workflow
            if workflow.completed:
                return workflow.data
            active = [task for task in workflow.tasks.values() if task.data]
            return dict(active[-1].data) if active else {}

    def _rows(self, model, *conditions) -> list:
        with db.engine.connect() as connection:
            table = model.__table__
            statement = select(table).order_by(*([table.c.created_at] if model is UserTask else [table.c.id]))
            return list(connection.execute(statement.where(*conditions)))
