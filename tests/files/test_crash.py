"""Uploads and sweeps that are killed at each of their steps, on the disk and in the database."""

import os
import signal
import sys
import warnings
from collections.abc import Callable
from typing import Any

import pytest

from app.db import db, write_transaction
from app.files import StoredFile, store
from app.files.places import Place, add_upload, files_in, put_in, take
from app.files.sweeping import differences, sweep
from tests.engine.faults.points import watch_engine, watched
from tests.files.samples import PDF, PNG, kept
from tests.files.test_sweeping import later

SCAN = Place("deal", "scan")
#: What changes something on the disk.
_ON_DISK = ("open", "os.rename", "os.remove", "os.mkdir", "os.utime")


def killed_at(work: Callable[[], Any], point: int) -> bool:
    """Kill a work in a process of its own before one of its steps on the disk or after one of its statements.

    Returns:
        False when it came to its end before.
    """
    db.session.remove()
    db.engine.dispose()
    folder = str(store().folder)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the other threads of the tests are not waited for below
        child = os.fork()
    if child == 0:
        _work_until(work, point, folder)
    _pid, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


def _work_until(work: Callable[[], Any], point: int, folder: str) -> None:
    left = [point]

    def step() -> None:
        left[0] -= 1
        if left[0] == -1:
            os.kill(os.getpid(), signal.SIGKILL)

    def on_disk(event: str, arguments: tuple[Any, ...]) -> None:
        if event in _ON_DISK and str(arguments[0]).startswith(folder):
            step()

    def in_database(when: str, _statement: str, _connection: Any) -> None:
        if when != "before":
            step()

    try:
        sys.addaudithook(on_disk)
        watch_engine(db.engine)
        with watched(in_database):
            work()
        os._exit(0)
    except BaseException:
        os._exit(1)


def killed_everywhere(work: Callable[[], Any], then: Callable[[], None]) -> int:
    """How many times the work was killed; after each of them `then` looks at what is there."""
    point = 0
    while killed_at(work, point):
        then()
        point += 1
    then()
    return point


@pytest.fixture
def placed(app) -> int:
    """A file that a record has."""
    with write_transaction():
        row = add_upload(kept(PNG, "photo.png"), 1)
        put_in(SCAN, 7, {None: list(take([row.id]).values())})
        return row.id


def upload_for_a_record() -> None:
    content = kept(PDF)
    with write_transaction():
        row = add_upload(content, 1)
        put_in(SCAN, 8, {None: list(take([row.id]).values())})


def nothing_is_missing() -> None:
    found = differences(read_contents=True)
    assert (found.missing, found.damaged) == ([], [])
    db.session.remove()


def test_a_killed_upload_leaves_no_file_without_its_content(placed):
    assert killed_everywhere(upload_for_a_record, nothing_is_missing) > 10
    assert [each.name for each in files_in(SCAN, [8])[8][None]] == ["offer.pdf"]
    later()
    sweep()
    assert {row.name for row in db.session.query(StoredFile)} == {"photo.png", "offer.pdf"}
    assert sum(1 for path in store().folder.rglob("*") if path.is_file()) == 2
    nothing_is_missing()


def test_a_killed_sweep_removes_nothing_that_is_needed(placed):
    def sweep_what_is_old() -> None:
        later()
        sweep()

    with write_transaction():
        add_upload(kept(PDF), 1)
    assert killed_everywhere(sweep_what_is_old, nothing_is_missing) > 5
    assert [each.id for each in files_in(SCAN, [7])[7][None]] == [placed]
    assert sum(1 for path in store().folder.rglob("*") if path.is_file()) == 1
