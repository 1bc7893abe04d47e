"""The database rows of a release as a file, and back into a database."""

import json
from collections.abc import Iterable, Iterator, Mapping
from configparser import ConfigParser
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from flask import Flask
from flask_migrate import Migrate, upgrade
from sqlalchemy import MetaData, inspect, select, text

from app.clock import clock
from app.db import Base, db
from app.engine import SYSTEM, deploy, models, set_record_host
from app.engine.ground.service_tasks import service_tasks
from tests.engine import sample
from tests.engine.conftest import make_engine_app
from tests.engine.golden.cases import CASES, DIAGRAMS, FILES
from tests.engine.golden.process import Process

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
MIGRATIONS = str(ROOT / "migrations")


def releases() -> list[str]:
    """The releases of which there is a file."""
    return sorted(path.stem for path in HERE.glob("*.json"))


def this_release() -> str:
    """The version of the code."""
    settings = ConfigParser()
    settings.read(ROOT / "setup.cfg")
    return settings["metadata"]["version"]


@cache
def read(release: str) -> dict[str, Any]:
    """`{"revision": of the migrations, "cases": {name: record id}, "rows": {table: [row]}}`"""
    return json.loads((HERE / f"{release}.json").read_text())


def write(release: str, folder: Path) -> Path:
    """Run every case to its middle in an empty database and keep the rows; the file.

    Parameters:
        folder: an empty one, for the database.
    """
    with at_work(make_engine_app(folder)):
        _migrate("head")
        deploy({name: (DIAGRAMS / name).read_bytes() for name in sorted(FILES)}, name=release, actor=SYSTEM)
        cases = {}
        for name, run in CASES.items():
            cases[name] = sample.make_record(name)
            next(run(Process(cases[name])))
        with db.engine.connect() as connection:
            revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
        rows = {name: list(map(_to_json, found)) for name, found in _all_rows().items() if found}
    file = HERE / f"{release}.json"
    file.write_text(_text({"revision": revision, "cases": cases, "rows": rows}))
    return file


def restore(content: dict[str, Any]) -> None:
    """Fill the empty database of the application as that release had it, and bring it up to date as an update does."""
    _migrate(content["revision"])
    tables = _tables(content["rows"])
    with db.engine.begin() as connection:
        for table in tables.sorted_tables:
            rows = content["rows"].get(table.name)
            if rows:
                connection.execute(table.insert(), [_from_json(row, table) for row in rows])
                if connection.dialect.name == "postgresql" and table.c.get("id") is not None:
                    _count_on(connection, table)
    _migrate("head")


@contextmanager
def at_work(app: Flask) -> Iterator[Flask]:
    """The engine with the sample records and their service tasks."""
    Migrate(app, db)
    with app.app_context(), patch.object(service_tasks, "_by_topic", {}):
        sample.register_service_tasks()
        set_record_host(sample.SampleHost())
        try:
            yield app
        finally:
            set_record_host(None)
            clock.reset()
            db.session.remove()
            db.engine.dispose()


def _migrate(revision: str) -> None:
    if not inspect(db.engine).has_table(sample.TABLE.name):
        sample.TABLE.create(db.engine)  # of the tests, not of a release
    upgrade(directory=MIGRATIONS, revision=revision)


def _tables(names: Iterable[str]) -> MetaData:
    """The tables as they are in the database, which is not what the models of today say."""
    found = MetaData()
    found.reflect(db.engine, only=list(names))
    return found


def _all_rows() -> dict[str, list[Any]]:
    kept = [each.local_table.name for each in Base.registry.mappers if each.class_.__module__ == models.__name__]
    with db.engine.connect() as connection:
        return {
            table.name: connection.execute(select(table).order_by(*table.primary_key)).mappings().all()
            for table in _tables([*kept, sample.TABLE.name]).sorted_tables
        }


def _to_json(row: Mapping[str, Any]) -> dict[str, Any]:
    def value(given: Any) -> Any:
        if isinstance(given, bytes):
            return given.decode()
        return given.isoformat() if isinstance(given, datetime) else given

    return {name: value(given) for name, given in row.items() if given is not None}


def _from_json(row: Mapping[str, Any], table: Any) -> dict[str, Any]:
    def value(column: Any) -> Any:
        given = row.get(column.name)
        kind = column.type.python_type
        if given is None:
            return None
        return {bytes: str.encode, datetime: datetime.fromisoformat, bool: bool}.get(kind, lambda same: same)(given)

    return {column.name: value(column) for column in table.c}


def _count_on(connection: Any, table: Any) -> None:
    """Rows that come with their ids leave the sequence where it was."""
    sequence = connection.scalar(text("SELECT pg_get_serial_sequence(:table, 'id')"), {"table": table.name})
    if sequence:
        connection.execute(text(f"SELECT setval('{sequence}', (SELECT max(id) FROM {table.name}))"))


def _text(content: dict[str, Any]) -> str:
    """JSON with a row on each line."""

    def line(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    tables = ",\n".join(
        f"  {line(name)}: [\n   " + ",\n   ".join(map(line, found)) + "\n  ]" for name, found in content["rows"].items()
    )
    cases = line(content["cases"])
    return f'{{\n "revision": {line(content["revision"])},\n "cases": {cases},\n "rows": {{\n{tables}\n }}\n}}\n'
