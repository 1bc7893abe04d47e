"""Interrupts a service task's function that goes on for too long, from one watching thread for the whole process.

What can be interrupted is Python: a loop, a computation, a wait in small steps. A function that waits inside of C
(`time.sleep`, a socket without a timeout) is interrupted when that returns; give such calls a timeout of their own.
"""

import ctypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_LOOK_EVERY = 0.25  # seconds


class Interrupted(BaseException):
    """Raised inside the function whose time is over. No ordinary error, so that no `except Exception` takes it."""


class _Watch:
    def __init__(self) -> None:
        # A plain lock: what is written in Python could itself be interrupted between taking a lock and noting it.
        self._lock = threading.Lock()
        self._deadlines: dict[int, float] = {}  # by the number of the thread
        self._thread: threading.Thread | None = None

    @contextmanager
    def until(self, deadline: float) -> Iterator[None]:
        """Interrupt what is inside once the clock of `time.monotonic` has reached the deadline."""
        if self._thread is None or not self._thread.is_alive():
            self._begin()
        thread = threading.get_ident()
        with self._lock:
            outer = self._deadlines.get(thread)
            self._deadlines[thread] = deadline
        try:
            yield
        finally:
            with self._lock:  # whoever interrupts holds it: afterwards nothing comes any more
                if outer is None:
                    self._deadlines.pop(thread, None)
                else:
                    self._deadlines[thread] = outer

    def _begin(self) -> None:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():  # a forked process has none
                self._thread = threading.Thread(target=self._look, name="service-deadlines", daemon=True)
                self._thread.start()

    def _look(self) -> None:
        while True:
            time.sleep(_LOOK_EVERY)
            with self._lock:
                now = time.monotonic()
                for thread in [thread for thread, deadline in self._deadlines.items() if deadline <= now]:
                    del self._deadlines[thread]
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(Interrupted))


_watch = _Watch()
until = _watch.until
