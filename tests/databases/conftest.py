"""The whole application with the demo data, on SQLite and on PostgreSQL, at the same moment."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from flask import Flask

from app.cli.prepare import prepare
from app.clock import clock
from app.db import db
from app.factory import create_app
from tests.applications import Templates, lend_application, make_settings, running

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def demo_databases(tmp_path_factory) -> Templates:
    """Everything that ships and the demo data."""
    folder = tmp_path_factory.mktemp("demo")

    def fill(url: str) -> None:
        clock.set(lambda: NOW)
        with running(create_app(make_settings(folder, demo=True, database_url=url))):
            prepare(lambda line: None)

    return Templates(folder, fill)


@pytest.fixture
def on_sqlite(tmp_path, demo_databases) -> Iterator[Flask]:
    """The application with the demo data on SQLite."""
    (tmp_path / "sqlite").mkdir()
    with demo_databases.copied(tmp_path / "sqlite") as url:
        yield from _running(tmp_path / "sqlite", url, demo_databases)


@pytest.fixture
def on_postgresql(tmp_path, postgresql_address, demo_databases) -> Iterator[Flask]:
    """The application with the demo data on PostgreSQL."""
    with demo_databases.copied(tmp_path, lambda: postgresql_address) as url:
        yield from _running(tmp_path / "postgresql", url, demo_databases)


def _running(folder: Path, url: str, templates: Templates) -> Iterator[Flask]:
    app = lend_application(folder, url)
    with app.app_context():
        templates.remember_deployed()
    clock.set(lambda: NOW)
    yield app
    clock.reset()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def world(request, database) -> Flask:
    """The application with the demo data."""
    return request.getfixturevalue(f"on_{database}")


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
