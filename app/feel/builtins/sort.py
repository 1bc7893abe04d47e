"""Sorting (DMN 1.5, table 77)."""

from __future__ import annotations

from collections.abc import Callable

from ..invocation import invoke_function
from ..registry import built_in, no_result
from ..runtime import State
from ..semantics import compare
from ..values import FunctionValue, Value


class Sortable:
    """A value that knows whether it comes before another."""

    __slots__ = ("precedes", "value")

    def __init__(self, value: Value, precedes: Callable[[Value, Value], bool]) -> None:
        self.value = value
        self.precedes = precedes

    def __lt__(self, other: Sortable) -> bool:
        return self.precedes(self.value, other.value)


def sorted_by(state: State, values: list[Value], precedes: Callable[[Value, Value], bool]) -> list[Value]:
    """The values in the order of ``precedes``; equal ones keep theirs."""
    return state.list_of([item.value for item in sorted(Sortable(value, precedes) for value in values)])


@built_in("sort", "list: list, precedes: function")
def sort(state: State, values: list[Value], precedes: FunctionValue) -> list[Value]:
    """The items in the order in which ``precedes(a, b)`` is true; equal ones keep theirs."""

    return sorted_by(state, values, lambda left, right: invoke_function(precedes, [left, right], (), state) is True)


@built_in("sort", "list: list")
def sort_naturally(state: State, values: list[Value]) -> list[Value]:
    """The items in ascending order; all must be of one type."""

    def precedes(left: Value, right: Value) -> bool:
        state.spend(1)
        before = compare("<", left, right, state)
        if before is None:
            raise no_result("sort")
        return before

    return sorted_by(state, values, precedes)
