"""Filters in words, for the chips above a journal."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.i18n import gettext as _
from app.records.listing import Filter
from app.records.listing.state import ListState
from app.records.types import Key, Names, RecordType, Showing
from app.records.types.comparing import is_true


@dataclass(frozen=True)
class Chip:
    """A filter that is on.

    Attributes:
        parameters: end of the address of the list without it.
    """

    label: str
    value: str
    parameters: str


def chips(state: ListState, names: Names) -> list[Chip]:
    """The filters of a list in words, in the order of the address."""
    return [
        Chip(str(_label(state.record_type, each)), filter_words(state.record_type, each, names), _without(state, each))
        for each in state.filters
    ]


def filter_keys(record_type: RecordType, filters: Iterable[Filter]) -> set[Key]:
    """The people and records whose names `filter_words` needs."""
    keys: set[Key] = set()
    for asked in filters:
        if asked.operator in ("eq", "in"):
            keys.update(record_type.path(asked.field).filter_keys(asked.value))
    return keys


def filter_words(record_type: RecordType, asked: Filter, names: Names) -> str:
    """What a filter asks for, without the name of its field: `≥ 1 000`, `contains “снеки”`."""
    field, showing = record_type.path(asked.field), Showing(names)
    match asked.operator:
        case "empty":
            return _("is empty") if is_true(asked.value) else _("is filled in")
        case "contains":
            return _("contains “%(words)s”", words=asked.value)
        case "gte":
            return _("from %(value)s", value=field.filter_words(asked.value, showing))
        case "lte":
            return _("up to %(value)s", value=field.filter_words(asked.value, showing))
        case "in":
            return ", ".join(field.filter_words(each, showing) for each in asked.value.split(",") if each)
    return field.filter_words(asked.value, showing)


def _label(record_type: RecordType, asked: Filter) -> object:
    return record_type.path(asked.field).label


def _without(state: ListState, asked: Filter) -> str:
    return state.without(asked).parameters()
