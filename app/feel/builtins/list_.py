"""List functions (DMN 1.5, table 75)."""

from __future__ import annotations

from decimal import Decimal

from ..errors import ValueProblem
from ..invocation import invoke_function
from ..registry import bad_value, built_in
from ..runtime import State
from ..semantics import SCALARS, same
from ..values import FunctionValue, Value


def index_of_position(name: str, position: Decimal, length: int) -> int:
    """A position counted from 1, or from the end when negative, as an index; it must lie within the list."""
    index = int(position) if position.adjusted() < 12 else 0
    if index > 0 and index <= length:
        return index - 1
    if index < 0 and -index <= length:
        return length + index
    raise bad_value(name, "position")


@built_in("list contains", "list: list, element: any")
def list_contains(state: State, values: list[Value], element: Value) -> bool:
    """Whether an item equals the element."""
    state.spend(len(values))
    return any(same(value, element, state) for value in values)


@built_in("count", "list*: any")
def count(_state: State, values: list[Value]) -> Decimal:
    """How many items."""
    return Decimal(len(values))


@built_in("sublist", "list: list, start position: number, length?: number?")
def sublist(state: State, values: list[Value], start: Decimal, length: Decimal | None = None) -> list[Value]:
    """The items from a position on, all or so many (fewer where the list ends)."""
    if start == len(values) + 1:
        return []
    first = index_of_position("sublist", start, len(values))
    if length is None:
        return state.list_of(values[first:])
    wanted = int(length) if length.adjusted() < 12 else len(values)
    if wanted < 1:
        raise bad_value("sublist", "length")
    return state.list_of(values[first : first + wanted])


@built_in("append", "list: list, item*: items?")
def append(state: State, values: list[Value], items: list[Value]) -> list[Value]:
    """The list with items at its end."""
    return state.list_of([*values, *items])


def lists(values: list[Value]) -> list[list[Value]]:
    """Arguments that should be lists; a single value is a list of one, null is none."""
    if None in values:
        raise ValueProblem("argument-type", function="concatenate", name="list", expected="list", type="null")
    return [value if isinstance(value, list) else [value] for value in values]


@built_in("concatenate", "list*: items?")
def concatenate(state: State, values: list[Value]) -> list[Value]:
    """The items of all the lists."""
    state.spend(sum(map(len, lists(values))))
    return state.list_of([item for each in lists(values) for item in each])


@built_in("insert before", "list: list, position: number, newItem: any")
def insert_before(state: State, values: list[Value], position: Decimal, item: Value) -> list[Value]:
    """The list with one more item at a position, at most one beyond the end."""
    if position == len(values) + 1:
        return state.list_of([*values, item])
    index = index_of_position("insert before", position, len(values))
    return state.list_of([*values[:index], item, *values[index:]])


@built_in("remove", "list: list, position: number")
def remove(state: State, values: list[Value], position: Decimal) -> list[Value]:
    """The list without the item at a position."""
    index = index_of_position("remove", position, len(values))
    return state.list_of(values[:index] + values[index + 1 :])


@built_in("list replace", "list: list, position: number, newItem: any")
def list_replace(state: State, values: list[Value], position: Decimal, item: Value) -> list[Value]:
    """The list with another item at a position."""
    index = index_of_position("list replace", position, len(values))
    return state.list_of([*values[:index], item, *values[index + 1 :]])


@built_in("list replace", "list: list, match: function, newItem: any")
def list_replace_matches(state: State, values: list[Value], match: FunctionValue, item: Value) -> list[Value]:
    """The list with another item wherever ``match(item, newItem)`` is true."""
    result: list[Value] = []
    for value in values:
        answer = invoke_function(match, [value, item], (), state)
        if type(answer) is not bool:
            raise bad_value("list replace", "match")
        result.append(item if answer else value)
    return state.list_of(result)


@built_in("reverse", "list: list")
def reverse(state: State, values: list[Value]) -> list[Value]:
    """The list from its end."""
    return state.list_of(values[::-1])


@built_in("index of", "list: list, match: any")
def index_of(state: State, values: list[Value], match: Value) -> list[Value]:
    """The positions of the items equal to ``match``."""
    state.spend(len(values))
    return [Decimal(index) for index, value in enumerate(values, 1) if same(value, match, state)]


def distinct(state: State, values: list[Value]) -> list[Value]:
    """The values without repetitions, in the order of their first occurrence."""
    seen: set[tuple[type, Value]] = set()
    others: list[Value] = []
    result: list[Value] = []
    state.spend(len(values))
    for value in values:
        if value is None or type(value) in SCALARS:
            key = (type(value), value)
            if key in seen:
                continue
            seen.add(key)
        else:
            state.spend(len(others))
            if any(same(value, other, state) for other in others):
                continue
            others.append(value)
        result.append(value)
    return result


@built_in("union", "list*: items?")
def union(state: State, values: list[Value]) -> list[Value]:
    """The items of all the lists, each once."""
    return state.list_of(distinct(state, concatenate(state, values)))


@built_in("distinct values", "list: list")
def distinct_values(state: State, values: list[Value]) -> list[Value]:
    """The items, each once."""
    return state.list_of(distinct(state, values))


@built_in("flatten", "list: list")
def flatten(state: State, values: list[Value]) -> list[Value]:
    """The items of lists within lists, at any depth."""
    result: list[Value] = []
    stack = [iter(values)]
    while stack:
        for value in stack[-1]:
            state.spend(1)
            if type(value) is list:
                stack.append(iter(value))
                break
            result.append(value)
        else:
            stack.pop()
    return state.list_of(result)
