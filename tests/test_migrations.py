"""The migrations make the tables that the models describe, and the application starts on them, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from app.cli.prepare import ROOT
from app.db import Base, db
from app.factory import create_app
from tests.conftest import make_settings

MIGRATIONS = str(ROOT / "migrations")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path):
    """An application on an empty database."""
    url = {} if request.param == "sqlite" else {"database_url": request.getfixturevalue("postgresql_url")}
    application = create_app(make_settings(tmp_path, **url))
    with application.app_context():
        yield application
        db.session.remove()
        db.engine.dispose()


def test_migrating_an_empty_database_gives_the_tables_of_the_models(empty):
    upgrade(directory=MIGRATIONS)
    with db.engine.connect() as connection:
        types = connection.dialect.name == "postgresql"  # SQLite does not keep them exactly
        context = MigrationContext.configure(connection, opts={"compare_type": types, "include_object": _is_ours})
        assert compare_metadata(context, Base.metadata) == []


def _is_ours(_table, name: str, *_rest) -> bool:
    return not name.startswith("sample_")  # of the tests, in the same metadata


def test_tables_whose_ids_are_kept_by_the_history_never_give_them_again(empty):
    upgrade(directory=MIGRATIONS)
    if db.engine.dialect.name == "postgresql":
        return  # sequences only go up
    ours = [table for table in Base.metadata.tables.values() if _is_ours(table, table.name)]
    wanted = {table.name for table in ours if table.dialect_options["sqlite"]["autoincrement"]}
    with db.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'")
        assert {row.name for row in rows} == wanted
    assert {"deal", "lead", "counterparty", "process_instance"} <= wanted


def test_every_migration_can_be_taken_back(empty):
    upgrade(directory=MIGRATIONS)
    downgrade(directory=MIGRATIONS, revision="base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
