"""Writing values into a record: checked, remembered in the history, told to the engine."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.db import db
from app.engine import SYSTEM, Actor
from app.i18n import gettext as _
from app.records.errors import RecordRefused
from app.records.rights.names import offered_names, readable_names, words_for_missing
from app.records.types import Key, RecordType
from app.records.types.comparing import same
from app.records.values.of_records import values_of
from app.records.values.schemas import read_values
from app.records.values.searching import text_of


def typed_values(
    record_type: RecordType,
    raw: Mapping[str, Any],
    system: bool = False,
    known: dict[Key, str] | None = None,
    actor: Actor | None = None,
    held: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Turn raw values into what the model holds, by field name.

    Parameters:
        system: the caller is a diagram, which may write fields that people only read.
        known: display names that were read before; what is read here is put in.
        actor: what a value points to must be known, or be readable by this person: nobody reads a name by pointing to
            it. None: it must exist.
        held: what the record holds that is changed; what is kept from the actor in a value stays as it is there.

    Raises:
        RecordRefused: with words for each field that does not fit, unknown and read-only ones included.
    """
    values, problems = read_values(record_type, raw, system)
    problems.update(_missing_targets(record_type, values, {} if known is None else known, actor))
    values = _restored(record_type, values, held or {}, actor)
    withheld = [name for name, value in values.items() if record_type.field(name).is_withheld(value)]
    problems.update(dict.fromkeys(withheld, _("This is not there any more: choose another one.")))
    if problems:
        raise RecordRefused(problems)
    return values


def given_to(record_type: RecordType, record: Any, raw: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """The typed values that a person gives to a record.

    They may point only to what the person may read, and to files that are the record's already; what was kept from the
    person stays as it is in the record.

    Raises:
        RecordRefused: with words for each field that does not fit.
    """
    fields = [record_type.field(name) for name in raw if record_type.has_field(name)]
    held = values_of(record_type, record, [field.name for field in fields if field.targets])
    own = readable_names([key for field in fields for key in field.may_stay(record.id)], SYSTEM)
    return typed_values(record_type, raw, known=own, actor=actor, held=held)


def _missing_targets(
    record_type: RecordType, values: Mapping[str, Any], known: dict[Key, str], actor: Actor | None
) -> dict[str, str]:
    """Words for the fields that point to a record or a person that does not exist, or not for this actor."""
    wanted = {name: record_type.field(name).pointed_to(value) for name, value in values.items()}
    keys = (key for keys in wanted.values() for key in keys if key not in known)
    known.update(readable_names(keys, SYSTEM) if actor is None else offered_names(keys, actor))
    missing = {name: [key for key in keys if key not in known] for name, keys in wanted.items()}
    return {name: words_for_missing(keys) for name, keys in missing.items() if keys}


def _restored(
    record_type: RecordType, values: Mapping[str, Any], held: Mapping[str, Any], actor: Actor | None
) -> dict[str, Any]:
    """The values, with what was kept from the actor as the record holds it."""
    if actor is None:
        return dict(values)
    keys = [key for name in values if name in held for key in record_type.field(name).pointed_to(held[name])]
    readable = readable_names(keys, actor) if keys else {}
    return {
        name: record_type.field(name).restored(value, held[name], readable) if name in held else value
        for name, value in values.items()
    }


def _read_names(keys: Iterable[Key], known: dict[Key, str]) -> dict[Key, str]:
    """Put the names that are not known yet among those that are."""
    known.update(readable_names((key for key in keys if key not in known), SYSTEM))
    return known


def write_values(
    record_type: RecordType, record: Any, values: Mapping[str, Any], known: dict[Key, str] | None = None
) -> dict[str, dict[str, Any]]:
    """Write typed values where they differ from what is there.

    Parameters:
        known: display names that were read before; what is read here is put in.

    Returns:
        The changes as the history keeps them: `{field: {"old": …, "new": …}}`, empty when nothing differs.
    """
    before = values_of(record_type, record, values)
    changed = {name: value for name, value in values.items() if not same(before[name], value)}
    for name, value in changed.items():
        _write(record_type, record, name, value)
    if changed:
        _refresh_search_text(record_type, record, changed)
    return _as_history(record_type, before, changed, {} if known is None else known)


def _write(record_type: RecordType, record: Any, name: str, value: Any) -> None:
    field = record_type.field(name)
    if field.stored_in_row:
        field.set(record, value)
    else:
        field.write(record.id, value)


def write_new(record_type: RecordType, record: Any, values: Mapping[str, Any]) -> None:
    """Write the values of a record that was just added; it gets its id here."""
    elsewhere = {name for name in values if not record_type.field(name).stored_in_row}
    for name, value in values.items():
        if name not in elsewhere:
            record_type.field(name).set(record, value)
    record.search_text = search_text(record_type, record, values)
    db.session.add(record)
    db.session.flush()
    for name in elsewhere:
        if values[name]:
            record_type.field(name).write(record.id, values[name])


def search_text(record_type: RecordType, record: Any, elsewhere: Mapping[str, Any]) -> str:
    """The folded words by which the record is found.

    Parameters:
        elsewhere: the values of the fields that are not in the record's own row.
    """
    words: list[str] = []
    for name in record_type.search:
        field = record_type.field(name)
        words += field.searched(field.get(record) if field.stored_in_row else elsewhere.get(name))
    return text_of(words)


def _refresh_search_text(record_type: RecordType, record: Any, changed: Mapping[str, Any]) -> None:
    if not set(changed) & set(record_type.search):
        return
    elsewhere = [name for name in record_type.search if not record_type.field(name).stored_in_row]
    unread = values_of(record_type, record, [name for name in elsewhere if name not in changed])
    record.search_text = search_text(record_type, record, {**unread, **changed})


def _as_history(
    record_type: RecordType, before: Mapping[str, Any], changed: Mapping[str, Any], known: dict[Key, str]
) -> dict[str, dict[str, Any]]:
    keys: set[Key] = set()
    for name, value in changed.items():
        field = record_type.field(name)
        keys.update(field.pointed_to(value) + field.pointed_to(before[name]))
    names = _read_names(keys, known)
    return {name: record_type.field(name).history_change(before[name], value, names) for name, value in changed.items()}
