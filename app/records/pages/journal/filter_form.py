"""The filter in the header of a column: what can be asked of it, and what is asked now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.access.models import Person, person_name
from app.bounds import whole_numbers
from app.db import db
from app.engine import Actor
from app.i18n import gettext as _
from app.records.fields.row_attribute import RowAttribute
from app.records.listing import Filter
from app.records.listing.state import ListState
from app.records.pages.journal.filter_words import filter_keys
from app.records.rights.names import readable_names
from app.records.types import Field, RecordType, Showing

FIRST_PEOPLE = 20


@dataclass(frozen=True)
class FilterForm:
    """The form of one column's filter.

    Attributes:
        kind: which controls it has: `text`, `range`, `choices`, `people` or `records`.
        input_type: of the two ends of a range: `number`, `date` or `text`.
        values: what is filtered by now, by operator.
        choices: (id, words, chosen) of `choices`; (id, words) that are chosen or offered first of `people`, `records`.
        emptiness: `true`, `false` or nothing: whether empty or filled values are asked for.
        others: the parameters of the address that stay.
    """

    name: str
    label: str
    kind: str
    input_type: str
    values: Mapping[str, str]
    choices: list[tuple[str, str, bool]]
    emptiness: str
    others: list[tuple[str, str]]
    can_be_empty: bool = True
    target: str = ""


def filter_form(state: ListState, name: str, actor: Actor) -> FilterForm:
    """The form of the filter on a column.

    Raises:
        KeyError: there is no such column.
    """
    record_type = state.record_type
    field = record_type.path(name)
    kind = field.filter_control
    asked = [each for each in state.filters if each.field == name]
    chosen = [value for each in asked if each.operator in ("eq", "in") for value in each.value.split(",")]
    return FilterForm(
        name=name,
        label=str(field.label),
        kind=kind,
        input_type=field.filter_input,
        values={each.operator: _shown(field, each.value) if kind == "range" else each.value for each in asked},
        choices=_choices(record_type, field, asked, chosen, actor),
        emptiness=next((each.value for each in asked if each.operator == "empty"), ""),
        others=state.without_field(name).arguments(),
        can_be_empty=can_be_empty(field),
        target=next(iter(field.targets), ""),
    )


def _shown(field: Field, words: str) -> str:
    """An end of a range as a person reads it and writes it."""
    day = field.filter_input == "date" and "T" in words
    return field.filter_words(words.partition("T")[0] if day else words, Showing())


def can_be_empty(field: Field) -> bool:
    """Whether there may be records without a value in the field."""
    held = field.inner if isinstance(field, RowAttribute) else field
    return held.custom or not held.stored_in_row or held.model.__mapper__.columns[held.attribute].nullable


def _choices(
    record_type: RecordType, field: Field, asked: Iterable[Filter], chosen: list[str], actor: Actor
) -> list[tuple[str, str, bool]]:
    offered = field.offered()
    if field.filter_control == "people":
        offered = _people(record_type, asked, chosen, actor)
    elif field.filter_control == "records":
        names = readable_names(filter_keys(record_type, asked), actor)
        target = next(iter(field.targets))
        offered = [(str(each), names.get((target, each), str(each))) for each in whole_numbers(chosen)]
    return [(value, words, value in chosen) for value, words in offered]


def _people(record_type: RecordType, asked: Iterable[Filter], chosen: list[str], actor: Actor) -> list[tuple[str, str]]:
    """The person who asks, those who are chosen, and a few more."""
    columns = select(Person.id, Person.first_name, Person.last_name, Person.login).where(Person.disabled.is_(False))
    rows = db.session.execute(columns.order_by(Person.last_name, Person.first_name).limit(FIRST_PEOPLE))
    found = {str(row.id): person_name(row.first_name, row.last_name, row.login) for row in rows}
    names = readable_names(filter_keys(record_type, asked), actor)
    mine = {str(actor.id): _("%(name)s (me)", name=actor.name)}
    return list(
        (
            mine
            | {str(each): names.get(("person", each), str(each)) for each in whole_numbers(chosen)}
            | {key: name for key, name in found.items() if key != str(actor.id)}
        ).items()
    )
