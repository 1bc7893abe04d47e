"""A command in a process of its own that is killed at a chosen point."""

import os
import signal
import traceback
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from app.db import db
from tests.engine.faults.points import watched

Work = Callable[[], Any]


def killed_at_each_point(prepare: Callable[[], Work]) -> Iterator[str]:
    """Kill a work with SIGKILL after each of its statements, before and after each commit, until it comes to its end.

    Parameters:
        prepare: makes a new situation and gives the work.

    Yields:
        Where it was killed: `after`, `commit` or `returned`, and the statement.
    """
    point = 0
    while (where := _killed_at(prepare(), point)) is not None:
        yield where
        point += 1


def _killed_at(work: Work, point: int) -> str | None:
    db.session.remove()
    db.engine.dispose()  # the child makes connections of its own
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the other threads of the tests are not waited for below
        child = os.fork()
    if child == 0:
        _work_until(work, point, writing)
    os.close(writing)
    with os.fdopen(reading) as told:
        where = told.read()
    _pid, status = os.waitpid(child, 0)
    _end_backends()
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return where
    assert os.WEXITSTATUS(status) == 0, where
    return None


def _end_backends() -> None:
    """Wait until PostgreSQL has noticed that its client is dead: till then the dead one still holds its locks."""
    if db.engine.dialect.name != "postgresql":
        return
    others = "datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    with db.engine.connect() as connection:
        connection.exec_driver_sql(f"SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity WHERE {others}")


def _work_until(work: Work, point: int, told: int) -> None:
    left = [point]

    def seen(when: str, statement: str, _connection: Any) -> None:
        if when == "before":
            return
        left[0] -= 1
        if left[0] == -1:
            os.write(told, f"{when} {statement}"[:1000].encode())
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        with watched(seen):
            work()
        os._exit(0)
    except BaseException:
        os.write(told, traceback.format_exc()[-3000:].encode())
        os._exit(1)
