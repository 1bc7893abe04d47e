"""Filters of a list, from the words of a URL to SQL conditions.

`field=value` equals, `field__contains`, `field__gte`, `field__lte`, `field__in` (comma separated), `field__empty`
(`true` or `false`). `stage` and `contacts.<attribute>` are fields here, too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from flask_babel import get_timezone
from sqlalchemy import ColumnElement, and_, exists, false, or_, select

from app.access.models import Person
from app.db import lower_case
from app.i18n import gettext as _
from app.records.lifecycle.current import lifecycle_of
from app.records.models import CONTACT_FIELDS, Contact, RecordPerson
from app.records.types import Field, RecordType, registry
from app.records.values import ValueRefused, typed

OPERATORS = ("contains", "gte", "lte", "in", "empty")
LONGEST_VALUE = 5000
RESERVED = frozenset({"q", "sort", "page", "per_page", "after", "columns", "tab", "view", "filters", "_"})


class FilterRefused(Exception):
    """A filter names a field that is not there, or a value that does not fit it."""


@dataclass(frozen=True)
class Filter:
    """One condition on a list.

    Attributes:
        field: name of a field, `stage`, or a path such as `contacts.email`.
        operator: `eq`, `contains`, `gte`, `lte`, `in` or `empty`.
        value: the words of the URL.
    """

    field: str
    operator: str
    value: str

    @property
    def parameter(self) -> str:
        """The name of the URL parameter that says this."""
        return self.field if self.operator == "eq" else f"{self.field}__{self.operator}"


def read_filters(record_type: RecordType, arguments: Mapping[str, Any]) -> list[Filter]:
    """The filters among the arguments of a URL; empty values do not filter.

    Raises:
        FilterRefused: a parameter names no field of this type, or no operator.
    """
    filters = []
    for name, value in arguments.items():
        if name in RESERVED or str(value).strip() == "":
            continue
        field, _separator, operator = name.partition("__")
        operator = operator or "eq"
        if operator != "eq" and operator not in OPERATORS:
            raise FilterRefused(_("There is no filter “%(name)s”.", name=name))
        if not _known(record_type, field):
            raise FilterRefused(_("There is no field “%(name)s” to filter by.", name=field))
        if len(str(value)) > LONGEST_VALUE:  # what databases take as a pattern or a list is limited, too
            words = _("At most %(count)s characters, not %(actual)s.", count=LONGEST_VALUE, actual=len(str(value)))
            raise FilterRefused(f"{name}: {words}")
        filters.append(Filter(field, operator, str(value).strip()))
    return filters


def _known(record_type: RecordType, name: str) -> bool:
    if name == "stage":
        return record_type.has_status
    if name.startswith("contacts."):
        return record_type.has_field("contacts") and name.removeprefix("contacts.") in CONTACT_FIELDS
    return record_type.has_field(name)


def condition(record_type: RecordType, asked: Filter) -> ColumnElement[bool]:
    """The SQL condition of a filter.

    Raises:
        FilterRefused: the value does not fit the field.
    """
    _check_operator(record_type, asked)
    if asked.field == "stage":
        return _stage(record_type, asked)
    if asked.field == "contacts" or asked.field.startswith("contacts."):
        return _contacts(record_type, asked)
    field = record_type.field(asked.field)
    if field.type == "persons":
        return _persons(record_type, field, asked)
    column = getattr(record_type.model, field.attribute)
    match asked.operator:
        case "empty":
            return _empty(field, column, _is_true(asked))
        case "in":
            return column.in_([_value(field, each) for each in asked.value.split(",") if each])
        case "contains":
            return _contains(field, column, asked.value)
        case "gte":
            return column >= _bound(field, asked.value)
        case "lte":
            return _up_to(field, column, asked.value)
    return _equals(field, column, asked.value)


def _check_operator(record_type: RecordType, asked: Filter) -> None:
    """What is a list, or stands in another table, has no size; a stage has no words to search in."""
    refused: tuple[str, ...] = ()
    if asked.field == "stage":
        refused = ("gte", "lte", "contains")
    elif asked.field.startswith("contacts"):
        refused = ("gte", "lte", "in")
    elif record_type.field(asked.field).type == "persons":
        refused = ("gte", "lte")
    if asked.operator in refused:
        raise FilterRefused(_("There is no filter “%(name)s”.", name=asked.parameter))


def like(column: ColumnElement, words: str) -> ColumnElement[bool]:
    """Whether a text has these words somewhere, whatever their case; `%` and `_` are ordinary characters."""
    return lower_case(column).contains(words.lower(), autoescape=True)


def _equals(field: Field, column: ColumnElement, value: str) -> ColumnElement[bool]:
    if field.type == "datetime" and len(value) == 10:
        return and_(column >= _bound(field, value), _up_to(field, column, value))
    return column == _value(field, value)


def _up_to(field: Field, column: ColumnElement, value: str) -> ColumnElement[bool]:
    bound = _bound(field, value)
    if field.type == "datetime" and len(value) == 10:
        return column < bound + timedelta(days=1)
    return column <= bound


def _bound(field: Field, value: str) -> Any:
    """A lower or upper end; for a moment, a day alone means its beginning in the person's zone."""
    if field.type not in ("integer", "money", "date", "datetime", "text"):
        raise FilterRefused(_("“%(name)s” cannot be compared.", name=field.label))
    return _value(field, value)


def _contains(field: Field, column: ColumnElement, words: str) -> ColumnElement[bool]:
    if field.type == "reference":
        target = registry[field.target].model
        return column.in_(select(target.id).where(target.search_text.contains(words.lower(), autoescape=True)))
    if field.type == "person":
        named = or_(*(like(each, words) for each in (Person.first_name, Person.last_name, Person.login)))
        return column.in_(select(Person.id).where(named))
    if field.type == "choice":
        matching = [each.id for each in field.choices if words.lower() in field.choice_label(each.id).lower()]
        return column.in_(matching) if matching else false()
    if field.type in ("text", "rich_text"):
        return like(column, words)
    return _equals(field, column, words)


def _empty(field: Field, column: ColumnElement, wanted: bool) -> ColumnElement[bool]:
    nothing = column.is_(None)
    if field.type in ("text", "rich_text"):
        nothing = or_(nothing, column == "")
    return nothing if wanted else ~nothing


def _stage(record_type: RecordType, asked: Filter) -> ColumnElement[bool]:
    stages = asked.value.split(",") if asked.operator == "in" else [asked.value]
    lifecycle = lifecycle_of(record_type.name)
    if asked.operator == "empty":
        with_stage = [status.id for status in lifecycle.statuses if status.stage]
        inside = record_type.model.status.in_(with_stage)
        return ~inside if _is_true(asked) else inside
    return record_type.model.status.in_([status.id for status in lifecycle.statuses if status.stage in stages])


def _contacts(record_type: RecordType, asked: Filter) -> ColumnElement[bool]:
    of_record = and_(Contact.record_type == record_type.name, Contact.record_id == record_type.model.id)
    if asked.operator == "empty":
        found = exists().where(of_record)
        return ~found if _is_true(asked) else found
    names = [asked.field.removeprefix("contacts.")] if "." in asked.field else ["full_name", "email", "phone"]
    columns = [getattr(Contact, name) for name in names]
    matches = [like(each, asked.value) if asked.operator == "contains" else each == asked.value for each in columns]
    return exists().where(of_record, or_(*matches))


def _persons(record_type: RecordType, field: Field, asked: Filter) -> ColumnElement[bool]:
    of_record = and_(
        RecordPerson.record_type == record_type.name,
        RecordPerson.field == field.name,
        RecordPerson.record_id == record_type.model.id,
    )
    if asked.operator == "empty":
        found = exists().where(of_record)
        return ~found if _is_true(asked) else found
    if asked.operator == "contains":
        return exists().where(of_record, _contains(Field("", "", "person"), RecordPerson.person_id, asked.value))
    people = asked.value.split(",") if asked.operator == "in" else [asked.value]
    return exists().where(of_record, RecordPerson.person_id.in_([_value(Field("", "", "person"), p) for p in people]))


def _is_true(asked: Filter) -> bool:
    return asked.value.lower() in ("true", "1", "yes", "on")


def _value(field: Field, raw: str) -> Any:
    try:
        value = typed(field, raw)
    except ValueRefused as error:
        raise FilterRefused(f"{field.label}: {error}") from None
    if field.type == "datetime" and len(raw) == 10 and isinstance(value, datetime):
        return datetime.combine(datetime.fromisoformat(raw).date(), time.min, get_timezone())
    return value
