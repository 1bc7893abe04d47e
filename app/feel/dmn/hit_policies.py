"""From the rules that match to the value of the table (clause 8.2.10 of the standard, hit policies)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .language import call_built_in
from .model import Aggregation, HitPolicy

Outputs = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A matching rule (number from 0) and its outputs, evaluated only where the policy needs them."""

    row: int
    outputs: Outputs


@dataclass(frozen=True, slots=True)
class Decided:
    """The rules that decide, in order; ``code`` and ``parameters`` when the policy is violated (value null)."""

    hits: tuple[Hit, ...]
    code: str | None = None
    parameters: Mapping[str, object] | None = None


Evaluate = Callable[[int], Outputs]
Equal = Callable[[Outputs, Outputs], bool]
Rank = Callable[[Outputs], tuple[int, ...]]

FUNCTIONS = {Aggregation.SUM: "sum", Aggregation.MIN: "min", Aggregation.MAX: "max"}
MULTIPLE = frozenset({HitPolicy.COLLECT, HitPolicy.RULE_ORDER, HitPolicy.OUTPUT_ORDER})


def decide(policy: HitPolicy, rows: Sequence[int], evaluate: Evaluate, equal: Equal, rank: Rank) -> Decided:
    """Which of the matching ``rows`` decide.

    :param evaluate: outputs of a rule.
    :param equal: whether two rules' outputs are equal.
    :param rank: place of outputs in the order of the output values, the first is the strongest.
    """
    match policy:
        case HitPolicy.UNIQUE:
            if len(rows) > 1:
                return Decided((), "unique-several-hits", {"rows": _numbers(rows)})
            return Decided(tuple(Hit(row, evaluate(row)) for row in rows))
        case HitPolicy.FIRST:
            return Decided(tuple(Hit(row, evaluate(row)) for row in rows[:1]))
        case HitPolicy.ANY:
            hits = [Hit(row, evaluate(row)) for row in rows]
            if any(not equal(hits[0].outputs, hit.outputs) for hit in hits[1:]):
                return Decided((), "any-different-outputs", {"rows": _numbers(rows)})
            return Decided(tuple(hits))
        case HitPolicy.PRIORITY:
            hits = sorted((Hit(row, evaluate(row)) for row in rows), key=lambda hit: rank(hit.outputs))
            return Decided(tuple(hits[:1]))
        case HitPolicy.OUTPUT_ORDER:
            return Decided(tuple(sorted((Hit(row, evaluate(row)) for row in rows), key=lambda hit: rank(hit.outputs))))
        case _:
            return Decided(tuple(Hit(row, evaluate(row)) for row in rows))


def aggregate(aggregation: Aggregation, values: Sequence[object]) -> tuple[object, str | None]:
    """C+, C<, C> and C# with FEEL's functions: the value, and the problem's code when they cannot be aggregated.

    Nothing to aggregate gives 0 for a count and null otherwise.
    """
    if aggregation is Aggregation.COUNT:
        return Decimal(len(values)), None
    if not values:
        return None, None
    value = call_built_in(FUNCTIONS[aggregation], list(values))
    return value, "aggregation-not-numbers" if value is None else None


def _numbers(rows: Sequence[int]) -> str:
    shown = [str(row + 1) for row in rows[:10]]
    return ", ".join(shown) + (", …" if len(rows) > len(shown) else "")
