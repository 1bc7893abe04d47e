"""The moment at which the host wants evaluations to be over, however much they might still spend."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Clock = Callable[[], float]

_deadline: ContextVar[tuple[Clock, float]] = ContextVar("feel_deadline", default=(time.monotonic, math.inf))


@contextmanager
def until(moment: float, clock: Clock = time.monotonic) -> Iterator[None]:
    """Stop the evaluations inside with a :class:`app.feel.FeelLimitError` once the clock has reached the moment.

    :param moment: by that clock, in seconds.
    :param clock: never goes back.
    """
    before = _deadline.set((clock, moment))
    try:
        yield
    finally:
        _deadline.reset(before)


def time_is_over() -> bool:
    """Whether the moment has come."""
    clock, moment = _deadline.get()
    return clock() >= moment
