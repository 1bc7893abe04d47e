"""Equality, order and membership of FEEL values (DMN 1.5, tables 51 to 55): true, false or null."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from .runtime import State
from .temporal import SECOND, Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration
from .values import FunctionValue, Range, Value, from_python, is_context, type_name

SCALARS: Final[frozenset[type]] = frozenset(
    {Decimal, str, bool, Date, YearsMonthsDuration, DaysTimeDuration, FunctionValue}
)


def time_key(value: Time) -> tuple[bool, int]:
    """Whether a time has a zone, and its whole seconds, in UTC if so."""
    offset = value.offset
    return (False, value.seconds) if offset is None else (True, value.seconds - offset)


def date_time_key(value: DateTime) -> tuple[bool, int]:
    """Whether a date and time has a zone, and its whole seconds, in UTC if so."""
    offset = value.offset
    seconds = value.local_nanoseconds // SECOND
    return (False, seconds) if offset is None else (True, seconds - offset)


ORDER_KEYS: Final[dict[type, Callable[[Any], Any]]] = {
    Time: time_key,
    DateTime: date_time_key,
    Date: lambda value: value.ordinal,
    YearsMonthsDuration: lambda value: value.months,
    DaysTimeDuration: lambda value: value.nanoseconds,
}


def equal(left: Value, right: Value, state: State, position: int | None = None) -> bool | None:
    """``left = right``; null for values of different types, which ``null`` itself is not."""
    if left is None or right is None:
        return left is right
    kind = type(left)
    if kind is type(right):
        if kind in SCALARS:
            return bool(left == right)
        if kind is list:
            return equal_lists(left, right, state)
        if kind is Time:
            return time_key(left) == time_key(right)
        if kind is DateTime:
            return date_time_key(left) == date_time_key(right)
        if kind is Range:
            return equal_ranges(left, right, state)
    if is_context(left) and is_context(right):
        return equal_contexts(left, right, state)
    state.warn("operator-types", position, operator="=", left=type_name(left), right=type_name(right))
    return None


def equal_lists(left: list[Value], right: list[Value], state: State) -> bool:
    """Equality of lists: the same items in the same order.

    Two lists are of one kind, so the answer is never null (DMN 1.5, table 53): items that are not equal make them
    unequal, whatever their kinds.
    """
    if len(left) != len(right):
        return False
    state.spend(len(left))
    return all(same(mine, theirs, state) for mine, theirs in zip(left, right, strict=True))


def equal_contexts(left: Any, right: Any, state: State) -> bool:
    """Equality of contexts: the same entries in any order. Never null, as with lists."""
    if len(left) != len(right) or any(key not in right for key in left):
        return False
    state.spend(len(left))
    return all(same(from_python(left[key]), from_python(right[key]), state) for key in left)


def equal_ranges(left: Range, right: Range, state: State) -> bool:
    """Equality of ranges: written as the same kind, with equal ends. Never null, as with lists."""
    if (left.start_included, left.end_included, left.operator) != (
        right.start_included,
        right.end_included,
        right.operator,
    ):
        return False
    return same(left.start, right.start, state) and same(left.end, right.end, state)


def compare(operator: str, left: Value, right: Value, state: State, position: int | None = None) -> bool | None:
    """``left operator right`` for ``<``, ``<=``, ``>``, ``>=``; null for values that have no order."""
    kind = type(left)
    if kind is type(right):
        if kind is not Decimal and kind is not str:
            key = ORDER_KEYS.get(kind)
            if key is None:
                left = None
            else:
                left, right = key(left), key(right)
                if (kind is Time or kind is DateTime) and left[0] != right[0]:
                    left = None
        if left is not None:
            if operator == "<":
                return bool(left < right)
            if operator == "<=":
                return bool(left <= right)
            if operator == ">":
                return bool(left > right)
            return bool(left >= right)
    state.warn("operator-types", position, operator=operator, left=type_name(left), right=type_name(right))
    return None


def includes(range_: Range, value: Value, state: State, position: int | None = None) -> bool | None:
    """Whether a value lies in a range; null where an end or the value is null or of another type."""
    operator = range_.operator
    if operator is not None:
        if operator == "=":
            return equal(value, range_.start, state, position)
        if operator == "!=":
            same = equal(value, range_.start, state, position)
            return None if same is None else not same
        end = range_.end if operator in ("<", "<=") else range_.start
        return compare(operator, value, end, state, position)
    if value is None or range_.start is None or range_.end is None:
        state.warn("range-ends", position, start=type_name(range_.start), end=type_name(range_.end))
        return None
    above = compare(">=" if range_.start_included else ">", value, range_.start, state, position)
    below = compare("<=" if range_.end_included else "<", value, range_.end, state, position)
    if above is False or below is False:
        return False
    return None if above is None or below is None else True


def matches(value: Value, test: Value, state: State, position: int | None = None) -> bool | None:
    """``value in test`` for a test that is a value: equal to it, an item of it, or within it."""
    if type(test) is Range:
        if type(value) is Range:
            return equal_ranges(value, test, state)
        return includes(test, value, state, position)
    if type(test) is list:
        state.spend(len(test))
        unknown = False
        for item in test:
            if type(item) is Range and type(value) is not Range:
                result = includes(item, value, state, position)
                unknown = unknown or result is None
            else:
                result = item is value or same(value, item, state)
            if result is True:
                return True
        if type(value) is list and same(value, test, state):
            return True
        return None if unknown else False
    return same(value, test, state)


QUIET_TYPES: Final = frozenset({Decimal, str, bool})


def same(left: Value, right: Value, state: State) -> bool:
    """Whether two values are equal; values of different types are not, without a warning."""
    kind = type(left)
    if kind in QUIET_TYPES:
        return kind is type(right) and bool(left == right)
    if kind is not type(right) and not (is_context(left) and is_context(right)):
        return False
    return equal(left, right, state) is True
