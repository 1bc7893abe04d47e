"""The clock that ``now()`` and ``today()`` read. The host may put another in its place (a person's zone, a test)."""

from __future__ import annotations

import datetime
from collections.abc import Callable


def system_clock() -> datetime.datetime:
    """The computer's clock in its zone."""
    return datetime.datetime.now().astimezone()


_read: Callable[[], datetime.datetime] = system_clock


def use_clock(read: Callable[[], datetime.datetime] = system_clock) -> None:
    """Let ``now()`` and ``today()`` read another clock in the whole process.

    :param read: gives the date and time, with a zone; without an argument the system's clock is back.
    """
    global _read
    _read = read


def now() -> datetime.datetime:
    """The date and time of the clock in use."""
    return _read()
