"""The benchmarks of all packages, one after the other."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

PACKAGES = (
    "app.engine.benchmarks",
    "app.records.benchmarks",
    "app.records.card.benchmarks",
    "app.web.inbox.benchmarks",
    "app.feel.benchmarks",
    "app.feel.dmn.benchmarks",
)


def all_rows(only: str = "", full: bool = False) -> Iterator[dict[str, Any]]:
    """Measure everything and yield a row as soon as it is there.

    Parameters:
        only: leave out the packages whose names do not contain this; all when empty.
        full: with all their numbers, where a package usually measures with fewer.

    Yields:
        Rows of `name`, `value`, `unit`, `floor`, `ratio`, `bar`, `ok`.
    """
    for package in PACKAGES:
        if only in package:
            module = import_module(package)
            rows: Callable[[], Any] = getattr(module, "full_rows", module.rows) if full else module.rows
            yield from rows()
