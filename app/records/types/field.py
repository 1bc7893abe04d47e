"""What every field of a record can do; each type of field is a class in `app.records.fields`.

The parts stand one upon the other: `Declared`, `Valued`, `Remembered`, and here lists, documents and forms.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import has_app_context
from sqlalchemy import ColumnElement

from app.engine import Actor
from app.i18n import gettext as _
from app.records.types.comparing import is_true
from app.records.types.errors import FilterRefused, ValueRefused
from app.records.types.order import Order
from app.records.types.remembered import Remembered
from app.records.types.showing import Key, Showing
from app.written import Written


@dataclass(frozen=True)
class Field(Remembered):
    """An attribute of a record type, or of a row in a list of rows. `Declared` has what is said of it."""

    @property
    def companions(self) -> tuple[Field, ...]:
        """Fields that come with it: lists show and filter them, nobody writes them."""
        return ()

    def path(self, tail: str) -> Field:
        """What lies behind the dot: the attribute of its rows.

        Raises:
            KeyError: there is nothing of that name.
        """
        raise KeyError(f"{self.name}.{tail}")

    # filters, orders, totals

    @property
    def column(self) -> ColumnElement[Any]:
        """The column, or the expression, that holds the value."""
        if self.custom:
            return self._custom_column(self.model.custom[self.name])
        column: ColumnElement[Any] = getattr(self.model, self.attribute)
        return column

    def _custom_column(self, column: Any) -> ColumnElement[Any]:
        words: ColumnElement[str] = column.as_string()
        return words

    def bound(self, value: Any) -> object:
        """A value as SQL compares it with the column."""
        return self.json(value) if self.custom else value

    def condition(self, operator: str, words: str, actor: Actor) -> ColumnElement[bool]:
        """The SQL condition of a filter.

        Parameters:
            words: as in the address: one value, or several with commas between them for `in`.
            actor: who asks; what he may not read is not searched.

        Raises:
            FilterRefused: there is no such filter, or the value does not fit.
        """
        if operator not in self.operators:
            name = self.name if operator == "eq" else f"{self.name}__{operator}"
            raise FilterRefused(_("There is no filter “%(name)s”.", name=name))
        match operator:
            case "empty":
                nothing = self._nothing()
                return nothing if is_true(words) else ~nothing
            case "in":
                return self.column.in_([self.filter_value(each) for each in words.split(",") if each])
            case "contains":
                return self._contains(words, actor)
            case "gte":
                return self.column >= self.filter_value(words)
            case "lte":
                return self._up_to(words)
        return self._equals(words)

    def filter_value(self, words: str) -> object:
        """A value of a filter, as SQL compares it.

        Raises:
            FilterRefused: it does not fit.
        """
        return self.bound(self._filter_value(words))

    def written_filter(self, words: Written) -> str:
        """A value of a filter that somebody has written, as addresses carry it.

        Raises:
            FilterRefused: it does not fit.
        """
        return str(self.json(self._filter_value(words))) if self.filter_control == "range" else words

    def _filter_value(self, words: str) -> Any:
        try:
            return self.read(words)
        except ValueRefused as error:
            raise FilterRefused(f"{self.label}: {error}") from None

    def _equals(self, words: str) -> ColumnElement[bool]:
        return self.column == self.filter_value(words)

    def _up_to(self, words: str) -> ColumnElement[bool]:
        return self.column <= self.filter_value(words)

    def _contains(self, words: str, actor: Actor) -> ColumnElement[bool]:
        return self._equals(words)

    def _nothing(self) -> ColumnElement[bool]:
        return self.column.is_(None)

    def filter_words(self, words: str, showing: Showing) -> str:
        """A value of a filter as a person reads it."""
        try:
            return self.words(self.read(words), showing) or words
        except ValueRefused:
            return words

    def filter_keys(self, words: str) -> list[Key]:
        """What the values of a filter point to."""
        return []

    def offered(self) -> list[tuple[str, str]]:
        """The values to choose from, with their words, when they are few."""
        return []

    def known_texts(self) -> list[str]:
        """The texts that a value can be, as they will be once the deployment under check is published; empty: any."""
        return [value for value, _words in self.offered()] if has_app_context() else []  # words need a language

    def order(self, actor: Actor) -> Order:
        """How a list is sorted by it for who asks."""
        return Order(self.column)

    @property
    def groups(self) -> bool:
        """Whether records can be counted by its values: they are few, or of a calendar."""
        return False

    def group(self, actor: Actor) -> Any:
        """The expression by which SQL groups for who asks; its values are those that a filter takes."""
        return self.column

    # documents and forms

    def openapi(self) -> dict[str, Any]:
        """Its schema in OpenAPI 3.0, without what every field has and without the items of rows."""
        return {"type": "string"}

    def component(self) -> dict[str, Any]:
        """Attributes of the form component that is drawn where no form has the field."""
        return {"type": self.components[0]}
