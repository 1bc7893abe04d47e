"""What all tests share: an application on a database of its own."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event, select, text

from app.access.demo import load_people
from app.access.models import Person
from app.access.passwords import set_cost
from app.cli.prepare import deploy_shipped
from app.clock import clock
from app.db import db
from app.engine import Actor
from app.factory import create_app
from app.records.reference_data import ensure_reference_data
from app.settings import Settings
from tests.postgresql import (  # postgresql_…: fixtures of all tests
    make_template,
    new_database,
    postgresql_address,  # noqa: F401
    postgresql_url,  # noqa: F401
)

DATABASES = ("sqlite", "postgresql")

set_cost(time_cost=1, memory_cost=64, parallelism=1)  # thousands of sign-ins: each test makes its own people


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


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=(*DATABASES, "both"),
        default="sqlite",
        help="What the tests run on that touch a database; `make test` runs them on both.",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that touches a database runs once on each kind that was asked for."""
    if "database" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--database")
        metafunc.parametrize("database", DATABASES if chosen == "both" else (chosen,), indirect=True)


@pytest.fixture
def database(request) -> str:
    """The kind of database that a test runs on."""
    return request.param


@pytest.fixture
def copied(request, tmp_path, database):
    """`copied(templates)`: the address of a database of its own, a copy of one that a session fixture has filled."""
    with ExitStack() as opened:

        def copy(templates: Templates) -> str:
            if database == "sqlite":
                shutil.copyfile(templates.sqlite(), tmp_path / "test.sqlite3")
                return f"sqlite:///{tmp_path / 'test.sqlite3'}"
            address = request.getfixturevalue("postgresql_address")
            return opened.enter_context(new_database(address, templates.postgresql(address)))

        yield copy


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

    def sqlite(self) -> Path:
        if not self._file.exists():
            self._fill(f"sqlite:///{self._file}")
        return self._file

    def postgresql(self, address: str) -> str:
        self._name = self._name or make_template(address, self._fill)
        return self._name


@contextmanager
def running(application: Flask) -> Iterator[Flask]:
    """The application inside its context; closed again with everything that it has written in the database file."""
    with application.app_context():
        yield application
        db.session.remove()
        if db.engine.dialect.name == "sqlite":
            db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
            db.session.remove()
        db.engine.dispose()
    clock.reset()


_TEMPLATES = TemporaryDirectory(prefix="dealflow-templates-")


def remember_templates(application: Flask) -> Flask:
    """Let the application take compiled templates from those that ran in this process before it."""
    application.jinja_env.bytecode_cache = FileSystemBytecodeCache(_TEMPLATES.name)
    return application


@pytest.fixture(scope="session")
def empty_databases(tmp_path_factory) -> Templates:
    """The tables, and nothing in them."""
    folder = tmp_path_factory.mktemp("empty")

    def fill(url: str) -> None:
        with running(create_app(make_settings(folder, database_url=url))):
            db.create_all()

    return Templates(folder, fill)


@pytest.fixture
def app(tmp_path, copied, empty_databases):
    """An application with an empty database, inside its application context."""
    application = create_app(make_settings(tmp_path, database_url=copied(empty_databases)))
    with running(remember_templates(application)):
        yield application


@pytest.fixture(scope="session")
def shipped_databases(tmp_path_factory) -> Templates:
    """What ships: artifacts, groups, reference data and the demo people."""
    folder = tmp_path_factory.mktemp("shipped")

    def fill(url: str) -> None:
        with running(create_app(make_settings(folder, database_url=url))):
            db.create_all()
            load_people()
            deploy_shipped(lambda line: None)
            ensure_reference_data()

    return Templates(folder, fill)


@pytest.fixture
def crm(tmp_path, copied, shipped_databases):
    """An application with everything that ships, inside its application context."""
    application = create_app(make_settings(tmp_path, database_url=copied(shipped_databases)))
    with running(remember_templates(application)):
        yield application


@pytest.fixture
def actors(crm) -> dict[str, Actor]:
    """The demo people as actors, by login."""
    return {person.login: _actor(person) for person in db.session.scalars(select(Person))}


def _actor(person: Person) -> Actor:
    return Actor(person.id, person.login, person.display_name, frozenset(group.id for group in person.groups))


@pytest.fixture
def sign_in(crm):
    """Sign in a demo person: `client = sign_in("manager")`."""

    def client_of(login: str, language: str = "ru"):
        client = crm.test_client()
        client.environ_base["HTTP_ACCEPT_LANGUAGE"] = language
        crm.config["WTF_CSRF_ENABLED"] = False
        answer = client.post("/sign-in", data={"login": login, "password": "demo"})
        assert answer.status_code in (200, 204, 302, 303), answer.status
        return client

    return client_of


@contextmanager
def counted_statements():
    """The SQL statements that are executed inside, in order."""
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA")):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture
def count_statements():
    """`with count_statements() as statements: …`"""
    return counted_statements


@pytest.fixture
def people(app) -> dict[str, int]:
    """The demo people and the shipped groups are there; their ids by login. Each one's password is `demo`."""
    return load_people()
