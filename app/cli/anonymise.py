"""`run.py anonymise`: take the people out of one record, or out of those that nobody has touched for long."""

from datetime import UTC, datetime

import click
from flask.cli import with_appcontext

from app.engine import SYSTEM, EngineError, unit_of_work
from app.records.anonymising.commands import anonymise_record, untouched_since
from app.records.types import RecordType, registry


@click.command(help="Replace the personal data of a record, or of the records that nobody has changed since a day.")
@click.argument("record_type")
@click.argument("record_id", type=int, required=False)
@click.option("--untouched-since", type=click.DateTime(["%Y-%m-%d"]), help="A day, instead of the id of one record.")
@click.option("--yes", is_flag=True, help="Do it; without this the command only says what it would do.")
@with_appcontext
def anonymise(record_type: str, record_id: int | None, untouched_since: datetime | None, yes: bool) -> None:
    declared = registry.get(record_type)
    if declared is None:
        known = ", ".join(each.name for each in registry)
        raise click.ClickException(f"There is no record type {record_type}. There are: {known}.")
    if (record_id is None) == (untouched_since is None):
        raise click.UsageError("Give the id of a record, or --untouched-since.")
    chosen = [record_id] if record_id is not None else _old(declared, untouched_since)
    if not yes:
        click.echo(f"Would be anonymised: {len(chosen)} ({', '.join(map(str, chosen[:20]))}). Say --yes to do it.")
        return
    for each in chosen:
        _anonymise(declared, each)
    click.echo(f"Anonymised: {len(chosen)}.")


def _old(record_type: RecordType, day: datetime | None) -> list[int]:
    assert day is not None
    return untouched_since(record_type, day.replace(tzinfo=UTC))


def _anonymise(record_type: RecordType, record_id: int) -> None:
    try:
        with unit_of_work(SYSTEM) as unit:
            anonymise_record(unit, record_type, record_id)
    except EngineError as error:
        raise click.ClickException(f"{record_type.name} {record_id}: {error}") from None
