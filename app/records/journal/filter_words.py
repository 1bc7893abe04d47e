"""Filters in words, for the chips above a journal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.i18n import gettext as _
from app.i18n import localized
from app.records.journal.columns import journal_field
from app.records.lifecycle.current import lifecycle_of
from app.records.listing import Filter
from app.records.listing.state import ListState
from app.records.names import Key
from app.records.types import Field, RecordType
from app.records.values import ValueRefused, to_words, typed


@dataclass(frozen=True)
class Chip:
    """A filter that is on.

    Attributes:
        parameters: end of the address of the list without it.
    """

    label: str
    value: str
    parameters: str


def chips(state: ListState, names: Mapping[Key, str]) -> list[Chip]:
    """The filters of a list in words, in the order of the address."""
    return [
        Chip(str(_label(state.record_type, each)), filter_words(state.record_type, each, names), _without(state, each))
        for each in state.filters
    ]


def filter_keys(record_type: RecordType, filters: Iterable[Filter]) -> set[Key]:
    """The people and records whose names `filter_words` needs."""
    keys: set[Key] = set()
    for asked in filters:
        field = journal_field(record_type, asked.field) if asked.operator in ("eq", "in") else None
        if field is None or field.type not in ("person", "persons", "reference"):
            continue
        kind = field.target or "person"
        keys.update((kind, int(each)) for each in asked.value.split(",") if each.strip().isdecimal() and len(each) < 10)
    return keys


def filter_words(record_type: RecordType, asked: Filter, names: Mapping[Key, str]) -> str:
    """What a filter asks for, without the name of its field: `≥ 1 000`, `contains “снеки”`."""
    field = journal_field(record_type, asked.field)
    match asked.operator:
        case "empty":
            is_empty = asked.value.lower() in ("true", "1", "yes", "on")
            return _("is empty") if is_empty else _("is filled in")
        case "contains":
            return _("contains “%(words)s”", words=asked.value)
        case "gte":
            return _("from %(value)s", value=_value(record_type, field, asked.value, names))
        case "lte":
            return _("up to %(value)s", value=_value(record_type, field, asked.value, names))
        case "in":
            return ", ".join(_value(record_type, field, each, names) for each in asked.value.split(",") if each)
    return _value(record_type, field, asked.value, names)


def _label(record_type: RecordType, asked: Filter) -> object:
    return journal_field(record_type, asked.field).label


def _without(state: ListState, asked: Filter) -> str:
    return state.without(asked).parameters()


def _value(record_type: RecordType, field: Field, raw: str, names: Mapping[Key, str]) -> str:
    if field.type == "stage":
        stage = lifecycle_of(record_type.name).stage(raw)
        return localized(stage.label) if stage else raw
    if field.type == "status":
        status = lifecycle_of(record_type.name).status(raw)
        return localized(status.label) if status else raw
    if field.type == "contact":
        return raw
    single = Field(field.name, field.label, "person") if field.type == "persons" else field
    if single.type == "datetime" and len(raw) == 10:
        single = Field(field.name, field.label, "date")
    try:
        return to_words(single, typed(single, raw), names) or raw
    except ValueRefused:
        return raw
