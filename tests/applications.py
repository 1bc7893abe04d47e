"""The application that the tests of one process share: making it takes longer than most tests do.

Each test gets it with a database, settings and memory of its own. A test that changes the application itself (adds a
page, for instance) makes one with `create_app`.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from copy import copy
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from weakref import WeakKeyDictionary

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import URL, Dialect, Engine, event, make_url

from app.clock import clock
from app.db import db
from app.engine import catalogue as catalogues
from app.engine import set_record_host
from app.engine.catalogue import Catalogue
from app.factory import create_app
from app.records.host import Records
from app.settings import Settings
from tests.postgresql import make_template, new_database

_FOLDER = TemporaryDirectory(prefix="dealflow-tests-")


def make_settings(data: Path, **changes) -> Settings:
    """Settings of a test installation in the folder `data`."""
    values = {
        "host": "127.0.0.1",
        "port": 5000,
        "data": data,
        "database_url": f"sqlite:///{data / 'test.sqlite3'}",
        "demo": False,
        "secret_key": "a key for tests",
        "language": "ru",
        "time_zone": "Europe/Moscow",
        "secure_cookies": False,
        "upload_limit": 10,
        "step_limit": 500,
        "clock_interval": 0,
        "threads": 4,
    }
    return Settings(**(values | changes))


def remember_templates(application: Flask) -> Flask:
    """Let the application take compiled templates from those that ran in this process before it."""
    application.jinja_env.bytecode_cache = FileSystemBytecodeCache(_FOLDER.name)
    return application


def lend_application(data: Path, database_url: str) -> Flask:
    """The application of this process, as it was when it was new, on the database at an address.

    Parameters:
        data: the folder of the installation.
        database_url: where the database is; whoever used the application before no longer has one.
    """
    application, config, extensions = _application(database_url.split(":")[0])
    settings = make_settings(data, database_url=database_url)
    application.config.clear()
    application.config.update(config | {"SETTINGS": settings, "SQLALCHEMY_DATABASE_URI": database_url})
    application.extensions.clear()
    application.extensions.update(extensions)
    set_record_host(Records())  # tests of the engine put others in their place
    with application.app_context():
        _connect(db.engine, database_url)
    return application


def _connect(engine: Engine, database_url: str) -> None:
    """Let an engine forget the database it was on. It keeps the statements that it has compiled."""
    engine.dispose()
    _addresses[engine] = make_url(database_url)
    catalogues._catalogues.pop(engine, None)


_addresses: WeakKeyDictionary[Engine, URL] = WeakKeyDictionary()


@cache
def _application(kind: str) -> tuple[Flask, dict, dict]:
    """One for each kind of database, as their connections differ; with what it was configured with."""
    database_url = f"{kind}://" if kind != "sqlite" else "sqlite:///nowhere"
    application = remember_templates(create_app(make_settings(Path(_FOLDER.name), database_url=database_url)))
    with application.app_context():
        _let_move(db.engine)
    return application, dict(application.config), dict(application.extensions)


def _let_move(engine: Engine) -> None:
    @event.listens_for(engine, "do_connect")
    def connect(dialect: Dialect, _record: Any, arguments: list, options: dict) -> Any:
        arguments[:], moved = dialect.create_connect_args(_addresses[engine])
        options.update(moved)


@contextmanager
def running(application: Flask) -> Iterator[Flask]:
    """The application inside its context; its connections are closed afterwards, and the clock is the system's."""
    with application.app_context():
        yield application
        db.session.remove()
        db.engine.dispose()
    clock.reset()


class Templates:
    """Databases, one of each kind, that are filled when they are first asked for and then copied for each test.

    Parameters:
        folder: for the files.
        fill: fills the empty database at an address, and closes its connections.
    """

    def __init__(self, folder: Path, fill: Callable[[str], None]) -> None:
        self._file = folder / "template.sqlite3"
        self._fill = fill
        self._name: str | None = None
        self._known: dict[str, Catalogue] = {}

    @contextmanager
    def copied(self, folder: Path, address: Callable[[], str] | None = None) -> Iterator[str]:
        """A copy; gives its address.

        Parameters:
            folder: for a copy on SQLite.
            address: gives the server for a copy on PostgreSQL.
        """
        if address is None:
            if not self._file.exists():
                self._fill(f"sqlite:///{self._file}")
                _write_all(self._file)
            shutil.copyfile(self._file, folder / "test.sqlite3")
            yield f"sqlite:///{folder / 'test.sqlite3'}"
            return
        server = address()
        self._name = self._name or make_template(server, self._fill)
        with new_database(server, self._name) as url:
            yield url

    def remember_deployed(self) -> None:
        """Let the current application, on a copy, take what is deployed from the one that first parsed it."""
        engine = db.engine
        known = self._known.get(engine.dialect.name)
        if known is None:
            known = self._known[engine.dialect.name] = _copy(_parse_deployed())
        catalogues._catalogues[engine] = _copy(known)


def _write_all(file: Path) -> None:
    """Bring what is still in the log into the database file, so that the file alone can be copied."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _parse_deployed() -> Catalogue:
    parsed = catalogues.catalogue()
    for kind, key in parsed.latest().artifacts:
        if kind != "process":
            assert parsed.artifact(kind, key).parsed is not None
    for key, latest in parsed.latest().definitions.items():
        parsed.definition_by_version(key, latest.version)
    db.session.remove()
    return parsed


def _copy(catalogue: Catalogue) -> Catalogue:
    made = Catalogue()
    for name, value in vars(catalogue).items():
        if name != "_lock":
            setattr(made, name, copy(value))
    return made
