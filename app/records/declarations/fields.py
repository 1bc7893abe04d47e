"""The fields of a record type: their names, words, columns, targets and rows."""

from collections import Counter
from collections.abc import Iterator

from app.records.declarations.naming import IDENTIFIER, unknown
from app.records.fields import StatusField
from app.records.types import Fault, Field, RecordType, faults_in

#: What the API, expressions and the table of a record call something else.
TAKEN = (
    *("id", "type", "display_name", "revision", "permissions", "created_at", "created_by", "modified_at"),
    *("modified_by", "custom", "search_text", "status_changed_at", "status_label", "stage"),
)


def check_fields(record_type: RecordType) -> Iterator[Fault]:
    """Every field by itself, and all of them together."""
    last = {field.name: field for field in record_type.fields}
    counts = Counter(field.name for field in record_type.fields)
    for name, count in counts.items():
        if count > 1:
            yield from faults_in(
                last[name], [Fault(name, f"is declared {count} times: give each field a name of its own")]
            )
    for field in record_type.fields:
        yield from faults_in(field, _check_field(record_type, field))
    yield from _check_status(record_type)


def _check_field(record_type: RecordType, field: Field) -> Iterator[Fault]:
    place = field.name or "fields"
    if not IDENTIFIER.fullmatch(field.name):
        yield Fault(place, "is no name of a field: use small Latin letters, digits and underscores")
    elif field.name in TAKEN:
        yield Fault(place, "means something else in expressions and in the API: choose another name")
    if not str(field.label or "").strip():
        yield Fault(place, "has no label: give a lazy text, such as _(“Amount”)")
    yield from (Fault(place, problem) for problem in field.problems())
    if IDENTIFIER.fullmatch(field.name):
        yield from _check_column(record_type, field)
    inner_fields = field.row_fields
    for name, count in Counter(inner.name for inner in inner_fields).items():
        if count > 1:
            yield Fault(f"{place}.{name}", f"is declared {count} times: give each row field a name of its own")
    for inner in dict.fromkeys(inner_fields):
        yield from faults_in(inner, _check_row_field(record_type, field, inner))


def _check_column(record_type: RecordType, field: Field) -> Iterator[Fault]:
    columns = record_type.model.__mapper__.all_orm_descriptors.keys()
    if field.stored_in_row and field.attribute not in columns:
        yield Fault(field.name, f"the model {record_type.model.__name__} has no column “{field.attribute}”: add it")
    elif field.stored_in_row:
        yield from _check_length(field, record_type.model)
    yield from _check_currency(record_type, field, field.name)


def _check_row_field(record_type: RecordType, field: Field, inner: Field) -> Iterator[Fault]:
    place = f"{field.name}.{inner.name}"
    if not IDENTIFIER.fullmatch(inner.name) or inner.name in ("id", "revision"):
        yield Fault(place, "is no name of a row field: use small Latin letters, digits and underscores")
    if not str(inner.label or "").strip():
        yield Fault(place, "has no label: give a lazy text, such as _(“Quantity”)")
    rows = getattr(field, "rows", None)
    if rows is not None and inner.attribute in rows.__mapper__.all_orm_descriptors:
        yield from (Fault(place, fault.words) for fault in _check_length(inner, rows))
    yield from _check_currency(record_type, inner, place)


def _check_length(field: Field, model: type) -> Iterator[Fault]:
    """A text that the field takes and its column does not would be refused by the database, in its own words."""
    column = getattr(model, field.attribute)
    longest, held = getattr(field, "max_length", None), getattr(getattr(column, "type", None), "length", None)
    if longest and held and longest > held:
        yield Fault(field.name, f"takes {longest} characters, its column {held}: make max_length at most {held}")


def _check_currency(record_type: RecordType, field: Field, place: str) -> Iterator[Fault]:
    currency = getattr(field, "currency", "")
    columns = record_type.model.__mapper__.all_orm_descriptors.keys()
    if currency and currency not in columns:
        words = f"its currency is in “{currency}”, which the model has not: name a column, or say currency=“” for none"
        yield Fault(place, words)


def _check_status(record_type: RecordType) -> Iterator[Fault]:
    declared = [field.name for field in record_type.fields if isinstance(field, StatusField)]
    if record_type.has_status and declared != ["status"]:
        yield Fault("status", "a type with a status declares StatusField(“status”, …), or has_status=False")
    if not record_type.has_status and declared:
        yield Fault(declared[0], "the type says has_status=False: remove the field, or that")


def field_names(record_type: RecordType) -> list[str]:
    """The names of all fields."""
    return [field.name for field in record_type.fields]


def path_fault(record_type: RecordType, place: str, path: str) -> Iterator[Fault]:
    """A fault when a list can show nothing of that name."""
    if not record_type.has_path(path):
        yield Fault(place, unknown("field", path, field_names(record_type)))
