"""What all tests share: an application on a database of its own."""

import shutil
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event, select, text

from app.access.demo import load_people
from app.access.models import Person
from app.access.passwords import set_cost
from app.cli.prepare import deploy_shipped
from app.clock import clock
from app.crm.reference_data import ensure_reference_data
from app.db import db
from app.engine import Actor
from app.factory import create_app
from app.settings import Settings
from tests.postgresql import postgresql_address, postgresql_url  # noqa: F401 (fixtures of all tests)

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


@pytest.fixture
def app(tmp_path):
    """An application with an empty database on disk, inside its application context."""
    application = create_app(make_settings(tmp_path))
    with application.app_context():
        db.create_all()
        yield application
        db.session.remove()
        db.engine.dispose()
    clock.reset()


@pytest.fixture(scope="session")
def installation(tmp_path_factory) -> Path:
    """A database with what ships: artifacts, groups, reference data and the demo people; copied for each test."""
    folder = tmp_path_factory.mktemp("installation")
    application = create_app(make_settings(folder))
    with application.app_context():
        db.create_all()
        load_people()
        deploy_shipped(lambda line: None)
        ensure_reference_data()
        db.session.remove()
        db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.session.remove()
        db.engine.dispose()
    return folder / "test.sqlite3"


@pytest.fixture
def crm(tmp_path, installation):
    """An application with everything that ships, inside its application context."""
    shutil.copyfile(installation, tmp_path / "test.sqlite3")
    application = create_app(make_settings(tmp_path))
    with application.app_context():
        yield application
        db.session.remove()
        db.engine.dispose()
    clock.reset()


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
