"""The folder of the installation: the database, the secret key and the logs are for nobody else on the machine."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

_OWN_FILES = ("secret.key", "*.sqlite3", "*.sqlite3-wal", "*.sqlite3-shm", "*.sqlite3-journal", "*.log", "*.log.*")
_CONTENTS = "files"  # of records: many, so they are looked through only where their folder is open to others
_OTHERS = 0o077


def open_data_folder(folder: Path) -> None:
    """Make the folder, or take away from others on the machine what they may do with it and with what we keep in it.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in (folder, *(found for pattern in _OWN_FILES for found in folder.glob(pattern))):
        _tighten(path)
    contents = folder / _CONTENTS
    if contents.is_dir() and not contents.is_symlink() and contents.stat().st_mode & _OTHERS:
        for path in contents.rglob("*"):
            _tighten(path)
        _tighten(contents)  # last: whoever is stopped half-way begins again


def kept_secret(path: Path) -> str:
    """The key of this installation, made at its first start; whole or not there, and the same for all who start."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, encoding="ascii") as made:
            made.write(secrets.token_urlsafe(48))
            made.flush()
            with suppress(FileExistsError):
                os.link(made.name, path)
    return path.read_text(encoding="ascii").strip()


def _tighten(path: Path) -> None:
    with suppress(OSError):  # it belongs to somebody else, who has decided about it, or is gone
        status = path.lstat()
        is_ours = status.st_uid == os.geteuid() and not path.is_symlink()
        if is_ours and status.st_mode & _OTHERS:
            path.chmod(status.st_mode & 0o777 & ~_OTHERS)
