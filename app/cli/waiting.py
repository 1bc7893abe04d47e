"""`run.py waiting`: publications that give rights, and an administrator's word on them."""

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click
from flask.cli import with_appcontext
from flask_babel import force_locale

from app.cli.problems import problem_line
from app.engine import (
    SYSTEM,
    CommandError,
    DeploymentRefused,
    check_waiting,
    decline_waiting,
    publish_waiting,
    waiting_deployment,
    waiting_deployments,
)

Found = TypeVar("Found")


@click.group(invoke_without_command=True, help="Publications that give rights and wait for an administrator.")
@click.pass_context
@with_appcontext
def waiting(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        for each in waiting_deployments():
            files = ", ".join(file.file_name for file in each.files)
            click.echo("\t".join((str(each.id), each.state, each.author_name, each.name, files)))


@waiting.command(help="Show what one changes beside what is in force.")
@click.argument("number", type=int)
@with_appcontext
def show(number: int) -> None:
    found = _done(lambda: waiting_deployment(number))
    click.echo(f"{found.name}: {found.comment}" if found.comment else found.name)
    for problem in _done(lambda: check_waiting(number)):
        click.echo(problem_line(problem))


@waiting.command(help="Publish one; without --confirm for everything that it changes it only says what that is.")
@click.argument("number", type=int)
@click.option("--confirm", "confirmed", multiple=True, metavar="NAME", help="What is confirmed; may be repeated.")
@with_appcontext
def publish(number: int, confirmed: tuple[str, ...]) -> None:
    result = _done(lambda: publish_waiting(number, actor=SYSTEM, confirmed=confirmed), confirmed)
    for artifact in result.artifacts:
        click.echo(f"{artifact.file_name}: " + (f"version {artifact.version}" if artifact.changed else "unchanged"))


@waiting.command(help="Do not publish one.")
@click.argument("number", type=int)
@click.option("--reason", default="", help="Why not, for its author.")
@with_appcontext
def decline(number: int, reason: str) -> None:
    _done(lambda: decline_waiting(number, actor=SYSTEM, reason=reason))
    click.echo(f"{number}: declined")


def _done(command: Callable[[], Found], confirmed: Any = ()) -> Found:
    """What the command gives; what it refuses is said, with exit status 1."""
    try:
        with force_locale("en"):  # as everything on the command line
            return command()
    except DeploymentRefused as refused:
        for problem in refused.problems:
            click.echo(problem_line(problem, confirmed), err=True)
    except CommandError as error:
        with force_locale("en"):
            click.echo(str(error), err=True)
    sys.exit(1)
