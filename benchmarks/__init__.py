"""What Dealflow costs, one module per topic, each with `rows`; `run.py bench` measures them."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

TOPICS = ("engine", "records", "card", "inbox", "sales", "whole_deal", "feel", "decision_tables")


def all_rows(only: str = "", full: bool = False) -> Iterator[dict[str, Any]]:
    """Measure everything and yield a row as soon as it is there.

    Parameters:
        only: leave out the topics whose names do not contain this; none when empty.
        full: with all their numbers, where a topic usually measures with fewer.

    Yields:
        Rows of `name`, `value`, `unit`, `floor`, `ratio`, `bar`, `ok`.
    """
    for topic in TOPICS:
        if only in topic:
            module = import_module(f"{__name__}.{topic}")
            rows: Callable[[], Any] = getattr(module, "full_rows", module.rows) if full else module.rows
            yield from rows()
