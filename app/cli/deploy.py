"""`run.py deploy PATH…`: publish artifacts."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from app.cli.problems import problem_line
from app.engine import SYSTEM, DeploymentRefused
from app.engine import deploy as deploy_files


@click.command(help="Check and publish diagrams, decision tables, forms, lifecycles and templates, all or nothing.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--name", default="Command line", help="Name of the deployment.")
@click.option("--comment", default="", help="What has changed and why.")
@click.option("--dry-run", is_flag=True, help="Check only.")
@click.option(
    "--confirm", "confirmed", multiple=True, metavar="NAME", help="What the check asked to confirm; may be repeated."
)
@with_appcontext
def deploy(paths: tuple[Path, ...], name: str, comment: str, dry_run: bool, confirmed: tuple[str, ...]) -> None:
    from app.cli.prepare import collect

    try:
        result = deploy_files(
            collect(list(paths)),
            name=name,
            comment=comment,
            actor=SYSTEM,
            dry_run=dry_run,
            confirmed=confirmed,
            administrator=True,
        )
    except DeploymentRefused as refused:
        for problem in refused.problems:
            click.echo(problem_line(problem, confirmed), err=True)
        sys.exit(1)
    for problem in result.problems:
        click.echo(problem_line(problem, confirmed), err=True)
    if any(problem.stands_in_the_way(confirmed) for problem in result.problems):
        sys.exit(1)
    for artifact in result.artifacts:
        state = f"version {artifact.version}" if artifact.changed else "unchanged"
        click.echo(f"{artifact.file_name}: {state}")
