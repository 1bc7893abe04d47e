"""The points of a command: before and after each SQL statement, before its commits and after them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

Seen = Callable[[str, str, Any], None]
_watchers: dict[int, Seen] = {}


def watch_engine(engine: Engine) -> None:
    """Let what is done on this engine be `watched`."""

    def before(connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        _tell("before", statement, connection)

    def after(connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        _tell("after", statement, connection)

    def commit(connection: Any) -> None:
        _tell("commit", "COMMIT", connection)

    def returned(_connection: Any, _record: Any) -> None:
        _tell("returned", "", None)

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    event.listen(engine, "commit", commit)
    event.listen(engine, "checkin", returned)


def _tell(when: str, statement: str, connection: Any) -> None:
    watcher = _watchers.get(threading.get_ident())
    if watcher is not None:
        watcher(when, statement, connection)


@contextmanager
def watched(seen: Seen) -> Iterator[None]:
    """Call `seen(when, statement, connection)` for what this thread does inside.

    `when` is `before` and `after` a statement, `commit` before a transaction is committed, and `returned` when its
    connection is given back after that.
    """
    _watchers[threading.get_ident()] = seen
    try:
        yield
    finally:
        del _watchers[threading.get_ident()]
