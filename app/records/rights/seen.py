"""Records as one person may read them: the one place that decides what is told of what a record points to.

Pages, lists, boards, forms, the history and the API take the values of records from here. What the person may not read
stands there as “no access”, with the type only, without an id.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from app.engine import Actor
from app.records import rights
from app.records.rights.names import readable_names
from app.records.types import Field, Key, RecordType, Showing, no_access_json, registry
from app.records.types.comparing import is_named
from app.records.values.of_records import People, Values


class Seen:
    """The typed values of some fields of some records, with the names of what they point to.

    One statement for each kind of thing that stands in another table or is pointed to, for any number of records.

    Parameters:
        fields: those that will be asked for, `contacts.email` among them.
        people: as of `Values`.
        more: what else is to be named.
    """

    def __init__(
        self,
        record_type: RecordType,
        records: Collection[Any],
        fields: Collection[Field],
        actor: Actor,
        people: People | None = None,
        more: Iterable[Key] = (),
    ) -> None:
        self._values = Values(record_type, [record.id for record in records], fields, people)
        self.names = readable_names({*self._values.keys(records, fields), *more}, actor)
        self.showing = Showing(self.names)

    def of(self, record: Any, field: Field) -> Any:
        """The value of a field in one of the records."""
        return field.readable_only(self._values.of(record, field), self.names)

    def held(self, record: Any, field: Field) -> Any:
        """The same, whoever asks: for what a card shows of another record by declaration."""
        return self._values.of(record, field)


def seen_values(record_type: RecordType, record: Any, fields: Collection[Field], actor: Actor) -> dict[str, Any]:
    """What one record holds in these fields, by name, for who asks."""
    seen = Seen(record_type, [record], fields, actor)
    return {field.name: seen.of(record, field) for field in fields}


class Readable:
    """Which of some records a person may read; also of those that are gone, when he might read all of their type."""

    def __init__(self, keys: Iterable[Key], actor: Actor) -> None:
        self._actor = actor
        self._readable = readable_names(keys, actor)

    def __contains__(self, key: object) -> bool:
        if key in self._readable:
            return True
        return isinstance(key, tuple) and rights.reads_all(registry[key[0]], self._actor)


def seen_history(
    record_type: RecordType, entries: Sequence[Mapping[str, Any]], actor: Actor
) -> Callable[[Mapping[str, Any]], Mapping[str, Any]]:
    """What the history of a record says of its fields, for who asks: one statement for each kind of record.

    Parameters:
        entries: the data of the entries of a page.

    Returns:
        Turns the data of one of them into what the person may read.
    """
    keys = {key for data in entries for name, side in _sides(data) for key in _keys(record_type, name, side)}
    readable = Readable(keys, actor)

    def seen(data: Mapping[str, Any]) -> Mapping[str, Any]:
        if "fields" not in data:
            return data
        changes = {
            name: {side: _seen(record_type, name, kept, readable) for side, kept in change.items()}
            for name, change in data["fields"].items()
        }
        return {**data, "fields": changes}

    return seen


def _sides(data: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    return ((name, kept) for name, change in data.get("fields", {}).items() for kept in change.values())


def _keys(record_type: RecordType, name: str, kept: Any) -> list[Key]:
    return record_type.field(name).history_keys(kept) if record_type.has_field(name) else []


def _seen(record_type: RecordType, name: str, kept: Any, readable: Readable) -> Any:
    if record_type.has_field(name):
        return record_type.field(name).history_readable(kept, readable)
    return _unnamed(kept)  # nobody knows any more what the field pointed to


def _unnamed(kept: Any) -> Any:
    if isinstance(kept, list):
        return [_unnamed(each) for each in kept]
    if not isinstance(kept, dict):
        return kept
    return no_access_json() if is_named(kept) else {name: _unnamed(each) for name, each in kept.items()}
