"""The sums of a list of rows, told apart by the values of one field: the tax of each rate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from app.records.types.field import Field
from app.records.types.showing import Showing

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Subtotals:
    """By what the sums of a list are told apart below it.

    Attributes:
        by: the field of a row.
        words: lazy words with `%(value)s` for the value.
        empty: lazy words for the rows where it is empty.
    """

    by: str
    words: Any
    empty: Any

    def said(self, words: str) -> str:
        """What stands before the sums of a value."""
        return str(self.words) % {"value": words} if words else str(self.empty)


class Rows(Protocol):
    """What a field of rows knows of its sums."""

    @property
    def subtotals(self) -> Subtotals | None: ...

    def inner(self, name: str) -> Field | None: ...

    def sums(self, value: Sequence[Row]) -> dict[str, Any]: ...

    def cell_words(self, record: Any, row: Row, inner: Field, showing: Showing) -> str: ...


def subtotals(rows: Rows, value: Sequence[Row]) -> list[tuple[Any, dict[str, Any]]]:
    """The sums by name for each value of the field in `subtotals`: the smallest first, an empty one last."""
    if rows.subtotals is None:
        return []
    groups: dict[Any, list[Row]] = {}
    for row in value:
        groups.setdefault(row.get(rows.subtotals.by), []).append(row)
    ordered = sorted(groups.items(), key=lambda each: (each[0] is None, each[0]))
    return [(key, rows.sums(found)) for key, found in ordered]


def subtotal_lines(rows: Rows, value: Sequence[Row], showing: Showing, record: Any | None = None) -> list[str]:
    """A line of words for each of the subtotals.

    Parameters:
        record: in whose currency amounts are said; None: in none.
    """
    by = rows.inner(rows.subtotals.by) if rows.subtotals else None
    if by is None or rows.subtotals is None:
        return []
    return [
        f"{rows.subtotals.said(by.words(key, showing))}: {_sums_in_words(rows, sums, showing, record)}"
        for key, sums in subtotals(rows, value)
    ]


def _sums_in_words(rows: Rows, sums: Mapping[str, Any], showing: Showing, record: Any | None) -> str:
    said = []
    for name in sums:
        inner = rows.inner(name)
        if inner is not None and sums[name]:
            words = inner.words(sums[name]) if record is None else rows.cell_words(record, sums, inner, showing)
            said.append(f"{inner.label} {words}")
    return ", ".join(said) or "0"
