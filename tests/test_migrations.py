"""The migrations make the tables that the models describe."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import upgrade

from app.cli.prepare import ROOT
from app.db import Base, db
from app.factory import create_app
from tests.conftest import make_settings


def test_migrating_an_empty_database_gives_the_tables_of_the_models(tmp_path):
    application = create_app(make_settings(tmp_path))
    with application.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": False})
            assert compare_metadata(context, Base.metadata) == []
        db.engine.dispose()
