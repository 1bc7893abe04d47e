"""The marshmallow schemas that are made from the fields of a record type.

What reads values, what writes them and what describes them in OpenAPI is the same schema, so that they cannot differ.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from marshmallow import RAISE, Schema, ValidationError, fields, missing

from app.i18n import gettext as _
from app.records.errors import in_field
from app.records.types import Field, RecordType, ValueRefused
from app.records.types.errors import no_such_field
from app.records.values.computed import computed_names

Made = TypeVar("Made")


class FieldValue(fields.Field[Any]):
    """The value of a field in a body: read, written and described as the field itself does it.

    Parameters:
        field: the field.
        more: as of every field of marshmallow.
    """

    def __init__(self, field: Field, **more: Any) -> None:
        super().__init__(**more)
        self.field = field

    def deserialize(self, value: Any, attr: str | None = None, data: Any = None, **more: Any) -> Any:
        if value is missing:
            return value
        try:
            return self.field.read(value)
        except ValueRefused as refused:
            raise ValidationError(in_field(self.field.name, refused)) from None

    def serialize(self, attr: str, obj: Any, accessor: Any = None, **more: Any) -> Any:
        return self.field.json(obj.get(attr))

    def properties(self, resolved: Callable[[type[Schema]], dict[str, Any]]) -> dict[str, Any]:
        """What OpenAPI 3.0 says of the value.

        Parameters:
            resolved: turns a schema into what OpenAPI says of it.
        """
        found = {**self._openapi(resolved), "title": str(self.field.label)}
        if self.field.row_fields:
            found["items"] = resolved(row_schema(self.field))
        if not self.field.many and not self.field.set_by_diagram:
            found["nullable"] = True
            if "enum" in found:
                found["enum"] = [*found["enum"], None]
        return found

    def _openapi(self, resolved: Callable[[type[Schema]], dict[str, Any]]) -> dict[str, Any]:
        if self.field.value_schema is None:
            return self.field.openapi()
        value = resolved(self.field.value_schema)
        return self.field.openapi() | ({"items": value} if self.field.many else {"allOf": [value]})


def field_values(declared: Iterable[Field], **more: Any) -> dict[str, fields.Field[Any]]:
    """What a schema says of these fields, by name; those that nobody may write are read-only.

    Parameters:
        more: as of every field of marshmallow, for all of them.
    """
    return {each.name: FieldValue(each, dump_only=each.is_computed or each.read_only, **more) for each in declared}


def row_schema(field: Field) -> type[Schema]:
    """What a row of a list of rows is; the document has it inside the record."""
    own = {"id": fields.Integer(), "revision": fields.Integer(dump_only=True)}
    return Schema.from_dict(own | field_values(field.row_fields), name="_Row")


def kept_for_type(make: Callable[[RecordType], Made]) -> Callable[[RecordType], Made]:
    """Let a schema be made once for a record type, and again when an analyst has added or removed a field."""
    kept: dict[str, tuple[tuple[Field, ...], Made]] = {}

    def of(record_type: RecordType) -> Made:
        present = record_type.all_fields
        fields_then, made = kept.get(record_type.name, (None, None))
        if fields_then is not present or made is None:
            made = make(record_type)
            kept[record_type.name] = present, made
        return made

    return of


@kept_for_type
def given_values(record_type: RecordType) -> Schema:
    """The values that people and programs may write, each where it is given; anything else is refused."""
    written = [each for each in _filled(record_type) if not each.read_only]
    return Schema.from_dict(_values_of(written), name=f"{record_type.model.__name__}Values")()


@kept_for_type
def values_of_diagrams(record_type: RecordType) -> Schema:
    """The values that diagrams may write: also those that people only read."""
    return Schema.from_dict(_values_of(_filled(record_type)), name="_ValuesOfDiagrams")()


def _filled(record_type: RecordType) -> list[Field]:
    """The fields that somebody or a diagram fills: no formula, and not the status itself."""
    computed = computed_names(record_type)
    return [each for each in record_type.all_fields if not each.set_by_diagram and each.name not in computed]


def _values_of(written: Iterable[Field]) -> dict[str, fields.Field[Any]]:
    return {each.name: FieldValue(each) for each in written}


def read_values(
    record_type: RecordType, raw: Mapping[str, Any], system: bool = False
) -> tuple[dict[str, Any], dict[str, str]]:
    """Turn raw values into what the model holds.

    Parameters:
        system: the caller is a diagram.

    Returns:
        The values that fit, by field name, and words for those that do not, by the name of their input; both in the
        order in which they are given.
    """
    schema = values_of_diagrams(record_type) if system else given_values(record_type)
    values: dict[str, Any]
    problems: Mapping[str, Any]
    try:
        values, problems = schema.load(raw, unknown=RAISE), {}
    except ValidationError as error:
        valid, said = error.valid_data, error.messages
        values = dict(valid) if isinstance(valid, dict) else {}
        problems = said if isinstance(said, dict) else {}
    refused: dict[str, str] = {}
    for name in raw:
        if name in problems:
            found = problems[name]
            refused |= found if isinstance(found, Mapping) else {name: _closed(record_type, name)}
    return {name: values[name] for name in raw if name in values and name not in problems}, refused


def _closed(record_type: RecordType, name: str) -> str:
    """Why nobody may write what the schema does not have."""
    if not record_type.has_field(name) or record_type.field(name).set_by_diagram:
        written = (each.name for each in _filled(record_type) if not each.read_only)
        return no_such_field(name, written)
    if name in computed_names(record_type):
        return _("This field is computed.")
    return _("This field is filled by the process.")
