"""The index of a decision table: which rules can match, without evaluating every cell of every rule.

Equality cells are found through a dict, ranges through bisection, per column; the sets of rules are bit masks and are
intersected. Cells that need evaluation stay candidates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .constraints import Column, Constraint, build_column, rules_in

SMALLEST_INDEXED_TABLE = 6
LARGEST_INDEXED_TABLE = 5_000


@dataclass(frozen=True, slots=True)
class TableIndex:
    """Made once a table. ``columns`` are the input columns in order."""

    columns: tuple[Column, ...]
    all_rules: int

    def candidates(self, values: Sequence[object]) -> list[tuple[int, tuple[int, ...]]]:
        """The rules (ascending, from 0) that the values do not exclude, each with the columns still to evaluate."""
        mask = self.all_rules
        pending: list[tuple[int, int]] = []
        for number, column in enumerate(self.columns):
            found = column.lookup(values[number])
            if found is None:
                open_cells = self.all_rules & ~column.everything
            else:
                accepted, open_cells = found
                mask &= accepted
                if not mask:
                    return []
            if open_cells:
                pending.append((number, open_cells))
        if not pending:
            return [(row, ()) for row in rules_in(mask)]
        return [
            (row, tuple(number for number, open_cells in pending if open_cells >> row & 1)) for row in rules_in(mask)
        ]


def build_index(cells: Sequence[Sequence[Constraint | None]], rule_count: int) -> TableIndex | None:
    """An index over ``cells[column][row]``, or ``None`` where one would not pay (few rules, nothing to look up)."""
    if not SMALLEST_INDEXED_TABLE <= rule_count <= LARGEST_INDEXED_TABLE:
        return None
    columns = tuple(build_column(column, negation_exact=False) for column in cells)
    everything = (1 << rule_count) - 1
    if all(column.opaque | column.everything == everything for column in columns):
        return None
    return TableIndex(columns, everything)
