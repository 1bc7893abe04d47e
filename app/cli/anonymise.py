"""`run.py anonymise`: take the people out of one record, or out of those that nobody has touched for long."""

from datetime import UTC, datetime

import click
from flask.cli import with_appcontext

from app.cli.parameters import RecordTypeName
from app.engine import SYSTEM, EngineError, unit_of_work
from app.records.commands.anonymising import anonymise_record, untouched_since
from app.records.types import RecordType


@click.command(help="Replace the personal data of a record, or of the records that nobody has changed since a day.")
@click.argument("record_type", type=RecordTypeName())
@click.argument("record_id", type=int, required=False)
@click.option(
    "--untouched-since", "day", type=click.DateTime(["%Y-%m-%d"]), help="A day, instead of the id of one record."
)
@click.option("--yes", is_flag=True, help="Do it; without this the command only says what it would do.")
@with_appcontext
def anonymise(record_type: RecordType, record_id: int | None, day: datetime | None, yes: bool) -> None:
    if record_id is not None and day is None:
        chosen = [record_id]
    elif record_id is None and day is not None:
        chosen = untouched_since(record_type, day.replace(tzinfo=UTC))
    else:
        raise click.UsageError("Give the id of a record, or --untouched-since.")
    if not yes:
        click.echo(f"Would be anonymised: {len(chosen)} ({', '.join(map(str, chosen[:20]))}). Say --yes to do it.")
        return
    for each in chosen:
        _anonymise(record_type, each)
    click.echo(f"Anonymised: {len(chosen)}.")


def _anonymise(record_type: RecordType, record_id: int) -> None:
    try:
        with unit_of_work(SYSTEM) as unit:
            anonymise_record(unit, record_type, record_id)
    except EngineError as error:
        raise click.ClickException(f"{record_type.name} {record_id}: {error}") from None
