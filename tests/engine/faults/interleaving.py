"""Two threads of which the first is held at a chosen point, while the second goes as far as it can."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
from flask import Flask

from app.db import db
from tests.engine.faults.points import watched

Work = Callable[[], Any]
LONGEST = 60  # seconds; only two that wait for each other take that long


class Worker:
    """A thread with its own application context.

    Attributes:
        result: what the work returned, or the error that it raised.
        asks_for_lock, has_lock: SQLite's lock for writing.
        backend: on PostgreSQL the number of its server process.
    """

    def __init__(self, app: Flask, work: Work) -> None:
        self._app, self._work = app, work
        self._thread = threading.Thread(target=self._run)
        self.result: Any = None
        self.done = threading.Event()
        self.asks_for_lock = self.has_lock = False
        self.backend: int | None = None

    def start(self) -> None:
        self._thread.start()

    def join(self) -> None:
        self._thread.join(LONGEST)
        assert not self._thread.is_alive(), "two commands wait for each other"

    def _run(self) -> None:
        with self._app.app_context(), watched(self._seen):
            try:
                self.result = self._work()
            except Exception as error:
                self.result = error
            finally:
                db.session.remove()
                self.done.set()

    def _seen(self, when: str, statement: str, connection: Any) -> None:
        if connection is None:
            return
        if connection.dialect.name == "postgresql":
            self.backend = connection.connection.dbapi_connection.info.backend_pid
        elif statement == "BEGIN IMMEDIATE":
            self.asks_for_lock, self.has_lock = when == "before", when == "after"
        elif when == "commit":
            self.has_lock = False


class Held(Worker):
    """A worker that stops after a number of statements, or before a commit, until it is let go."""

    def __init__(self, app: Flask, work: Work, point: int) -> None:
        super().__init__(app, work)
        self._left = point
        self.reached = threading.Event()
        self.let_go = threading.Event()

    def _seen(self, when: str, statement: str, connection: Any) -> None:
        if when == "commit":
            self._stop_here()
        super()._seen(when, statement, connection)
        if when == "after":
            self._stop_here()

    def _stop_here(self) -> None:
        self._left -= 1
        if self._left == -1:
            self.reached.set()
            assert self.let_go.wait(LONGEST)


def each_interleaving(
    app: Flask, prepare: Callable[[], tuple[Work, Work]], first: int = 0, every: int = 1
) -> Iterator[tuple[Any, Any]]:
    """Hold the first of two works at each of its points in turn, until it has no more.

    Parameters:
        prepare: makes a new situation and gives the two works.
        first, every: the first point, and the distance to the next.

    Yields:
        What the first and what the second returned or raised.
    """
    point = first
    while (results := _interleave(app, *prepare(), point)) is not None:
        yield results
        point += every


def _interleave(app: Flask, first: Work, second: Work, point: int) -> tuple[Any, Any] | None:
    held, other = Held(app, first, point), Worker(app, second)
    held.start()
    while not held.reached.wait(0.002):
        if held.done.is_set():
            held.join()
            return None
    other.start()
    while not other.done.wait(0.002) and not _waits_for(held, other):
        pass
    held.let_go.set()
    held.join()
    other.join()
    return held.result, other.result


def _waits_for(held: Held, other: Worker) -> bool:
    if db.engine.dialect.name == "sqlite":
        return held.has_lock and other.asks_for_lock
    return other.backend is not None and _waits_in_postgresql(other.backend)


def _waits_in_postgresql(backend: int) -> bool:
    address = db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        query = "SELECT wait_event_type FROM pg_stat_activity WHERE pid = %s"
        return connection.execute(query, (backend,)).fetchone() == ("Lock",)
