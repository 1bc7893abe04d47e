"""What the benchmarks share: taking times, noting statements, and the rows that are printed."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypedDict

from sqlalchemy import Engine, event


class Row(TypedDict):
    """One measurement.

    Attributes:
        value, unit: what was measured.
        floor: what it is compared with; None when with nothing.
        ratio: of value and floor, or None.
        bar: what the ratio, or without one the value, must keep; None for rows that only inform.
        ok: whether it does.
    """

    name: str
    value: float
    unit: str
    floor: float | None
    ratio: float | None
    bar: float | None
    ok: bool


def ratio_row(name: str, value: float, floor: float, bar: float | None, unit: str = "ms") -> Row:
    """A value that may be at most `bar` times its floor."""
    ratio = value / floor if floor else None
    return _row(name, value, unit, floor, ratio, bar, bar is None or ratio is None or ratio <= bar)


def share_row(name: str, value: float, ceiling: float, bar: float, unit: str) -> Row:
    """A value that must be at least the `bar`-th part of a ceiling."""
    ratio = value / ceiling
    return _row(name, value, unit, ceiling, ratio, bar, ratio >= bar)


def value_row(name: str, value: float, bar: float | None, unit: str) -> Row:
    """A value that must not be larger than `bar`."""
    return _row(name, value, unit, None, None, bar, bar is None or value <= bar)


def left_out(name: str, why: str) -> Row:
    """A row in the place of what could not be measured here."""
    return _row(f"{name}: left out, {why}", 0, "", None, None, None, True)


def _row(
    name: str, value: float, unit: str, floor: float | None, ratio: float | None, bar: float | None, ok: bool
) -> Row:
    return {"name": name, "value": value, "unit": unit, "floor": floor, "ratio": ratio, "bar": bar, "ok": ok}


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds that a call takes, and what it returns."""
    started = time.perf_counter()
    result = run()
    return (time.perf_counter() - started) * 1000, result


@contextmanager
def noted_statements(engine: Engine) -> Iterator[list[str]]:
    """The SQL statements that go to a database meanwhile; BEGIN is one, COMMIT is none."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
