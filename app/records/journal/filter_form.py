"""The filter in the header of a column: what can be asked of it, and what is asked now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.access.models import Person, person_name
from app.bounds import whole_numbers
from app.db import db
from app.engine import Actor
from app.i18n import gettext as _
from app.i18n import localized
from app.records.journal.columns import journal_field
from app.records.journal.filter_words import filter_keys
from app.records.lifecycle.current import lifecycle_of
from app.records.listing import Filter
from app.records.listing.state import ListState
from app.records.names import display_names, readable_names
from app.records.types import Field, RecordType

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
    field = journal_field(record_type, name)
    kind = _KINDS.get(field.type, "text")
    asked = [each for each in state.filters if each.field == name]
    chosen = [value for each in asked if each.operator in ("eq", "in") for value in each.value.split(",")]
    return FilterForm(
        name=name,
        label=str(field.label),
        kind=kind,
        input_type={"datetime": "date", "date": "date"}.get(field.type, "text"),
        values={
            each.operator: each.value[:10] if kind == "range" and "T" in each.value else each.value for each in asked
        },
        choices=_choices(record_type, field, asked, chosen, actor),
        emptiness=next((each.value for each in asked if each.operator == "empty"), ""),
        others=state.without_field(name).arguments(),
        can_be_empty=field.type not in ("status",) and field.name not in ("number", "name", "date_received"),
        target=field.target or "person",
    )


_KINDS = {
    "integer": "range",
    "money": "range",
    "date": "range",
    "datetime": "range",
    "choice": "choices",
    "status": "choices",
    "stage": "choices",
    "boolean": "choices",
    "person": "people",
    "persons": "people",
    "reference": "records",
}


def _choices(
    record_type: RecordType, field: Field, asked: Iterable[Filter], chosen: list[str], actor: Actor
) -> list[tuple[str, str, bool]]:
    match field.type:
        case "choice":
            offered = [(each.id, field.choice_label(each.id)) for each in field.choices]
        case "status":
            offered = [(each.id, localized(each.label)) for each in lifecycle_of(record_type.name).statuses]
        case "stage":
            offered = [(each.id, localized(each.label)) for each in lifecycle_of(record_type.name).stages]
        case "boolean":
            offered = [("true", _("Yes")), ("false", _("No"))]
        case "person" | "persons":
            offered = _people(record_type, asked, chosen, actor)
        case "reference":
            names = readable_names(filter_keys(record_type, asked), actor)
            offered = [(str(each), names.get((field.target, each), str(each))) for each in whole_numbers(chosen)]
        case _:
            return []
    return [(value, words, value in chosen) for value, words in offered]


def _people(record_type: RecordType, asked: Iterable[Filter], chosen: list[str], actor: Actor) -> list[tuple[str, str]]:
    """The person who asks, those who are chosen, and a few more."""
    columns = select(Person.id, Person.first_name, Person.last_name, Person.login).where(Person.disabled.is_(False))
    rows = db.session.execute(columns.order_by(Person.last_name, Person.first_name).limit(FIRST_PEOPLE))
    found = {str(row.id): person_name(row.first_name, row.last_name, row.login) for row in rows}
    names = display_names(filter_keys(record_type, asked))
    mine = {str(actor.id): _("%(name)s (me)", name=actor.name)}
    return list(
        (
            mine
            | {str(each): names.get(("person", each), str(each)) for each in whole_numbers(chosen)}
            | {key: name for key, name in found.items() if key != str(actor.id)}
        ).items()
    )
