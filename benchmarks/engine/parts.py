"""How the time of a command divides into parts: what runs inside another part counts for itself only."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import Any
from unittest.mock import patch

from app.db import db
from app.engine.instance.runtime import Runtime

LOAD, RUN, COMPACT, SAVE, SQL, COMMIT = PARTS = ("load", "run", "compact", "save", "SQL", "commit")
Place = tuple[str, Any, str]


class Parts:
    """Milliseconds by part, collected while the functions that make up a part are watched."""

    def __init__(self) -> None:
        self.milliseconds: dict[str, float] = defaultdict(float)
        self._inner = [0.0]

    def watched(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function; the time that it takes by itself is added to the part."""

        def watch(*arguments: Any, **options: Any) -> Any:
            self._inner.append(0.0)
            started = time.perf_counter()
            try:
                return function(*arguments, **options)
            finally:
                spent = (time.perf_counter() - started) * 1000
                self.milliseconds[part] += spent - self._inner.pop()
                self._inner[-1] += spent

        return watch


@contextmanager
def watched_engine(parts: Parts) -> Iterator[None]:
    """Watch the engine meanwhile, on the database of the application context."""
    dialect = db.engine.dialect
    reading, writing = import_module("app.engine.unit.instances"), import_module("app.engine.unit.unit_of_work")
    places: tuple[Place, ...] = (
        (LOAD, reading, "load"),
        (RUN, Runtime, "run"),
        (RUN, Runtime, "run_task"),
        (COMPACT, writing, "compact"),
        (SAVE, writing, "dump"),
        (SQL, dialect, "do_execute"),
        (SQL, dialect, "do_executemany"),
        (COMMIT, dialect, "do_commit"),
    )
    with watched_places(parts, places):
        yield


@contextmanager
def watched_places(parts: Parts, places: Iterable[Place]) -> Iterator[None]:
    """Watch functions meanwhile: the part that each belongs to, who has it, its name."""
    with ExitStack() as patches:
        for part, owner, name in places:
            patches.enter_context(patch.object(owner, name, parts.watched(part, getattr(owner, name))))
        yield
