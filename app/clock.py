"""The time of day, in one place, so that a test can set it."""

from collections.abc import Callable
from datetime import UTC, datetime


class Clock:
    """Tells the time. `set` replaces the source (tests, benchmarks); `reset` goes back to the system's."""

    def __init__(self) -> None:
        self._source: Callable[[], datetime] = _system_time

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return self._source()

    def set(self, source: Callable[[], datetime]) -> None:
        self._source = source

    def reset(self) -> None:
        self._source = _system_time


def _system_time() -> datetime:
    return datetime.now(UTC)


clock = Clock()
