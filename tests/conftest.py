"""What all tests share: an application on a database of its own."""

import os
import shutil
import tempfile
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import event, select

from app.access.demo import load_people
from app.access.models import Person
from app.access.passwords import set_cost
from app.cli.prepare import deploy_shipped
from app.db import db
from app.engine import Actor
from app.factory import create_app
from app.records.types.reference_data import ensure_reference_data
from tests.applications import Templates, lend_application, make_settings, running
from tests.postgresql import postgresql_address, postgresql_url  # noqa: F401  (fixtures of all tests)
from tests.sampling import Sampler

DATABASES = ("sqlite", "postgresql")
MEMORY = Path("/dev/shm")
ENOUGH = 4 * 2**30  # bytes

# Thousands of databases come and go: they need no disk where there is memory for them.
if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)

set_cost(time_cost=1, memory_cost=64, parallelism=1)  # thousands of sign-ins: each test makes its own people


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=(*DATABASES, "both"),
        default="sqlite",
        help="What the tests run on that touch a database; `make test` runs them on both.",
    )
    parser.addoption("--whole", action="store_true", help="All of the cases of which a run otherwise takes a sample.")
    parser.addoption("--sample", type=int, default=0, help="The number of the sample that is taken.")
    parser.addoption("--no-tools", action="store_true", help="Without the tests that need PostgreSQL or Chromium.")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a tool that need not be there."""
    if not config.getoption("--no-tools"):
        return
    left_out = [item for item in items if not {"postgresql_address", "browser"}.isdisjoint(item.fixturenames)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]


@pytest.fixture(scope="session")
def sampler(pytestconfig) -> Sampler:
    """Chooses among very many cases."""
    return Sampler(pytestconfig.getoption("--whole"), pytestconfig.getoption("--sample"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test that touches a database runs once on each kind that was asked for."""
    chosen = metafunc.config.getoption("--database")
    kinds = DATABASES if chosen == "both" else (chosen,)
    if "database" in metafunc.fixturenames:
        metafunc.parametrize("database", kinds, indirect=True)
    if "module_database" in metafunc.fixturenames:
        metafunc.parametrize("module_database", kinds, indirect=True, scope="module")


@pytest.fixture
def database(request) -> str:
    """The kind of database that a test runs on."""
    return request.param


@pytest.fixture(scope="module")
def module_database(request) -> str:
    """The same, for what the tests of a module share."""
    return request.param


@pytest.fixture
def copied(request, tmp_path, database):
    """`copied(templates)`: the address of a database of its own, a copy of one that a session fixture has filled."""
    address = partial(request.getfixturevalue, "postgresql_address") if database == "postgresql" else None
    with ExitStack() as opened:
        yield lambda templates: opened.enter_context(templates.copied(tmp_path, address))


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
    with running(lend_application(tmp_path, copied(empty_databases))) as application:
        yield application


@pytest.fixture
def own_app(tmp_path, copied, empty_databases):
    """The same, made for this test alone, which may add pages to it."""
    with running(create_app(make_settings(tmp_path, database_url=copied(empty_databases)))) as application:
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
    with running(lend_application(tmp_path, copied(shipped_databases))) as application:
        shipped_databases.remember_deployed()
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
