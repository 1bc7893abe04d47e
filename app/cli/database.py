"""`run.py db`: the tables of the database and their migrations (Alembic, through Flask-Migrate)."""

import click
import flask_migrate
from flask.cli import with_appcontext

from app.cli.prepare import ROOT

MIGRATIONS = str(ROOT / "migrations")


@click.group(
    name="db",
    help="The tables of the database and their migrations. serve and dev migrate by themselves.",
)
def database() -> None:
    pass


@database.command(help="Bring the tables to a migration, by default the newest.")
@click.argument("number", default="heads")  # packages have branches of their own
@with_appcontext
def upgrade(number: str) -> None:
    flask_migrate.upgrade(directory=MIGRATIONS, revision=number)


@database.command(
    help="Take back the migrations after NUMBER, such as 0004; base takes all of them back, and all data."
)
@click.argument("number")
@with_appcontext
def downgrade(number: str) -> None:
    flask_migrate.downgrade(directory=MIGRATIONS, revision=number)


@database.command(help="Print the migration that the tables are at.")
@with_appcontext
def current() -> None:
    flask_migrate.current(directory=MIGRATIONS)


@database.command(help="Print all migrations, the newest first.")
@with_appcontext
def history() -> None:
    flask_migrate.history(directory=MIGRATIONS)


@database.command(help="Exit status 1 when the models have something that no migration makes.")
@with_appcontext
def check() -> None:
    flask_migrate.check(directory=MIGRATIONS)


@database.command(
    help="Write the next migration from what the models have and the tables do not; read it before using it."
)
@click.argument("subject")
@with_appcontext
def migrate(subject: str) -> None:
    flask_migrate.migrate(directory=MIGRATIONS, message=subject, rev_id=next_number())


def next_number() -> str:
    """The number of the next migration."""
    from alembic.script import ScriptDirectory

    return f"{int(ScriptDirectory(MIGRATIONS).get_current_head() or 0) + 1:04}"
