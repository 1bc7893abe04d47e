"""Display names of many records and people at once: one statement for each kind of thing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import ColumnElement, select

from app.access.models import Person, person_name
from app.bounds import LARGEST_NUMBER
from app.db import db
from app.engine import Actor
from app.records import rights
from app.records.types import Key, RecordType, registry


def readable_names(keys: Iterable[Key], actor: Actor) -> dict[Key, str]:
    """The display names of people, and of the records that the actor may see.

    There is no other way to a name: commands, which write names down whoever reads them later, ask as `SYSTEM`.

    Parameters:
        keys: pairs of a record type's name, or `person`, and an id; repetitions do not matter.
    """
    names: dict[Key, str] = {}
    for kind, identifiers in _by_kind(keys).items():
        if kind == "person":
            loaded = _people(identifiers)
        else:
            loaded = _records(registry[kind], identifiers, rights.readable(registry[kind], actor))
        names.update({(kind, identifier): name for identifier, name in loaded.items()})
    return names


def _by_kind(keys: Iterable[Key]) -> dict[str, set[int]]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for kind, identifier in keys:
        if identifier is not None and identifier <= LARGEST_NUMBER:
            wanted[kind].add(identifier)
    return wanted


def _people(identifiers: set[int]) -> Mapping[int, str]:
    columns = select(Person.id, Person.login, Person.first_name, Person.last_name)
    rows = db.session.execute(columns.where(Person.id.in_(identifiers)))
    return {row.id: person_name(row.first_name, row.last_name, row.login) for row in rows}


def _records(record_type: RecordType, identifiers: set[int], *conditions: ColumnElement[bool]) -> Mapping[int, str]:
    model = record_type.model
    columns = [getattr(model, name) for name in ("id", *record_type.display_columns)]
    rows = db.session.execute(select(*columns).where(model.id.in_(identifiers), *conditions))
    return {row.id: record_type.display(row) for row in rows}
