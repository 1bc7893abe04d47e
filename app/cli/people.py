"""`run.py people add`: the first people of an installation."""

import sys

import click
from flask.cli import with_appcontext
from flask_babel import force_locale
from sqlalchemy import select

from app.access.commands import PeopleError, add_person, ensure_shipped_groups, update_person
from app.access.leaving import held_by
from app.access.models import Person
from app.db import db


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


@people.command(help="Disable a person and hand over what they hold.")
@click.argument("login")
@click.option("--successor", help="Login of who gets it all; without one, tasks go back to their groups.")
@with_appcontext
def disable(login: str, successor: str | None) -> None:
    found = {person.login: person.id for person in db.session.scalars(select(Person))}
    for name in filter(None, (login, successor)):
        if name not in found:
            click.echo(f"login: nobody has the login {name}", err=True)
            sys.exit(1)
    with force_locale("en"):
        for held in held_by(found[login]):
            click.echo(f"{held.label}: {held.count}")
        try:
            update_person(found[login], disabled=True, successor_id=found[successor] if successor else None)
        except PeopleError as error:
            click.echo(f"{error.field}: {error.message}", err=True)
            sys.exit(1)
        left = [f"{held.label}: {held.count}" for held in held_by(found[login])]
    click.echo(f"{login} cannot sign in any more." + (f" Still theirs: {'; '.join(left)}." if left else ""))
