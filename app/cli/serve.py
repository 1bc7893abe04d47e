"""`run.py serve`: bring the database up to date and answer requests."""

import logging
import sys
from logging.handlers import RotatingFileHandler

import click
from flask import current_app
from flask.cli import with_appcontext

from app.access.demo import PEOPLE
from app.cli.problems import problem_line
from app.engine import DeploymentRefused
from app.settings import Settings
from app.web.static_files import is_built

_LOG_SIZE = 10_000_000  # bytes of one log file
_LOGS_KEPT = 5  # older ones


@click.command(help="Serve the application (migrates the database and deploys what ships first).")
@click.option("--no-prepare", is_flag=True, help="Do not migrate and deploy before serving.")
@with_appcontext
def serve(no_prepare: bool = False) -> None:
    from waitress import create_server

    from app.cli.prepare import prepare
    from app.jobs.clock import start_clock

    settings: Settings = current_app.config["SETTINGS"]
    app = current_app._get_current_object()
    if not is_built():
        sys.stderr.write("The browser's files are not built: make assets\n")
        sys.exit(1)
    _log_to_file(settings)
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
        server = create_server(app, host=settings.host, port=settings.port, threads=settings.threads, ident="Dealflow")
    except OSError as error:
        sys.stderr.write(f"Cannot listen on {settings.host}:{settings.port}: {error.strerror}. Set DEALFLOW_PORT.\n")
        sys.exit(1)
    click.echo(f"\nDealflow: http://{settings.host}:{settings.port}")
    if settings.demo:
        click.echo("Sign in (password: demo): " + ", ".join(person.login for person in PEOPLE))
    server.run()


def _log_to_file(settings: Settings) -> None:
    handler = RotatingFileHandler(
        settings.data / "dealflow.log", maxBytes=_LOG_SIZE, backupCount=_LOGS_KEPT, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
    for talkative in ("apscheduler", "spiff"):  # a line for every tick and every step of the engine
        logging.getLogger(talkative).setLevel(logging.WARNING)
