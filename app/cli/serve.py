"""`run.py serve`: bring the database up to date and answer requests."""

import sys

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.access.demo import PEOPLE, has_demo_passwords
from app.cli.problems import problem_line
from app.engine import DeploymentRefused
from app.logs import log_to
from app.settings import Settings
from app.web.static_files import is_built


@click.command(help="Serve the application (migrates the database and deploys what ships first).")
@click.option("--no-prepare", is_flag=True, help="Do not migrate and deploy before serving.")
@with_appcontext
def serve(no_prepare: bool = False) -> None:
    from app.cli.prepare import prepare
    from app.cli.server import make_server
    from app.jobs.clock import start_clock

    settings: Settings = current_app.config["SETTINGS"]
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    if not is_built():
        sys.stderr.write("The browser's files are not built: make assets\n")
        sys.exit(1)
    log_to(settings.data)
    if not no_prepare:
        try:
            prepare(click.echo)
        except DeploymentRefused as refused:
            click.echo("The shipped artifacts cannot be deployed:", err=True)
            for problem in refused.problems:
                click.echo(problem_line(problem), err=True)
            sys.exit(1)
    start_clock(app)
    try:
        server = make_server(app, settings)
    except OSError as error:
        sys.stderr.write(f"Cannot listen on {settings.host}:{settings.port}: {error.strerror}. Set DEALFLOW_PORT.\n")
        sys.exit(1)
    click.echo(f"\nDealflow: http://{settings.host}:{settings.port}")
    if not settings.demo and has_demo_passwords():
        click.echo("The demo people cannot sign in: DEALFLOW_DEMO is off. Add your own: python run.py people add.")
    if settings.demo:
        click.echo("Sign in (password: demo): " + ", ".join(person.login for person in PEOPLE))
    server.run()
