"""`run.py people add`: the first people of an installation."""

import sys

import click
from flask.cli import with_appcontext
from flask_babel import force_locale

from app.access.commands import PeopleError, add_person, ensure_shipped_groups


@click.group(help="The people who sign in.")
def people() -> None:
    pass


@people.command(help="Add a person.")
@click.argument("login")
@click.option("--first-name", default="", help="First name.")
@click.option("--last-name", default="", help="Last name.")
@click.option("--email", default="", help="E-mail address.")
@click.option("--group", "groups", multiple=True, help="Id of a group, such as crm-administrators; may be repeated.")
@click.password_option(help="Asked for when not given.")
@with_appcontext
def add(login: str, first_name: str, last_name: str, email: str, groups: tuple[str, ...], password: str) -> None:
    ensure_shipped_groups()
    try:
        with force_locale("en"):  # as everything on the command line
            person = add_person(login, password, groups=groups, first_name=first_name, last_name=last_name, email=email)
    except PeopleError as error:
        click.echo(f"{error.field}: {error.message}", err=True)
        sys.exit(1)
    click.echo(f"{person.login} can sign in.")
