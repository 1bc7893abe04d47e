"""Packages of an installation's own: found, migrated, refused in words."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app.cli.prepare import prepare
from app.db import Base, db
from app.factory import create_app
from app.records.types import registry
from app.settings import SettingsError
from tests.applications import make_settings, running
from tests.extension import orders
from tests.extension.conftest import PACKAGE


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    return request.getfixturevalue("postgresql_url")


def test_its_tables_are_made_and_its_artifacts_deployed_at_the_first_start(tmp_path, empty_url):
    try:
        with running(create_app(make_settings(tmp_path, database_url=empty_url, packages=(PACKAGE,)))) as application:
            prepare(lambda line: None)
            with db.engine.connect() as connection:
                context = MigrationContext.configure(connection, opts={"include_object": _is_of_package})
                assert compare_metadata(context, Base.metadata) == []
            client = application.test_client()
            assert client.get("/supply-orders").status_code in (302, 401)
    finally:
        registry.withdraw(orders.order)


def _is_of_package(_object, name, kind, *_rest):
    return kind != "table" or name.startswith("sample_order")


@pytest.mark.parametrize(
    ("name", "words"),
    [("no.such.package", "no.such.package cannot be imported"), ("tests.hostile", "tests.hostile has no init_app")],
)
def test_a_package_that_cannot_be_loaded_is_named(tmp_path, name, words):
    with pytest.raises(SettingsError, match=words):
        create_app(make_settings(tmp_path, packages=(name,)))
