"""`run.py db`: the tables of the database and their migrations (Alembic, through Flask-Migrate)."""

from collections.abc import Sequence
from pathlib import Path

import click
import flask_migrate
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import current_app
from flask.cli import with_appcontext

from app.cli.prepare import ROOT
from app.packages import loaded_packages

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
@click.option("--package", metavar="NAME", help="of the tables of a package, into its folder MIGRATIONS")
@with_appcontext
def migrate(subject: str, package: str | None) -> None:
    try:
        if package is None:
            _write(subject, owner="", newest=_newest(), rev_id=next_number(), folder=Path(MIGRATIONS) / "versions")
        else:
            _write_for_package(subject, package)
    except CommandError as error:
        raise click.ClickException(f"{error} Bring the tables up to date with: run.py db upgrade") from None


def next_number() -> str:
    """The number of the next migration."""
    return f"{int(_newest() or 0) + 1:04}"


def _newest() -> str | None:
    return ScriptDirectory(MIGRATIONS).get_current_head()


def _write_for_package(subject: str, name: str) -> None:
    """Write the next migration of a package: its first begins a branch that has the name of the package."""
    package = loaded_packages().get(name)
    if package is None:
        loaded = ", ".join(loaded_packages()) or "none"
        raise click.BadParameter(f"{name} is not loaded (loaded: {loaded}): name it in DEALFLOW_PACKAGES.")
    if not hasattr(package, "MIGRATIONS"):
        words = f'{name} has no folder for them: MIGRATIONS = Path(__file__).parent / "migrations" in its __init__.py.'
        raise click.BadParameter(words)
    folder = Path(package.MIGRATIONS).resolve()
    folder.mkdir(exist_ok=True)
    written = [each for each in _scripts().walk_revisions() if Path(each.path).resolve().parent == folder]
    heads = [each.revision for each in written if each.is_head]
    if len(heads) > 1:
        raise click.ClickException(f"{name} has more than one newest migration: {', '.join(sorted(heads))}.")
    branch = name.rpartition(".")[2]
    _write(
        subject,
        owner=name,
        newest=heads[0] if heads else None,
        rev_id=f"{branch}_{len(written) + 1:04}",
        folder=folder,
        branch_label=None if heads else branch,
        depends_on=_newest(),
    )


def _write(
    subject: str,
    owner: str,
    newest: str | None,
    rev_id: str,
    folder: Path,
    branch_label: str | None = None,
    depends_on: str | None = None,
) -> None:
    config = _config(["autogenerate"])
    config.attributes["tables_of"] = owner
    command.revision(
        config,
        subject,
        autogenerate=True,
        head=newest or "base",
        rev_id=rev_id,
        version_path=str(folder),
        branch_label=branch_label,
        depends_on=depends_on,
    )


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config(options: Sequence[str] = ()) -> Config:
    found: Config = current_app.extensions["migrate"].migrate.get_config(MIGRATIONS, opts=options)
    return found
