"""Display names of many records and people at once: one statement for each kind of thing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import select

from app.access.models import Person, person_name
from app.bounds import LARGEST_NUMBER
from app.db import db
from app.engine import Actor
from app.files.places import stored, uploads_of
from app.i18n import gettext as _
from app.records import rights
from app.records.types import Key, RecordType, registry


def offered_names(keys: Iterable[Key], actor: Actor) -> dict[Key, str]:
    """The same for what somebody may let a record point to: nothing new points to a record that is merged."""
    return readable_names(keys, actor, offered=True)


def readable_names(keys: Iterable[Key], actor: Actor, offered: bool = False) -> dict[Key, str]:
    """The display names of people, of the records that the actor may see, and of the files that the actor has given.

    There is no other way to a name: commands, which write names down whoever reads them later, ask as `SYSTEM`.

    Parameters:
        keys: pairs of a record type's name, `person` or `file`, and an id; repetitions do not matter.
        offered: as of `offered_names`.
    """
    names: dict[Key, str] = {}
    for kind, identifiers in _by_kind(keys).items():
        if kind == "person":
            loaded = _people(identifiers)
        elif kind == "file":
            loaded = _files(identifiers, actor)
        else:
            loaded = _records(registry[kind], identifiers, actor, offered)
        names.update({(kind, identifier): name for identifier, name in loaded.items()})
    return names


def words_for_missing(keys: Iterable[Key]) -> str:
    """Why somebody may not point to what has no name for him."""
    if any(kind == "file" for kind, _identifier in keys):
        return _("You have not attached this file, or it is not there any more: attach it yourself.")
    return _("This is not there any more: choose another one.")


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


def _records(record_type: RecordType, identifiers: set[int], actor: Actor, offered: bool) -> Mapping[int, str]:
    model = record_type.model
    columns = [getattr(model, name) for name in ("id", *record_type.display_columns)]
    chosen = select(*columns).where(model.id.in_(identifiers), rights.readable(record_type, actor))
    if offered and record_type.merged:
        # locked as by a foreign key: who is merging it just now is waited for, then the condition is looked at anew
        chosen = chosen.where(record_type.field(record_type.merged).column.is_(None))
        chosen = chosen.with_for_update(read=True, key_share=True, of=model)
    return {row.id: record_type.display(row) for row in db.session.execute(chosen)}


def _files(identifiers: set[int], actor: Actor) -> Mapping[int, str]:
    """Of the files that records hold, the records themselves tell the names."""
    found = stored(identifiers) if actor.id is None else uploads_of(actor.id, identifiers)
    return {identifier: file.name for identifier, file in found.items()}
