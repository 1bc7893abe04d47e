"""The application that the tests of one process share: making it takes longer than most tests do.

Each test gets it with a database, settings and memory of its own. A test that changes the application itself (adds a
page, for instance) makes one with `create_app`.
"""

import atexit
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from copy import copy
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask, g
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Dialect, event, make_url

from app.clock import clock
from app.db import db
from app.engine import set_record_host
from app.engine.deploying import catalogue as catalogues
from app.engine.deploying.catalogue import Catalogue
from app.factory import create_app
from app.records.process.host import Records
from app.settings import Settings
from tests.postgresql import make_template, new_database

NOWHERE = {"sqlite": "sqlite:///nowhere", "postgresql": "postgresql+psycopg://nobody@127.0.0.1/nowhere"}
_FOLDER = TemporaryDirectory(prefix="dealflow-tests-")
atexit.register(_FOLDER.cleanup)


def make_settings(data: Path, **changes) -> Settings:
    """Settings of a test installation in the folder `data`."""
    values = {
        "host": "127.0.0.1",
        "port": 5000,
        "data": data,
        "database_url": f"sqlite:///{data / 'test.sqlite3'}",
        "demo": True,  # whose people sign in with the password of the demo data
        "secret_key": "a key for tests",
        "language": "ru",
        "time_zone": "Europe/Moscow",
        "secure_cookies": False,
        "upload_limit": 10,
        "step_limit": 500,
        "clock_interval": 0,
        "threads": 4,
        "session_idle": 10 * 525_600,  # minutes; tests that set the clock stay signed in
        "session_lifetime": 10 * 8_760,
    }
    return Settings(**(values | changes))


def remember_templates(application: Flask) -> Flask:
    """Let the application take compiled templates from those that ran in this process before it."""
    application.jinja_env.bytecode_cache = FileSystemBytecodeCache(_FOLDER.name)
    return application


class Shared:
    """An application that many tests get one after the other. It keeps the SQL and the pages that it has compiled.

    Parameters:
        application: a new one.
    """

    def __init__(self, application: Flask) -> None:
        self._application = application
        self._config, self._extensions = dict(application.config), dict(application.extensions)
        self._address = make_url(application.config["SQLALCHEMY_DATABASE_URI"])
        with application.app_context():
            event.listen(db.engine, "do_connect", self._connect)

    def on(self, data: Path, database_url: str) -> Flask:
        """The application as it was when it was new, on the database at an address.

        Parameters:
            data: the folder of the installation.
            database_url: where the database is; whoever used the application before no longer has one.
        """
        application = self._application
        settings = replace(self._config["SETTINGS"], data=data, database_url=database_url)
        application.config.clear()
        application.config.update(self._config | {"SETTINGS": settings, "SQLALCHEMY_DATABASE_URI": database_url})
        application.extensions.clear()
        application.extensions.update(self._extensions)
        self._address = make_url(database_url)
        with application.app_context():
            db.engine.dispose()
            catalogues._catalogues.pop(db.engine, None)
        return application

    def _connect(self, dialect: Dialect, _record: Any, arguments: list, options: dict) -> None:
        arguments[:], moved = dialect.create_connect_args(self._address)
        options.update(moved)


def kind_of(database_url: str) -> str:
    """`sqlite` or `postgresql`: their applications differ in how they connect."""
    return "sqlite" if database_url.startswith("sqlite") else "postgresql"


def lend_application(data: Path, database_url: str) -> Flask:
    """The application of this process; the parameters are those of `Shared.on`."""
    application = _application(kind_of(database_url)).on(data, database_url)
    set_record_host(Records())  # tests of the engine put others in their place
    return application


@cache
def _application(kind: str) -> Shared:
    settings = make_settings(Path(_FOLDER.name), database_url=NOWHERE[kind])
    return Shared(remember_templates(create_app(settings)))


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
        g.pop("catalogue", None)  # the one that this context has asked for before


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
