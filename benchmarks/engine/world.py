"""The engine on a database of its own, with a record type and a service task of its own."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask
from marshmallow import Schema, fields
from sqlalchemy import Column, Integer, MetaData, RowMapping, String, Table, bindparam, insert, select, update

from app import i18n
from app.access.models import SecurityEvent
from app.db import Base, db
from app.engine import models
from app.engine.commands.complete_task import complete_task
from app.engine.commands.send_message import send_message
from app.engine.commands.start_process import start_process
from app.engine.deploying.deployment import deploy
from app.engine.ground.actor import SYSTEM, Actor
from app.engine.ground.host import NoRecords, record_host, set_record_host
from app.engine.ground.service_tasks import service_task, service_tasks
from app.engine.ground.store import INSTANCE, USER_TASK
from app.engine.unit.unit_of_work import UnitOfWork, unit_of_work
from app.settings import read_settings

ANNA = Actor(1, "anna", "Анна", frozenset({"managers"}))
RECORD_TYPE = "benchmark"
TOPIC = "benchmark.set_status"
DEAL = Path(__file__).with_name("deal.bpmn")

RECORD = Table(
    "benchmark_record",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("status", String(64)),
    Column("amount", Integer),
    Column("manager", Integer),
)
_INSERT_RECORD = insert(RECORD).returning(RECORD.c.id)
_READ = select(RECORD).where(RECORD.c.id == bindparam("key"))
_SET_STATUS = update(RECORD).where(RECORD.c.id == bindparam("key"))
_OPEN_TASKS = select(USER_TASK.c.id).where(USER_TASK.c.record_id == bindparam("record_id"), USER_TASK.c.state == "open")
_STATE = select(INSTANCE.c.state).where(INSTANCE.c.record_id == bindparam("record_id"))


class World:
    """Short words for what the benchmarks do again and again, inside the application context of its database."""

    def __init__(self, application: Flask) -> None:
        self.application = application

    def deploy(self, files: Mapping[str, bytes]) -> None:
        deploy(files, name="benchmark", actor=SYSTEM)

    def make_record(self) -> int:
        with db.engine.begin() as connection:
            return int(connection.execute(_INSERT_RECORD, {"status": "new", "amount": 100}).scalar_one())

    def start(self, record_id: int, key: str = "deal", variables: Mapping[str, Any] | None = None) -> int:
        with unit_of_work(ANNA) as unit:
            runtime = start_process(unit, key, RECORD_TYPE, record_id, variables)
        return runtime.id

    def open_tasks(self, record_id: int) -> list[str]:
        with db.engine.connect() as connection:
            return list(connection.scalars(_OPEN_TASKS, {"record_id": record_id}))

    def open_task(self, record_id: int) -> str:
        return self.open_tasks(record_id)[0]

    def complete(self, task_id: str, outcome: str | None = "taken", variables: Mapping[str, Any] | None = None) -> None:
        with unit_of_work(ANNA) as unit:
            complete_task(unit, task_id, outcome, variables)

    def change_status(self, record_id: int, status: str) -> None:
        with unit_of_work(ANNA) as unit:
            send_message(unit, "statusRequested", RECORD_TYPE, record_id, {"status": status})

    def state(self, record_id: int) -> str:
        """The saved state of the process of a record."""
        with db.engine.connect() as connection:
            return str(connection.scalar(_STATE, {"record_id": record_id}))

    def spare_the_disk(self) -> None:
        """Do not wait for the disk from now on: where ours is compared with ours, that would only blur the ratio."""
        if db.engine.dialect.name == "sqlite":
            with db.engine.connect() as connection:
                connection.exec_driver_sql("ROLLBACK")
                connection.exec_driver_sql("PRAGMA synchronous=OFF")
                connection.exec_driver_sql("BEGIN")


@contextmanager
def world(
    folder: Path, files: Mapping[str, bytes] | None = None, database_url: str = "", step_limit: int = 2_000
) -> Iterator[World]:
    """The engine on an empty database with diagrams deployed, inside its application context.

    Parameters:
        folder: where the SQLite file is made.
        files: what to deploy; the diagram of a deal when not given.
        database_url: another database in the place of the SQLite file.
        step_limit: engine steps that one command may take.
    """
    application = Flask("benchmark")
    url = database_url or f"sqlite:///{folder / 'benchmark.sqlite3'}"
    settings = replace(read_settings(), step_limit=step_limit)
    application.config.update(SETTINGS=settings, SQLALCHEMY_DATABASE_URI=url)
    db.init_app(application)
    i18n.init_app(application)
    with _record_type(), application.app_context():
        _create_tables()
        made = World(application)
        made.deploy(files or {DEAL.name: DEAL.read_bytes()})
        try:
            yield made
        finally:
            db.session.remove()
            db.engine.dispose()


def _create_tables() -> None:
    engine_tables = {
        model.__tablename__
        for model in vars(models).values()
        if isinstance(model, type) and issubclass(model, Base) and model is not Base
    }
    noted = {SecurityEvent.__tablename__}  # every publication is noted there
    tables = [table for table in Base.metadata.sorted_tables if table.name in engine_tables | noted]
    Base.metadata.create_all(db.engine, tables=tables)
    RECORD.metadata.create_all(db.engine)


@contextmanager
def _record_type() -> Iterator[None]:
    previous, known = record_host(), TOPIC in service_tasks
    set_record_host(_Host())
    if not known:
        words = i18n.artifact_words("Установить статус", "Set status")
        service_task(TOPIC, name=words, inputs=_StatusInputs)(_set_status)
    try:
        yield
    finally:
        set_record_host(previous)
        if not known:
            service_tasks.unregister(TOPIC)


class _View(Mapping[str, Any]):
    def __init__(self, unit: UnitOfWork, record_id: int) -> None:
        self._unit = unit
        self._record_id = record_id
        self._row: RowMapping | None = None

    def __getitem__(self, name: str) -> Any:
        if self._row is None:
            self._row = self._unit.connection.execute(_READ, {"key": self._record_id}).mappings().one()
        return self._row[name]

    def __iter__(self) -> Iterator[str]:
        return iter(RECORD.c.keys())

    def __len__(self) -> int:
        return len(RECORD.c)


class _Host(NoRecords[UnitOfWork]):
    """Records of the benchmark."""

    def view(self, unit: UnitOfWork, record_type: str, record_id: int) -> Mapping[str, Any]:
        found: Mapping[str, Any] = unit.cache.setdefault(record_id, _View(unit, record_id))
        return found

    def known_fields(self, record_type: str) -> dict[str, None]:
        return dict.fromkeys(RECORD.c.keys())

    def candidates(
        self, unit: UnitOfWork, record_type: str, record_id: int, role: str
    ) -> tuple[tuple[str, ...], tuple[int, ...]]:
        return (role,), ()

    def roles(self, record_type: str) -> None:
        return None

    def statuses(self, record_type: str) -> None:
        return None

    def set_status(self, unit: UnitOfWork, record_type: str, record_id: int, status: str) -> None:
        before = self.view(unit, record_type, record_id)["status"]
        unit.connection.execute(_SET_STATUS, {"key": record_id, "status": status})
        unit.history("statusChanged", record_type, record_id, {"before": before, "after": status})
        unit.status_changed(record_type, record_id, before, status)


class _StatusInputs(Schema):
    status = fields.String(required=True)


def _set_status(unit: UnitOfWork, execution: Any, inputs: Mapping[str, Any]) -> None:
    record_host().set_status(unit, execution.record_type, execution.record_id, inputs["status"])
