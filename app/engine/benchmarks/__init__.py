"""What the engine costs, as ratios to floors measured in the same run: one module per topic, each with `rows`."""

from collections.abc import Iterator
from importlib import import_module

from app.engine.benchmarks.measuring import Row

TOPICS = ("commands", "compaction")


def rows() -> Iterator[Row]:
    """The rows of all topics, each as soon as it is measured."""
    for topic in TOPICS:
        yield from import_module(f"{__name__}.{topic}").rows()
