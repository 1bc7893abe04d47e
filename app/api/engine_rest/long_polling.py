"""Waiting for work without holding anything but the thread: no transaction, no connection of the database.

A server has few threads. So at most half of them wait at the same time; who comes then is answered at once, as after a
wait in vain.
"""

import threading
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from flask import current_app
from sqlalchemy import select

from app.clock import clock
from app.db import db
from app.engine.models import ExternalTask

MOST_MILLISECONDS = 1_800_000  # what the dialect allows
LONGEST_WAIT = 20.0  # seconds; a client that wants to wait longer asks again
_LOOK_EVERY = 0.25
_EXTENSION = "external-task-waiters"

Found = TypeVar("Found")


def until_found(fetch: Callable[[], list[Found]], topics: Sequence[str], milliseconds: int) -> list[Found]:
    """Fetch; while there is nothing, look again from time to time.

    Parameters:
        fetch: a transaction of its own.
        topics: whether there is anything of them is looked at before fetching again.
        milliseconds: how long to wait at most.
    """
    found = fetch()
    if found or not milliseconds or not topics:
        return found
    places = _places()
    if not places.acquire(blocking=False):
        return found
    try:
        return _wait(fetch, topics, min(milliseconds / 1000, LONGEST_WAIT))
    finally:
        places.release()


def _wait(fetch: Callable[[], list[Found]], topics: Sequence[str], seconds: float) -> list[Found]:
    until = time.monotonic() + seconds
    never = threading.Event()
    while True:
        left = until - time.monotonic()
        if left <= 0:
            return []
        never.wait(min(left, _LOOK_EVERY))
        if _is_there(topics):
            found = fetch()
            if found:
                return found


def _is_there(topics: Sequence[str]) -> bool:
    """Whether it is worth fetching: read only, and the connection is given back."""
    now = clock.now()
    free = ExternalTask.locked_until.is_(None) | (ExternalTask.locked_until <= now)
    statement = select(ExternalTask.id).where(ExternalTask.topic.in_(topics), ExternalTask.failed.is_(False), free)
    with db.engine.connect() as connection:
        return connection.execute(statement.limit(1)).first() is not None


def _places() -> threading.Semaphore:
    """How many may wait; of the application."""
    settings = current_app.config["SETTINGS"]
    places: threading.Semaphore = current_app.extensions.setdefault(
        _EXTENSION, threading.Semaphore(settings.threads // 2)
    )
    return places
