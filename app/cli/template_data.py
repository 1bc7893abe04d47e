"""`run.py template-data TYPE ID --as LOGIN`: what a template of a document sees of a record."""

import json

import click
from flask.cli import with_appcontext
from flask_babel import force_locale

from app.access.models import Person
from app.access.signed_in import find_person
from app.cli.parameters import RecordTypeName
from app.engine import NotFound
from app.i18n import LANGUAGES
from app.records.rights.template_data import template_data as data_of
from app.records.types import RecordType


@click.command(help="Show what a template of a document sees of a record, as JSON.")
@click.argument("record_type", type=RecordTypeName())
@click.argument("record_id", type=int)
@click.option("--as", "login", required=True, help="Login of the person whose rights count.")
@click.option("--language", type=click.Choice(LANGUAGES), default="ru", help="Language of the words.")
@with_appcontext
def template_data(record_type: RecordType, record_id: int, login: str, language: str) -> None:
    person = find_person(Person.login == login)
    if person is None:
        raise click.ClickException(f"There is no person {login}.")
    try:
        with force_locale(language):
            data = data_of(record_type, record_id, person.actor)
    except NotFound:
        words = f"{record_type.name} {record_id} is not there, or {login} may not read it."
        raise click.ClickException(words) from None
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
