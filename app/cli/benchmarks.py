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


def all_rows(only: str = "") -> Iterator[dict[str, Any]]:
    """Measure everything and yield a row as soon as it is there.

    Parameters:
        only: leave out the packages whose names do not contain this; all when empty.

    Yields:
        Rows of `name`, `value`, `unit`, `floor`, `ratio`, `bar`, `ok`.
    """
    for package in PACKAGES:
        if only in package:
            rows: Callable[[], Any] = import_module(package).rows
            yield from rows()
