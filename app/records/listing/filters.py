"""Filters of a list, from the words of a URL to SQL conditions.

`field=value` equals, `field__contains`, `field__gte`, `field__lte`, `field__in` (comma separated), `field__empty`
(`true` or `false`). `stage` and what lies in rows (`contacts.email`) are fields here, too. What each operator means is
said by the type of the field (`app.records.fields`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement

from app.engine import Actor
from app.engine.deploying import did_you_mean
from app.i18n import gettext as _
from app.i18n import localized
from app.records.types import FilterRefused, RecordType

OPERATORS = ("contains", "gte", "lte", "in", "empty")
LONGEST_VALUE = 5000
RESERVED = frozenset({"q", "sort", "page", "per_page", "after", "columns", "tab", "view", "filters", "_"})


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


def read_filters(record_type: RecordType, arguments: Mapping[str, str]) -> list[Filter]:
    """The filters among the arguments of a URL; empty values do not filter.

    Raises:
        FilterRefused: a parameter names no field of this type, or no operator.
    """
    filters = []
    for name, value in arguments.items():
        if name in RESERVED or value.strip() == "":
            continue
        field, operator = read_name(record_type, name)
        if len(value) > LONGEST_VALUE:  # what databases take as a pattern or a list is limited, too
            words = _("At most %(count)s characters, not %(actual)s.", count=LONGEST_VALUE, actual=len(value))
            raise FilterRefused(f"{name}: {words}")
        filters.append(Filter(field, operator, value.strip()))
    return filters


def read_name(record_type: RecordType, parameter: str) -> tuple[str, str]:
    """The field and the operator that a parameter of a URL names.

    Raises:
        FilterRefused: it names no field of this type, or no operator.
    """
    field, _separator, operator = parameter.partition("__")
    if operator and operator not in OPERATORS:
        words = _("There is no filter “%(name)s”.", name=parameter[:100])
        raise FilterRefused(f"{words} {localized(did_you_mean(operator, OPERATORS))}")
    if not record_type.has_path(field):
        words = _("There is no field “%(name)s” to filter by.", name=field[:100])
        known = (each.name for each in record_type.all_fields)
        raise FilterRefused(f"{words} {localized(did_you_mean(field, known))}")
    return field, operator or "eq"


def condition(record_type: RecordType, asked: Filter, actor: Actor) -> ColumnElement[bool]:
    """The SQL condition of a filter.

    Parameters:
        actor: who asks; what he may not read is not searched.

    Raises:
        FilterRefused: the value does not fit the field.
    """
    return record_type.path(asked.field).condition(asked.operator, asked.value, actor)
