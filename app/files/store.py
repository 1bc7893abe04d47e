"""Contents on the disk, named by their SHA-256 digest: the same content twice is one file.

A content is written under another name, forced to the disk and renamed, so that under its own name it is whole or not
there. It is for nobody else on the machine.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from flask import current_app

_CHUNK = 1024 * 1024
_HEAD = 8192  # as much as telling the type of a content needs
_ARRIVING = "arriving"
_SET_ASIDE = ".set-aside"


class TooLarge(Exception):
    """A content has more bytes than are taken."""


@dataclass(frozen=True)
class Received:
    """A content that is on the disk, under a name that nobody knows yet.

    Attributes:
        size: in bytes.
        head: its beginning.
    """

    path: Path
    digest: str
    size: int
    head: bytes


class FolderStore:
    """Contents in a folder.

    Parameters:
        folder: made when the first content comes.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def receive(self, stream: IO[bytes], largest: int) -> Iterator[Received]:
        """Take a content in; what is not kept inside is gone afterwards.

        Parameters:
            largest: in bytes.

        Raises:
            TooLarge: there is more.
            OSError: the disk is full, or the folder cannot be written.
        """
        folder = self.folder / _ARRIVING
        _make(self.folder)
        _make(folder)
        path = folder / secrets.token_hex(16)
        try:
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as written:
                digest, size, head = _copy(stream, written, largest)
                written.flush()
                os.fsync(written.fileno())
            yield Received(path, digest, size, head)
        finally:
            with suppress(FileNotFoundError):
                path.unlink()

    def keep(self, received: Received) -> None:
        """Give a content its own name; where it is there already, it counts as new again."""
        path = self.path(received.digest)
        with suppress(FileNotFoundError):
            os.utime(path)
            return
        _make(path.parent.parent)
        _make(path.parent)
        received.path.replace(path)
        os.utime(path)
        _force(path.parent)

    def path(self, digest: str) -> Path:
        """Where the content with this digest is, or would be."""
        return self.folder / digest[:2] / digest[2:4] / digest

    def has(self, digest: str) -> bool:
        """Whether the content is there."""
        return self.path(digest).is_file()

    def is_whole(self, digest: str) -> bool:
        """Whether the content is there and has this digest: all of it is read."""
        try:
            with self.path(digest).open("rb") as content:
                return hashlib.file_digest(content, "sha256").hexdigest() == digest
        except OSError:
            return False

    def digests(self) -> Iterator[str]:
        """The digests of all contents."""
        for path in sorted(self.folder.glob("??/??/*")):
            if path.suffix != _SET_ASIDE:
                yield path.name

    def remove(self, digest: str, older_than: float) -> bool:
        """Remove a content that nobody refers to, unless somebody has given it again in the meantime.

        Parameters:
            older_than: in seconds; what was given after that stays.

        Returns:
            Whether it is gone.
        """
        path = self.path(digest)
        aside = path.with_suffix(_SET_ASIDE)
        try:
            if not _is_older(path, older_than):
                return False
            path.replace(aside)  # from here on who gives it writes it anew
            if not _is_older(aside, older_than):
                aside.replace(path)
                return False
            aside.unlink()
        except FileNotFoundError:
            return False
        return True

    def remove_leftovers(self, older_than: float) -> int:
        """Remove what writers that were killed have left, and put back what a sweep that was killed has set aside.

        Returns:
            How many were removed.
        """
        removed = 0
        for path in self.folder.glob(f"??/??/*{_SET_ASIDE}"):
            with suppress(FileNotFoundError):
                path.replace(path.with_suffix(""))
        for path in (self.folder / _ARRIVING).glob("*"):
            with suppress(FileNotFoundError):
                if _is_older(path, older_than):
                    path.unlink()
                    removed += 1
        return removed


def store() -> FolderStore:
    """The store of the application."""
    return FolderStore(current_app.config["SETTINGS"].data / "files")


def _copy(stream: IO[bytes], into: IO[bytes], largest: int) -> tuple[str, int, bytes]:
    digest, size, head = hashlib.sha256(), 0, b""
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > largest:
            raise TooLarge
        digest.update(chunk)
        head += chunk[: _HEAD - len(head)]
        into.write(chunk)
    return digest.hexdigest(), size, head


def _make(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=0o700, exist_ok=True)
        _force(folder.parent)


def _is_older(path: Path, seconds: float) -> bool:
    return path.stat().st_mtime < time.time() - seconds


def _force(folder: Path) -> None:
    """Let the names in a folder be on the disk, too."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
