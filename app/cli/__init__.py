"""The commands of `python run.py`."""

import sys

import click
from flask.cli import FlaskGroup

from app.cli.bench import bench
from app.cli.demo import demo
from app.cli.deploy import deploy
from app.cli.people import people
from app.cli.serve import serve
from app.cli.tck import tck
from app.factory import create_app
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


for command in (serve, deploy, demo, people, bench, tck):
    commands.add_command(command)


def main() -> None:
    """Run the command line; a wrong setting is named instead of shown as a traceback."""
    try:
        commands.main(prog_name="run.py", standalone_mode=True)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
