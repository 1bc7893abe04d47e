"""What a command of the engine costs, as a ratio to its floor in the same run: start, complete, change a status."""

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from flask import Flask
from marshmallow import Schema, fields
from sqlalchemy import Column, Integer, MetaData, String, Table, event, insert, select, update

from app import i18n
from app.db import Base, db
from app.engine.actor import SYSTEM, Actor
from app.engine.benchmarks.floor import Floor, schema_of
from app.engine.commands.complete_task import complete_task
from app.engine.commands.send_message import send_message
from app.engine.commands.start_process import start_process
from app.engine.deployment import deploy
from app.engine.host import record_host, set_record_host
from app.engine.service_tasks import service_task, service_tasks
from app.engine.store import USER_TASK
from app.engine.unit_of_work import unit_of_work
from app.settings import read_settings

TIME_BAR = 3.0
STATEMENT_BAR = 12
DIAGRAM = Path(__file__).with_name("bench.bpmn")
TOPIC = "benchmark.set_status"
ANNA = Actor(1, "anna", "Анна", frozenset({"managers"}))
STATUSES = ("offer", "won", "pause", "won")

RECORD = Table(
    "benchmark_record",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("status", String(64)),
    Column("amount", Integer),
    Column("manager", Integer),
)


def rows(rounds: int = 150) -> list[dict[str, Any]]:
    """Measure, alternating between the floor and ours, on fresh processes; medians.

    Parameters:
        rounds: processes that are started; the first tenth is not counted.

    Returns:
        Rows of `name`, `value`, `unit`, `floor`, `ratio`, `bar`, `ok`; times in milliseconds, statements counted.
    """
    with tempfile.TemporaryDirectory() as folder, _engine(Path(folder)) as (ours, floor):
        times = _measure(ours, floor, rounds)
        statements = ours.count_statements()
    return [*_time_rows(times, rounds // 10), *_statement_rows(statements)]


def _measure(ours: "Ours", floor: Floor, rounds: int) -> dict[str, list[tuple[float, float]]]:
    times: dict[str, list[tuple[float, float]]] = {"start": [], "complete": [], "change a status": []}
    for _ in range(rounds):
        record_id, floor_record_id = ours.make_record(), floor.make_record()
        floor_seconds, instance_id = _timed(lambda number=floor_record_id: floor.start(number))
        seconds, task_id = _timed(lambda number=record_id: ours.start(number))
        times["start"].append((seconds, floor_seconds))
        task_id = ours.open_task(record_id)
        floor_seconds, _nothing = _timed(lambda number=floor_record_id, key=instance_id: floor.complete(number, key))
        seconds, _nothing = _timed(lambda key=task_id: ours.complete(key))
        times["complete"].append((seconds, floor_seconds))
        floor_seconds, _nothing = _timed(
            lambda number=floor_record_id, key=instance_id: floor.change_status(number, key, "won")
        )
        seconds, _nothing = _timed(lambda number=record_id: ours.change_status(number, "won"))
        times["change a status"].append((seconds, floor_seconds))
    return times


def _timed(run: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    result = run()
    return time.perf_counter() - started, result


def _time_rows(times: Mapping[str, list[tuple[float, float]]], warm_up: int) -> Iterator[dict[str, Any]]:
    for name, measured in times.items():
        value = median(ours for ours, _floor in measured[warm_up:]) * 1000
        floor = median(floor for _ours, floor in measured[warm_up:]) * 1000
        yield {
            "name": f"engine: {name}",
            "value": value,
            "unit": "ms",
            "floor": floor,
            "ratio": value / floor,
            "bar": TIME_BAR,
            "ok": value / floor <= TIME_BAR,
        }


def _statement_rows(statements: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    for name, count in statements.items():
        yield {
            "name": f"engine: {name}, SQL",
            "value": count,
            "unit": "statements",
            "floor": None,
            "ratio": None,
            "bar": STATEMENT_BAR,
            "ok": count <= STATEMENT_BAR,
        }


class Ours:
    """The engine on a database of its own, with a record type of its own."""

    def make_record(self) -> int:
        with db.engine.begin() as connection:
            return connection.execute(insert(RECORD), {"status": "new", "amount": 100}).inserted_primary_key[0]

    def start(self, record_id: int) -> None:
        with unit_of_work(ANNA) as unit:
            start_process(unit, "benchmark", "benchmark", record_id)

    def open_task(self, record_id: int) -> str:
        with db.engine.connect() as connection:
            return connection.scalar(
                select(USER_TASK.c.id).where(USER_TASK.c.record_id == record_id, USER_TASK.c.state == "open")
            )

    def complete(self, task_id: str) -> None:
        with unit_of_work(ANNA) as unit:
            complete_task(unit, task_id, "taken")

    def change_status(self, record_id: int, status: str) -> None:
        with unit_of_work(ANNA) as unit:
            send_message(unit, "statusRequested", "benchmark", record_id, {"status": status})

    def count_statements(self) -> dict[str, int]:
        """SQL statements of one command each, BEGIN among them."""
        record_id = self.make_record()
        counts = {"start": _counted(lambda: self.start(record_id))}
        task_id = self.open_task(record_id)
        counts["complete"] = _counted(lambda: self.complete(task_id))
        counts["change a status"] = _counted(lambda: self.change_status(record_id, "won"))
        return counts


def _counted(run: Callable[[], Any]) -> int:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        run()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(statements)


class _View(Mapping[str, Any]):
    def __init__(self, unit: Any, record_id: int) -> None:
        self._unit = unit
        self._record_id = record_id
        self._row: Mapping[str, Any] | None = None

    def __getitem__(self, name: str) -> Any:
        if self._row is None:
            statement = select(RECORD).where(RECORD.c.id == self._record_id)
            self._row = self._unit.connection.execute(statement).mappings().one()
        return self._row[name]

    def __iter__(self) -> Iterator[str]:
        return iter(RECORD.c.keys())

    def __len__(self) -> int:
        return len(RECORD.c)


class _Host:
    """Records of the benchmark."""

    def view(self, unit: Any, record_type: str, record_id: int) -> Mapping[str, Any]:
        return unit.cache.setdefault(record_id, _View(unit, record_id))

    def known_fields(self, record_type: str) -> dict[str, None]:
        return dict.fromkeys(RECORD.c.keys())

    def candidates(self, unit: Any, record_type: str, record_id: int, role: str) -> tuple[tuple[str, ...], tuple]:
        return (role,), ()

    def roles(self, record_type: str) -> None:
        return None

    def statuses(self, record_type: str) -> None:
        return None

    def set_status(self, unit: Any, record_type: str, record_id: int, status: str) -> None:
        before = self.view(unit, record_type, record_id)["status"]
        unit.connection.execute(update(RECORD).where(RECORD.c.id == record_id).values(status=status))
        unit.history("statusChanged", record_type, record_id, {"before": before, "after": status})
        unit.status_changed(record_type, record_id, before, status)


class _StatusInputs(Schema):
    status = fields.String(required=True)


def _set_status(unit: Any, execution: Any, inputs: Mapping[str, Any]) -> None:
    record_host().set_status(unit, execution.record_type, execution.record_id, inputs["status"])


@contextmanager
def _engine(folder: Path) -> Iterator[tuple[Ours, Floor]]:
    settings = read_settings()
    application = Flask("benchmark")
    application.config.update(SETTINGS=settings, SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder / 'benchmark.sqlite3'}")
    db.init_app(application)
    i18n.init_app(application)
    previous = record_host()
    words = {"ru": "Установить статус", "en": "Set status"}
    service_task(TOPIC, name=words, inputs=_StatusInputs)(_set_status)
    set_record_host(_Host())
    try:
        with application.app_context():
            _create_tables()
            deploy({DIAGRAM.name: DIAGRAM.read_bytes()}, name="benchmark", actor=SYSTEM)
            with db.engine.connect() as connection:
                schema = schema_of(connection)
            floor = Floor(folder, DIAGRAM.read_bytes(), schema)
            yield Ours(), floor
            floor.close()
            db.session.remove()
            db.engine.dispose()
    finally:
        set_record_host(previous)
        service_tasks.unregister(TOPIC)


def _create_tables() -> None:
    tables = [table for table in Base.metadata.sorted_tables if table.name in _engine_tables()]
    Base.metadata.create_all(db.engine, tables=tables)
    RECORD.metadata.create_all(db.engine)


def _engine_tables() -> set[str]:
    from app.engine import models

    return {
        model.__tablename__
        for model in vars(models).values()
        if isinstance(model, type) and issubclass(model, Base) and model is not Base
    }
