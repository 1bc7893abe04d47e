"""How tightly the operators bind (DMN 1.5, 10.3.1.2; power is left-associative, as the conformance kit has it)."""

from __future__ import annotations

from typing import Final

COMPARISONS: Final = frozenset({"=", "!=", "<", "<=", ">", ">="})
OR, AND, COMPARISON, ADDITION, MULTIPLICATION, POWER, NEGATION, INSTANCE, POSTFIX = range(1, 10)

BINARY: Final[dict[str, int]] = {
    "or": OR,
    "and": AND,
    **dict.fromkeys(COMPARISONS, COMPARISON),
    "+": ADDITION,
    "-": ADDITION,
    "*": MULTIPLICATION,
    "/": MULTIPLICATION,
    "**": POWER,
}
