"""The values of several records, read with one statement for each kind of thing that stands in another table."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from app.records.types import Field, Key, RecordType
from app.records.values.related import people_of

People = Mapping[tuple[int, str], list[int]]


class Values:
    """The typed values of some fields of some records.

    Parameters:
        record_ids: of the records.
        fields: those that will be asked for, `contacts.email` among them; what stands in other tables is read here.
        people: `app.records.values.related.people_of` for these records, when it is known already.
    """

    def __init__(
        self,
        record_type: RecordType,
        record_ids: Collection[int],
        fields: Iterable[Field],
        people: People | None = None,
    ) -> None:
        self._loaded: dict[str, Mapping[int, Any]] = {}
        self._people = people
        for field in fields:
            held = _holding(field)
            if held.stored_in_row or held.name in self._loaded:
                continue
            if held.holds_people:
                if self._people is None:
                    self._people = people_of(record_type.name, record_ids)
                self._loaded[held.name] = {each: self._people.get((each, held.name), []) for each in record_ids}
            else:
                self._loaded[held.name] = held.load(record_ids)

    def of(self, record: Any, field: Field) -> Any:
        """The value of a field in one of the records."""
        held = _holding(field)
        if held.stored_in_row:
            return held.get(record)
        return self._loaded[held.name].get(record.id, held.empty)

    def keys(self, records: Iterable[Any], fields: Collection[Field]) -> set[Key]:
        """What these fields of the records point to, for `app.records.rights.names.readable_names`."""
        pointing = [each for each in fields if each.targets]
        return {key for record in records for each in pointing for key in each.pointed_to(self.of(record, each))}


def _holding(field: Field) -> Field:
    """The field that holds the value: of an attribute of rows, the list of rows."""
    held: Field = getattr(field, "list_field", None) or field
    return held


def values_of(record_type: RecordType, record: Any, names: Iterable[str]) -> dict[str, Any]:
    """What one record holds in these fields, by name."""
    fields = [record_type.field(name) for name in names]
    values = Values(record_type, [record.id], fields)
    return {field.name: values.of(record, field) for field in fields}
