"""What a record type says of its fields: who is responsible, what it is worth, by what it is found."""

from collections.abc import Iterator

from app.records.declarations.fields import field_names
from app.records.declarations.naming import unknown
from app.records.fields import ContactsField, DateTimeField, DecimalField, IntegerField, PersonField, ReferenceField
from app.records.types import Fault, Field, RecordType

NUMBER = "number"
SUMMED = (DecimalField, IntegerField)


def check_traits(record_type: RecordType) -> Iterator[Fault]:
    """Every trait names a field of its kind."""
    yield from _named(record_type, "responsible", (PersonField,), "a PersonField")
    yield from _named(record_type, "received", (DateTimeField,), "a DateTimeField")
    yield from _named(record_type, "contacts", (ContactsField,), "a ContactsField")
    yield from _check_merged(record_type)
    yield from total_fault(record_type, "amount", record_type.amount)
    yield from _check_number(record_type)
    yield from _check_search(record_type)
    yield from _check_defaults(record_type)


def total_fault(record_type: RecordType, place: str, name: str | None) -> Iterator[Fault]:
    """A fault when a list cannot sum the field of that name."""
    if name is None:
        return
    if not record_type.has_field(name):
        yield Fault(place, unknown("field", name, field_names(record_type)))
        return
    field = record_type.field(name)
    if not isinstance(field, SUMMED) or not field.totalled or not field.stored_in_row:
        yield Fault(place, f"“{name}” is a {field.type}, which lists do not sum: name a number or an amount")


def _named(record_type: RecordType, trait: str, kinds: tuple[type[Field], ...], what: str) -> Iterator[Fault]:
    name = getattr(record_type, trait)
    if name is None:
        return
    if not record_type.has_field(name):
        yield Fault(trait, unknown("field", name, field_names(record_type)))
    elif not isinstance(record_type.field(name), kinds):
        yield Fault(trait, f"“{name}” is a {record_type.field(name).type}: name {what}")


def _check_merged(record_type: RecordType) -> Iterator[Fault]:
    yield from _named(record_type, "merged", (ReferenceField,), "a ReferenceField")
    name = record_type.merged
    if name is None or not record_type.has_field(name) or not isinstance(record_type.field(name), ReferenceField):
        return
    field = record_type.field(name)
    if field.targets != (record_type.name,) or not field.read_only:
        target = record_type.name
        yield Fault("merged", f"declare ReferenceField(“{name}”, …, target=“{target}”, read_only=True)")


def _check_number(record_type: RecordType) -> Iterator[Fault]:
    column = record_type.model.__mapper__.columns.get(NUMBER)
    field = record_type.field(NUMBER) if record_type.has_field(NUMBER) else None
    if not record_type.numbered:
        if column is not None and not column.nullable and (field is None or field.read_only):
            yield Fault("numbered", "nothing fills the column “number”: say numbered=True")
    elif column is None:
        yield Fault("numbered", "the model has no column “number”: add it, or remove numbered")
    elif not isinstance(field, IntegerField) or not field.read_only:
        yield Fault("numbered", "declare IntegerField(“number”, …, read_only=True)")


def _check_search(record_type: RecordType) -> Iterator[Fault]:
    names = field_names(record_type)
    yield from (Fault("search", unknown("field", name, names)) for name in record_type.search if name not in names)
    for field in record_type.fields:
        if field.name in record_type.search and field.row_fields and not getattr(field, "found_by", ()):
            yield Fault("search", f"“{field.name}” finds nothing: say found_by=(…) there, which row fields are read")
    if record_type.searchable and not record_type.search:
        yield Fault("search", "is empty: name the fields whose words find a record, or remove searchable")
    hint = record_type.hint
    if hint is not None and hint not in names:
        yield Fault("hint", unknown("field", hint, names))
    elif hint is not None and not record_type.field(hint).stored_in_row:
        yield Fault("hint", f"“{hint}” is a list: name a field that is a column of the record")
    elif hint is not None and record_type.field(hint).is_pointer:
        yield Fault("hint", f"“{hint}” points to another record: name a field with words of its own")


def _check_defaults(record_type: RecordType) -> Iterator[Fault]:
    for name, value in record_type.defaults.items():
        if not record_type.has_field(name):
            yield Fault("defaults", unknown("field", name, field_names(record_type)))
        elif record_type.field(name).read_only or record_type.field(name).is_computed:
            yield Fault("defaults", f"nobody can fill in “{name}”: it is read-only")
        if not callable(value):
            yield Fault("defaults", f"“{name}” is no function: give lambda actor: {value!r}")
