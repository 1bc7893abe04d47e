"""The fixtures of tests that need a PostgreSQL server."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.postgresql import free_port, make_template, new_database, postgresql_server
from tools.test_tools import find_postgresql

__all__ = ["free_port", "make_template", "new_database", "postgresql_address", "postgresql_server", "postgresql_url"]


@pytest.fixture(scope="session")
def postgresql_address() -> Iterator[str]:
    """Address of a server: `TEST_POSTGRESQL_URL` when it is set, else of a private one."""
    given = os.environ.get("TEST_POSTGRESQL_URL")
    if given:
        yield given.rstrip("/") + "/"
        return
    initdb = find_postgresql()
    if initdb is None:
        pytest.fail("PostgreSQL is not installed: apt-get install postgresql, or set TEST_POSTGRESQL_URL")
    with postgresql_server(Path(initdb).resolve().parent) as address:
        yield address


@pytest.fixture
def postgresql_url(postgresql_address: str) -> Iterator[str]:
    """An empty database of its own on that server."""
    with new_database(postgresql_address) as url:
        yield url
