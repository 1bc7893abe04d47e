"""What a card costs with 100,000 deals and 100,000 open tasks beside what it costs with 100, in one run."""

import atexit
import tempfile
from functools import cache
from pathlib import Path

from flask import Flask

from benchmarks.records import FEW, MANY, Row, build, compare

PAGES = (
    ("card of a deal, director", "director", "/deals/15"),
    ("card of a deal, manager", "manager", "/deals/15"),
    ("card of a deal with a task, manager", "manager", "/deals/7"),
    ("history of a deal", "director", "/deals/15?tab=history"),
)


def rows() -> list[Row]:
    """Measure the card with few and with many records around it."""
    few, many = worlds()
    return [row for page in PAGES for row in compare(few, many, *page)]


@cache
def worlds() -> tuple[Flask, Flask]:
    """Applications with few and with many deals and tasks, built once in a run."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    return build(Path(folder.name) / "few", FEW), build(Path(folder.name) / "many", MANY)
