"""Where an expression stands: the names and types it may use, and its place in the file for messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..words import ENGLISH, N_, NullTranslations, fill
from .errors import Problem
from .item_types import TypeTable


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell of a decision table in words: its rule and its column."""

    row: int
    column: str

    def translated(self, translations: NullTranslations) -> str:
        return fill(N_("Rule %(row)s, %(column)s"), {"row": self.row, "column": self.column}, translations)

    def __str__(self) -> str:
        return self.translated(ENGLISH)


@dataclass(frozen=True, slots=True)
class Site:
    """The place of a piece of FEEL: its decision, element, line, and cell of a table."""

    owner: str
    what: str
    element_id: str | None = None
    line: int | None = None
    row: int | None = None
    column: int | None = None
    file_name: str | None = None

    @property
    def place(self) -> str | CellPlace:
        """The place in words, for messages."""
        return self.what if self.row is None else CellPlace(self.row, self.what)

    def problem(
        self,
        code: str,
        *,
        severity: str = "warning",
        position: int | None = None,
        line_offset: int = 0,
        more: Mapping[str, object] | None = None,
        **parameters: object,
    ) -> Problem:
        """A problem at this place with the message's ``parameters`` (``more`` of them as a mapping).

        ``line_offset`` counts lines inside the expression.
        """
        return Problem(
            code=code,
            parameters={**parameters, **more} if more else parameters,
            severity=severity,
            element_id=self.element_id,
            element_name=self.owner,
            line=None if self.line is None else self.line + line_offset,
            row=self.row,
            column=self.column,
            position=position,
            file_name=self.file_name,
        )


@dataclass(frozen=True, slots=True)
class Environment:
    """What is known when an expression is compiled.

    ``names`` are the variables in scope, ``members`` further names with spaces or signs that may follow a dot;
    ``open`` when there may be names that nothing tells, so that none can be called unknown.
    """

    owner: str
    types: TypeTable
    names: frozenset[str]
    members: frozenset[str]
    file_name: str | None = None
    language: str | None = None
    open: bool = False

    def with_names(self, names: Iterable[str | None]) -> Environment:
        """The environment inside an expression that brings further variables."""
        added = frozenset(name for name in names if name)
        return replace(self, names=self.names | added) if added - self.names else self

    def opened(self) -> Environment:
        """The environment inside a filter, where the fields of any item are names."""
        return replace(self, open=True)

    def site(
        self,
        what: str,
        *,
        element_id: str | None = None,
        line: int | None = None,
        row: int | None = None,
        column: int | None = None,
    ) -> Site:
        return Site(self.owner, what, element_id, line or None, row, column, self.file_name)
