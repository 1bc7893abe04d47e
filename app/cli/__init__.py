"""The commands of `python run.py`."""

import os
import sys

import click
from flask.cli import FlaskGroup
from sqlalchemy.exc import DBAPIError, OperationalError

from app.cli.anonymise import anonymise
from app.cli.database import database
from app.cli.demo import demo
from app.cli.deploy import deploy
from app.cli.dev import dev
from app.cli.files import files
from app.cli.jobs import jobs
from app.cli.people import people
from app.cli.serve import serve
from app.cli.settings import settings
from app.cli.tck import tck
from app.cli.template_data import template_data
from app.cli.waiting import waiting
from app.factory import create_app
from app.records.types import DeclarationError
from app.settings import SettingsError


@click.group(
    cls=FlaskGroup,
    create_app=create_app,
    invoke_without_command=True,
    add_default_commands=False,
    add_version_option=False,
    help="Dealflow: a CRM in which the diagram decides. Without a command it serves.",
)
@click.pass_context
def commands(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        context.invoke(serve)


for command in (
    serve,
    dev,
    deploy,
    waiting,
    demo,
    people,
    jobs,
    files,
    settings,
    template_data,
    anonymise,
    database,
    tck,
):
    commands.add_command(command)


def main() -> None:
    """Run the command line; a wrong setting or declaration is named instead of shown as a traceback."""
    os.umask(0o077)  # what is written is for the owner of the installation
    try:
        commands.main(prog_name="run.py", standalone_mode=True)
    except (SettingsError, DeclarationError) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    except DBAPIError as error:
        sys.stderr.write(_about_the_database(error))
        sys.exit(1)


def _about_the_database(error: DBAPIError) -> str:
    """What the database said, and what to do about it; an error that says nothing of that kind goes on."""
    said = str(error.orig).strip().splitlines()[0]
    if "no such table" in said or ("relation" in said and "does not exist" in said):
        return "The database has no tables yet: start the server once, python run.py serve.\n"
    if not isinstance(error, OperationalError):
        raise error
    return f"The database cannot be used: {said}. Look at DATABASE_URL and DEALFLOW_DATA.\n"
