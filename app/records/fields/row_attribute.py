"""One field of all rows of a record, as lists show and filter it: `contacts.email`."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, exists

from app.engine import Actor
from app.i18n import gettext as _
from app.records.types.errors import FilterRefused
from app.records.types.field import Field
from app.records.types.showing import Key, Showing, Shown
from app.written import Written


@dataclass(frozen=True)
class RowAttribute(Field):
    """A field of rows behind the field that holds them.

    Attributes:
        list_field: the field that holds the rows.
        inner: the field of a row.
    """

    list_field: Any = None
    inner: Any = None

    type: ClassVar[str] = "row_attribute"
    many: ClassVar[bool] = True
    stored_in_row: ClassVar[bool] = False
    _operators_of_rows: ClassVar[tuple[str, ...]] = ("eq", "contains", "gte", "lte", "in", "empty")

    @classmethod
    def of(cls, list_field: Any, inner: Field) -> RowAttribute:
        """The field `inner` of the rows of `list_field`."""
        name = f"{list_field.name}.{inner.name}"
        return cls(name, inner.label, list_field=list_field, inner=inner, owner=list_field.owner)

    @property
    def operators(self) -> Sequence[str]:  # type: ignore[override]
        return [each for each in self._operators_of_rows if each in self.inner.operators]

    @property
    def filter_control(self) -> str:  # type: ignore[override]
        control: str = self.inner.filter_control
        return control

    @property
    def filter_input(self) -> str:  # type: ignore[override]
        given: str = self.inner.filter_input
        return given

    @property
    def targets(self) -> tuple[str, ...]:
        targets: tuple[str, ...] = self.inner.targets
        return targets

    def _words(self, value: Any, showing: Showing) -> str:
        found = (self.inner.words(row.get(self.inner.name), showing) for row in value)
        return ", ".join(dict.fromkeys(filter(None, found)))

    def show(self, record: Any, value: Any, showing: Showing) -> Shown:
        return Shown("text", self.words(value, showing))

    def pointed_to(self, value: Any) -> list[Key]:
        return [key for row in value or [] for key in self.inner.pointed_to(row.get(self.inner.name))]

    def readable_only(self, value: Any, readable: Container[Key]) -> Any:
        if not self.targets:
            return value
        name = self.inner.name
        return [{**row, name: self.inner.readable_only(row.get(name), readable)} for row in value or []]

    def condition(self, operator: str, words: str, actor: Actor) -> ColumnElement[bool]:
        if operator not in self.operators:
            raise FilterRefused(_("There is no filter “%(name)s”.", name=f"{self.name}__{operator}"))
        if operator == "empty":
            filled = exists().where(self.list_field.belongs(), ~self.inner.condition("empty", "true", actor))
            return ~filled if words.lower() in ("true", "1", "yes", "on") else filled
        return exists().where(self.list_field.belongs(), self.inner.condition(operator, words, actor))

    def filter_words(self, words: str, showing: Showing) -> str:
        said: str = self.inner.filter_words(words, showing)
        return said

    def written_filter(self, words: Written) -> str:
        written: str = self.inner.written_filter(words)
        return written

    def filter_keys(self, words: str) -> list[Key]:
        keys: list[Key] = self.inner.filter_keys(words)
        return keys

    def offered(self) -> list[tuple[str, str]]:
        offered: list[tuple[str, str]] = self.inner.offered()
        return offered

    def known_texts(self) -> list[str]:
        known: list[str] = self.inner.known_texts()
        return known

    def openapi(self) -> dict[str, Any]:
        return {"type": "array", "items": self.inner.openapi()}
