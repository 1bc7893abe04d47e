"""`run.py demo load`: the demo people and records."""

import sys

import click
from flask import current_app
from flask.cli import with_appcontext


@click.group(help="The demo data.")
def demo() -> None:
    pass


@demo.command(help="Add the demo people and records.")
@click.option("--year", is_flag=True, help="A year of work more; takes up to a minute.")
@with_appcontext
def load(year: bool) -> None:
    from app.records.demo import load_demo

    if not current_app.config["SETTINGS"].demo:
        click.echo("The demo people can sign in in demo mode only: set DEALFLOW_DEMO=yes.", err=True)
        sys.exit(1)
    click.echo(load_demo(year))
