"""Names, words and the model of a record type."""

from collections.abc import Iterable, Iterator

from flask import current_app, has_app_context

from app.records.declarations.naming import ADDRESS, IDENTIFIER, unknown
from app.records.models import Record, RecordWithStatus
from app.records.types import Fault, RecordType, registry

#: What these mean in expressions and in references is another thing.
TAKEN = ("person", "people", "record", "signal", "user")
WORDS = ("label", "label_plural", "new_label")


def check_names(record_type: RecordType) -> Iterator[Fault]:
    """Its name, its plural, its words, its model and the columns of its display name."""
    yield from _check_name(record_type)
    for each in WORDS:
        if not str(getattr(record_type, each) or "").strip():
            yield Fault(each, "has no words: give a lazy text, such as _(“Invoice”)")
    yield from _check_model(record_type)
    yield from _check_display(record_type)


def _check_name(record_type: RecordType) -> Iterator[Fault]:
    if not IDENTIFIER.fullmatch(record_type.name):
        yield Fault("name", f"“{record_type.name}” is no name: use small Latin letters, digits and underscores")
    elif record_type.name in TAKEN:
        yield Fault("name", f"“{record_type.name}” means something else in expressions: choose another name")
    if not ADDRESS.fullmatch(record_type.plural):
        yield Fault("plural", f"“{record_type.plural}” cannot stand in an address: use small Latin letters and hyphens")
    elif f"/{record_type.plural}" in _addresses():
        yield Fault("plural", f"/{record_type.plural} is the address of another page: choose another plural")


def _addresses() -> Iterable[str]:
    return {rule.rule for rule in current_app.url_map.iter_rules()} if has_app_context() else ()


def _check_model(record_type: RecordType) -> Iterator[Fault]:
    wanted = RecordWithStatus if record_type.has_status else Record
    if not issubclass(record_type.model, wanted):
        yield Fault("model", f"{record_type.model.__name__} must be a {wanted.__name__} of app.records.models")
    sharing = [each.name for each in registry if each.model is record_type.model and each.name != record_type.name]
    if sharing:
        yield Fault(
            "model", f"{record_type.model.__name__} is the model of “{sharing[0]}”, too: give it one of its own"
        )


def _check_display(record_type: RecordType) -> Iterator[Fault]:
    columns = record_type.model.__mapper__.all_orm_descriptors.keys()
    if not record_type.display_columns:
        yield Fault("display_columns", "are empty: name the columns that `display` reads")
    for name in record_type.display_columns:
        if name not in columns:
            yield Fault("display_columns", unknown("column", name, columns))
    for name in record_type.optional_names:
        if name not in record_type.display_columns:
            yield Fault("optional_names", unknown("display column", name, record_type.display_columns))
