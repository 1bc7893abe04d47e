"""`run.py dev`: a server for whoever works on the code. It shows its inside, so it is not reachable from outside."""

import os
import sys
import time
from ipaddress import ip_address
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from app.cli.prepare import ROOT, prepare
from app.cli.problems import problem_line
from app.engine import DeploymentRefused
from app.packages import loaded_packages, package_artifacts
from app.settings import Settings

_ARTIFACTS = ("bpmn", "forms", "templates", "app/translations")


@click.command(
    help="Serve for developing: starts anew when a file is saved, shows tracebacks on the console and the page."
)
@with_appcontext
def dev() -> None:
    from werkzeug.serving import is_running_from_reloader, run_simple

    from app.jobs.clock import start_clock

    settings: Settings = current_app.config["SETTINGS"]
    if reason := reachable_from_outside(settings):
        sys.stderr.write(f"run.py dev lets whoever reaches it run code on this machine. {reason}\n")
        sys.exit(2)
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    app.debug = True
    app.config.update(PROPAGATE_EXCEPTIONS=True, TEMPLATES_AUTO_RELOAD=True)
    app.jinja_env.auto_reload = True
    if is_running_from_reloader():  # the process that serves; the other one only watches the files
        try:
            prepare(click.echo)
        except DeploymentRefused as refused:
            for problem in refused.problems:
                click.echo(problem_line(problem), err=True)
        start_clock(app)
    while True:
        try:
            run_simple(
                settings.host,
                settings.port,
                app,
                use_reloader=True,
                use_debugger=True,
                threaded=True,
                extra_files=[str(path) for path in _watched()],
            )
        except SystemExit as ended:
            listened = os.environ.pop("WERKZEUG_SERVER_FD", "")
            if is_running_from_reloader() or ended.code == 0 or not listened:
                raise
            _wait_for_change()
        else:
            return


def reachable_from_outside(settings: Settings) -> str:
    """Why others could reach the server that these settings describe, and what to do; empty when they could not."""
    if settings.trusted_proxies:
        return "Behind a proxy others reach it: leave DEALFLOW_TRUSTED_PROXIES out, or use run.py serve."
    if not _is_loopback(settings.host):
        return f"Others reach {settings.host}: leave DEALFLOW_HOST out, or use run.py serve."
    return ""


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _wait_for_change() -> None:
    """Return when a file of the code or an artifact is not what it was."""
    before = _saved()
    click.echo("It cannot be started as it is, and will be when a file is saved. Ctrl+C ends it.", err=True)
    while _saved() == before:
        time.sleep(1)


def _saved() -> dict[Path, float]:
    packages = [Path(package.__file__).parent for package in loaded_packages().values() if package.__file__]
    code = [path for folder in (ROOT / "app", *packages) for path in folder.rglob("*.py")]
    return {path: path.stat().st_mtime for path in (*code, *_watched()) if path.exists()}


def _watched() -> list[Path]:
    """What the server reads besides the Python files: saved, it is deployed."""
    folders = [*(ROOT / folder for folder in _ARTIFACTS), *package_artifacts()]
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]
