"""The whole application with the demo data, on SQLite and on PostgreSQL, at the same moment."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app.cli.prepare import prepare
from app.clock import clock
from app.db import db
from app.factory import create_app
from tests.applications import make_settings, remember_templates
from tests.postgresql import make_template, new_database

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory) -> Path:
    """A SQLite database with everything that ships and the demo data; copied for each test."""
    folder = tmp_path_factory.mktemp("demo")
    with _prepared(create_app(make_settings(folder, demo=True))):
        db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    return folder / "test.sqlite3"


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory, postgresql_address) -> str:
    """The same on the PostgreSQL server; the name of a database to be copied for each test."""

    def fill(url: str) -> None:
        with _prepared(create_app(make_settings(tmp_path_factory.mktemp("demo"), demo=True, database_url=url))):
            pass

    return make_template(postgresql_address, fill)


@contextmanager
def _prepared(app: Flask) -> Iterator[None]:
    clock.set(lambda: NOW)
    with app.app_context():
        prepare(lambda line: None)
        yield
        db.session.remove()
        db.engine.dispose()
    clock.reset()


@pytest.fixture
def on_sqlite(tmp_path, demo_file) -> Iterator[Flask]:
    """The application with the demo data on SQLite."""
    (tmp_path / "sqlite").mkdir()
    file = tmp_path / "sqlite" / "demo.sqlite3"
    shutil.copyfile(demo_file, file)
    yield from _running(tmp_path / "sqlite", f"sqlite:///{file}")


@pytest.fixture
def on_postgresql(tmp_path, postgresql_address, demo_template) -> Iterator[Flask]:
    """The application with the demo data on PostgreSQL."""
    with new_database(postgresql_address, demo_template) as url:
        yield from _running(tmp_path / "postgresql", url)


def _running(folder: Path, url: str) -> Iterator[Flask]:
    app = remember_templates(create_app(make_settings(folder, database_url=url)))
    clock.set(lambda: NOW)
    yield app
    clock.reset()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request) -> Flask:
    """The application with the demo data, once on each database."""
    return request.getfixturevalue(f"on_{request.param}")


def together(*works: Callable[[], Any]) -> list[Any]:
    """Run functions in threads that begin at the same moment; what each returned or raised."""
    barrier = Barrier(len(works))
    results: list[Any] = [None] * len(works)

    def run(index: int, work: Callable[[], Any]) -> None:
        try:
            barrier.wait()
            results[index] = work()
        except Exception as error:
            results[index] = error

    threads = [Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
