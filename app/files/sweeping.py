"""The store beside the table: what nobody needs any more goes, what is missing is told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app
from sqlalchemy import delete, select

from app.clock import clock
from app.db import db, write_transaction
from app.files.models import StoredFile
from app.files.store import store

_HOUR = 3600


def sweep() -> int:
    """Remove files that nothing refers to, and contents that no file has, after the time of the setting.

    Any number of processes may do it at the same time, also while files come and go.

    Returns:
        How many files and contents were removed.
    """
    grace = current_app.config["SETTINGS"].file_grace
    kept = store()
    with write_transaction():
        before = clock.now() - timedelta(hours=grace)
        old = delete(StoredFile).where(StoredFile.unused_since < before).returning(StoredFile.id)
        files = len(db.session.scalars(old).all())
    leftovers = kept.remove_leftovers(grace * _HOUR)
    contents = sum(kept.remove(digest, grace * _HOUR) for digest in list(_unreferenced(kept.digests())))
    return files + contents + leftovers


@dataclass(frozen=True)
class Differences:
    """How store and table differ.

    Attributes:
        missing: files whose content is not there, by id and name.
        damaged: files whose content is another than it was.
        unreferenced: digests of contents that no file has; the next sweeps remove them.
    """

    missing: list[tuple[int, str]]
    damaged: list[tuple[int, str]]
    unreferenced: list[str]


def differences(read_contents: bool = False) -> Differences:
    """Look for files without a content and contents without a file.

    Parameters:
        read_contents: read every content and compare its digest, too.
    """
    kept = store()
    missing: list[tuple[int, str]] = []
    damaged: list[tuple[int, str]] = []
    whole: dict[str, bool] = {}
    for row in db.session.execute(select(StoredFile.id, StoredFile.name, StoredFile.digest).order_by(StoredFile.id)):
        if not kept.has(row.digest):
            missing.append((row.id, row.name))
        elif read_contents:
            if row.digest not in whole:
                whole[row.digest] = kept.is_whole(row.digest)
            if not whole[row.digest]:
                damaged.append((row.id, row.name))
    return Differences(missing, damaged, list(_unreferenced(kept.digests())))


def _unreferenced(digests: Iterator[str], batch: int = 500) -> Iterator[str]:
    """Those of these digests that no file has."""
    waiting: list[str] = []
    for digest in digests:
        waiting.append(digest)
        if len(waiting) == batch:
            yield from _without_file(waiting)
            waiting = []
    yield from _without_file(waiting)


def _without_file(digests: list[str]) -> Iterator[str]:
    with db.session.no_autoflush:
        known = set(db.session.scalars(select(StoredFile.digest).where(StoredFile.digest.in_(digests))))
    yield from (each for each in digests if each not in known)
