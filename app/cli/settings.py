"""`run.py settings`: every setting and its value."""

import os

import click
from flask.cli import with_appcontext

from app.core_settings import CORE
from app.declared_settings import Setting, package_settings, read_declared


@click.command(help="Every setting, the application's and the packages', with its value; secrets are not shown.")
@with_appcontext
def settings() -> None:
    core = read_declared(CORE)
    for setting, value in [*((each, core[each.name]) for each in CORE), *package_settings()]:
        click.echo(f"{setting.name}={_shown(setting, value)}\t{setting.words}")


def _shown(setting: Setting, value: object) -> str:
    if setting.name not in os.environ:
        return f"{setting.default_words or setting.shown(value) or 'none'} (default)"
    return "(set, not shown)" if setting.secret else setting.shown(value)
