"""Functions over lists of numbers, and the least and the greatest (DMN 1.5, table 75)."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal, DecimalException

from ..errors import ValueProblem
from ..registry import built_in, no_result
from ..runtime import State
from ..semantics import compare
from ..values import NUMBERS, Value, type_name


def numbers(state: State, name: str, values: list[Value]) -> list[Decimal]:
    """The values, all of which must be numbers."""
    state.spend(len(values))
    for value in values:
        if type(value) is not Decimal:
            raise ValueProblem("argument-type", function=name, name="list", expected="number", type=type_name(value))
    return values


def total(name: str, values: list[Decimal]) -> Decimal:
    """The sum."""
    result = Decimal(0)
    try:
        for value in values:
            result = NUMBERS.add(result, value)
    except DecimalException:
        raise no_result(name) from None
    return result


@built_in("sum", "list*: number")
def sum_(state: State, values: list[Value]) -> Decimal:
    """The sum; null for an empty list."""
    found = numbers(state, "sum", values)
    if not found:
        raise no_result("sum")
    return total("sum", found)


@built_in("product", "list*: number")
def product(state: State, values: list[Value]) -> Decimal:
    """The product; null for an empty list."""
    found = numbers(state, "product", values)
    if not found:
        raise no_result("product")
    result = Decimal(1)
    try:
        for value in found:
            result = NUMBERS.multiply(result, value)
    except DecimalException:
        raise no_result("product") from None
    return result


@built_in("mean", "list*: number")
def mean(state: State, values: list[Value]) -> Decimal:
    """The average; null for an empty list."""
    found = numbers(state, "mean", values)
    if not found:
        raise no_result("mean")
    return NUMBERS.divide(total("mean", found), Decimal(len(found)))


@built_in("median", "list*: number")
def median(state: State, values: list[Value]) -> Decimal | None:
    """The middle number; null for an empty list."""
    found = sorted(numbers(state, "median", values))
    if not found:
        return None
    middle = len(found) // 2
    if len(found) % 2:
        return found[middle]
    return NUMBERS.divide(total("median", found[middle - 1 : middle + 1]), Decimal(2))


@built_in("stddev", "list*: number")
def stddev(state: State, values: list[Value]) -> Decimal:
    """The standard deviation of a sample; null for fewer than two numbers."""
    found = numbers(state, "stddev", values)
    if len(found) < 2:
        raise no_result("stddev")
    try:
        average = NUMBERS.divide(total("stddev", found), Decimal(len(found)))
        squares = [NUMBERS.power(NUMBERS.subtract(value, average), 2) for value in found]
        return NUMBERS.sqrt(NUMBERS.divide(total("stddev", squares), Decimal(len(found) - 1)))
    except DecimalException:
        raise no_result("stddev") from None


@built_in("mode", "list*: number")
def mode(state: State, values: list[Value]) -> list[Decimal]:
    """The numbers that occur most often, the smallest first."""
    counts = Counter(numbers(state, "mode", values))
    most = max(counts.values(), default=0)
    return sorted(value for value, count in counts.items() if count == most)


def extreme(state: State, name: str, values: list[Value], operator: str) -> Value:
    """The first value that all others are not before (``<``) or after (``>``)."""
    state.spend(len(values))
    if not values:
        return None
    best = values[0]
    if best is None:
        raise no_result(name)
    for value in values[1:]:
        before = compare(operator, value, best, state)
        if before is None:
            raise no_result(name)
        if before:
            best = value
    return best


@built_in("min", "list*: any")
def min_(state: State, values: list[Value]) -> Value:
    """The least of numbers, texts, dates, times or durations; null for an empty list."""
    return extreme(state, "min", values, "<")


@built_in("max", "list*: any")
def max_(state: State, values: list[Value]) -> Value:
    """The greatest of numbers, texts, dates, times or durations; null for an empty list."""
    return extreme(state, "max", values, ">")
