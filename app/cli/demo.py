"""`run.py demo load`: the demo people and records."""

import click
from flask.cli import with_appcontext


@click.group(help="The demo data.")
def demo() -> None:
    pass


@demo.command(help="Add the demo people and records.")
@with_appcontext
def load() -> None:
    from app.records.demo import load_demo

    click.echo(load_demo())
