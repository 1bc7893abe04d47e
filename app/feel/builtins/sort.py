"""Sorting (DMN 1.5, table 77)."""

from __future__ import annotations

from functools import cmp_to_key

from ..invocation import invoke_function
from ..runtime import State
from ..semantics import compare
from ..values import FunctionValue, Value
from .registry import built_in, no_result


@built_in("sort", "list: list, precedes: function")
def sort(state: State, values: list[Value], precedes: FunctionValue) -> list[Value]:
    """The items in the order in which ``precedes(a, b)`` is true; equal ones keep theirs."""

    def order(left: Value, right: Value) -> int:
        if invoke_function(precedes, [left, right], (), state) is True:
            return -1
        return 1 if invoke_function(precedes, [right, left], (), state) is True else 0

    return state.list_of(sorted(values, key=cmp_to_key(order)))


@built_in("sort", "list: list")
def sort_naturally(state: State, values: list[Value]) -> list[Value]:
    """The items in ascending order; all must be of one type."""

    def order(left: Value, right: Value) -> int:
        state.spend(1)
        before = compare("<", left, right, state)
        if before is None:
            raise no_result("sort")
        return -1 if before else 1 if compare("<", right, left, state) else 0

    return state.list_of(sorted(values, key=cmp_to_key(order)))
