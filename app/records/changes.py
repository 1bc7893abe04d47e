"""Writing values into a record: checked, remembered in the history, told to the engine."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.db import db
from app.engine import Actor
from app.i18n import gettext as _
from app.records.errors import RecordRefused
from app.records.names import Key, display_names, pointed_to, readable_names
from app.records.related import contacts_of, people_of, replace_contacts, replace_people
from app.records.types import Field, RecordType
from app.records.values import ValueRefused, plain_text, to_json, typed


def typed_values(
    record_type: RecordType,
    raw: Mapping[str, Any],
    system: bool = False,
    known: dict[Key, str] | None = None,
    actor: Actor | None = None,
) -> dict[str, Any]:
    """Turn raw values into what the model holds, by field name.

    Parameters:
        system: the caller is a diagram, which may write fields that people only read.
        known: display names that were read before; what is read here is put in.
        actor: what a value points to must be known, or be readable by this person: nobody reads a name by pointing to
            it. None: it must exist.

    Raises:
        RecordRefused: with words for each field that does not fit, unknown and read-only ones included.
    """
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name, value in raw.items():
        field = record_type.field(name) if record_type.has_field(name) else None
        if field is None or field.type == "status":
            problems[name] = _("There is no such field.")
        elif field.read_only and not system:
            problems[name] = _("This field is filled by the process.")
        else:
            try:
                values[name] = typed(field, value)
            except ValueRefused as error:
                problems[name] = str(error)
    problems.update(_missing_targets(record_type, values, {} if known is None else known, actor))
    if problems:
        raise RecordRefused(problems)
    return values


def _missing_targets(
    record_type: RecordType, values: Mapping[str, Any], known: dict[Key, str], actor: Actor | None
) -> dict[str, str]:
    """Words for the fields that point to a record or a person that does not exist, or not for this actor."""
    wanted = {name: pointed_to(record_type.field(name), value) for name, value in values.items()}
    keys = (key for keys in wanted.values() for key in keys if key not in known)
    known.update(display_names(keys) if actor is None else readable_names(keys, actor))
    return {
        name: _("This is not there any more: choose another one.")
        for name, keys in wanted.items()
        if any(key not in known for key in keys)
    }


def _read_names(keys: Iterable[Key], known: dict[Key, str]) -> dict[Key, str]:
    """Put the names that are not known yet among those that are."""
    known.update(display_names(key for key in keys if key not in known))
    return known


def current_values(record_type: RecordType, record: Any, names: Any) -> dict[str, Any]:
    """What the record holds now in these fields."""
    names = list(names)
    types = {record_type.field(name).type for name in names}
    contacts = contacts_of(record_type.name, [record.id])[record.id] if "contacts" in types else []
    people = people_of(record_type.name, [record.id]) if "persons" in types else {}
    values = {}
    for name in names:
        field = record_type.field(name)
        if field.type == "contacts":
            values[name] = contacts
        elif field.type == "persons":
            values[name] = people.get((record.id, name), [])
        else:
            values[name] = getattr(record, field.attribute)
    return values


def write_values(
    record_type: RecordType, record: Any, values: Mapping[str, Any], known: dict[Key, str] | None = None
) -> dict[str, dict[str, Any]]:
    """Write typed values where they differ from what is there.

    Parameters:
        known: display names that were read before; what is read here is put in.

    Returns:
        The changes as the history keeps them: `{field: {"old": …, "new": …}}`, empty when nothing differs.
    """
    before = current_values(record_type, record, values)
    changed = {name: value for name, value in values.items() if not _same(before[name], value)}
    for name, value in changed.items():
        field = record_type.field(name)
        if field.type == "contacts":
            replace_contacts(record_type.name, record.id, value)
        elif field.type == "persons":
            replace_people(record_type.name, record.id, name, value)
        else:
            setattr(record, field.attribute, value)
    if changed:
        _refresh_search_text(record_type, record, changed)
    return _as_history(record_type, before, changed, {} if known is None else known)


def write_new(record_type: RecordType, record: Any, values: Mapping[str, Any]) -> None:
    """Write the values of a record that was just added; it gets its id here."""
    rows = {name: value for name, value in values.items() if record_type.field(name).stored_in_row}
    for name, value in rows.items():
        setattr(record, record_type.field(name).attribute, value)
    record.search_text = search_text(record_type, record, values.get("contacts", []))
    db.session.add(record)
    db.session.flush()
    for name, value in values.items():
        field = record_type.field(name)
        if field.type == "contacts" and value:
            replace_contacts(record_type.name, record.id, value)
        elif field.type == "persons" and value:
            replace_people(record_type.name, record.id, name, value)


def search_text(record_type: RecordType, record: Any, contacts: list[Mapping[str, Any]]) -> str:
    """The lower-case words by which the record is found."""
    words = []
    for name in record_type.search:
        if name == "contacts":
            words += [each[key] for each in contacts for key in ("full_name", "phone", "email") if each.get(key)]
            continue
        value = getattr(record, record_type.field(name).attribute)
        if value not in (None, ""):
            words.append(str(value))
    return " ".join(words).lower()


def _refresh_search_text(record_type: RecordType, record: Any, changed: Mapping[str, Any]) -> None:
    if not set(changed) & set(record_type.search):
        return
    contacts = changed.get("contacts")
    if contacts is None and "contacts" in record_type.search:
        contacts = contacts_of(record_type.name, [record.id])[record.id]
    record.search_text = search_text(record_type, record, contacts or [])


def _same(before: Any, after: Any) -> bool:
    return (before if before not in ("", None) else None) == (after if after not in ("", None) else None)


def _as_history(
    record_type: RecordType, before: Mapping[str, Any], changed: Mapping[str, Any], known: dict[Key, str]
) -> dict[str, dict[str, Any]]:
    keys = set()
    for name, value in changed.items():
        field = record_type.field(name)
        keys.update(pointed_to(field, value) + pointed_to(field, before[name]))
    names = _read_names(keys, known)
    return {
        name: {
            "old": _history_value(record_type.field(name), before[name], names),
            "new": _history_value(record_type.field(name), value, names),
        }
        for name, value in changed.items()
    }


def _history_value(field: Field, value: Any, names: Mapping[tuple[str, int], str]) -> Any:
    """Names beside ids, so that the history can be read when what they point to is gone."""
    if field.type in ("person", "reference") and value is not None:
        return {"id": value, "name": names.get((field.target or "person", value), "")}
    if field.type == "persons":
        return [{"id": each, "name": names.get(("person", each), "")} for each in value]
    if field.type == "rich_text" and value:
        return _shortened(plain_text(value))
    if field.type == "text" and value:
        return _shortened(value)
    return to_json(field, value)


_REMEMBERED_LENGTH = 500


def _shortened(text: str) -> str:
    return text if len(text) <= _REMEMBERED_LENGTH else text[:_REMEMBERED_LENGTH] + "…"


def is_remembered_as(field: Field, value: Any, remembered: Any) -> bool:
    """Whether the history keeps this value as `remembered`. A text of which it keeps the beginning only never is."""
    if isinstance(remembered, str) and len(remembered) > _REMEMBERED_LENGTH:
        return False
    return _same(_without_names(_history_value(field, value, {})), _without_names(remembered))


def _without_names(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_names(each) for each in value]
    return value["id"] if isinstance(value, dict) and value.keys() == {"id", "name"} else value
