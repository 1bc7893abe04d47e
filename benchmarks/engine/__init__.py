"""What the engine costs, as ratios to floors measured in the same run: one module per topic, each with `rows`."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from benchmarks.engine.measuring import Row

TOPICS = (
    "commands",
    "compaction",
    "prediction",
    "moves",
    "deploying",
    "postgresql",
    "timers",
    "volume",
    "memory",
)
_QUICKER: Mapping[str, tuple[Any, ...]] = {"memory": (6_000,)}


def rows() -> Iterator[Row]:
    """The rows of all topics, each as soon as it is measured; smaller numbers where the whole would take minutes."""
    yield from _rows(_QUICKER)


def full_rows() -> Iterator[Row]:
    """The rows of all topics with all their numbers: 100,000 commands for the memory."""
    yield from _rows({})


def _rows(sizes: Mapping[str, tuple[Any, ...]]) -> Iterator[Row]:
    for topic in TOPICS:
        yield from import_module(f"{__name__}.{topic}").rows(*sizes.get(topic, ()))
