"""`run.py files`: the files of records, in the store and in the table."""

import sys

import click
from flask.cli import with_appcontext

from app.files.sweeping import differences


@click.group(help="The files of records, in the store and in the table.")
def files() -> None:
    pass


@files.command(
    help="Look for files whose content is missing, and contents that no file has. Exit status 1 when a content is"
    " missing or damaged."
)
@click.option("--contents", is_flag=True, help="Read every content, too, and compare its digest.")
@with_appcontext
def check(contents: bool) -> None:
    found = differences(read_contents=contents)
    for identifier, name in found.missing:
        click.echo(f"missing: the content of file {identifier}, {name}")
    for identifier, name in found.damaged:
        click.echo(f"damaged: the content of file {identifier}, {name}")
    for digest in found.unreferenced:
        click.echo(f"unreferenced: the content {digest}")
    counts = f"{len(found.missing)} missing, {len(found.damaged)} damaged, {len(found.unreferenced)} unreferenced."
    click.echo(counts)
    if found.missing or found.damaged:
        click.echo("Put back what is missing or damaged from a backup of the data folder.", err=True)
        sys.exit(1)
