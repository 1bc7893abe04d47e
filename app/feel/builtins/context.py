"""Context functions (DMN 1.5, table 78)."""

from __future__ import annotations

from typing import Any

from ..registry import bad_value, built_in, no_result
from ..runtime import State
from ..values import Value, from_python, is_context


@built_in("get value", "m: context, key: string")
def get_value(_state: State, context: Any, key: str) -> Value:
    """The value of an entry."""
    if key not in context:
        raise no_result("get value")
    return from_python(context[key])


@built_in("get value", "context: context, keys: list")
def get_value_at(_state: State, context: Any, keys: list[Value]) -> Value:
    """The value of an entry inside entries."""
    value: Value = context
    for key in keys:
        if not isinstance(key, str) or not is_context(value) or key not in value:
            raise no_result("get value")
        value = from_python(value[key])
    if not keys:
        raise bad_value("get value", "keys")
    return value


@built_in("get entries", "m: context")
def get_entries(state: State, context: Any) -> list[Value]:
    """The entries as contexts of ``key`` and ``value``."""
    return state.list_of([{"key": key, "value": from_python(context[key])} for key in context])


@built_in("context", "entries: list")
def context_of(state: State, entries: list[Value]) -> dict[str, Value]:
    """A context of entries given as contexts of ``key`` and ``value``."""
    state.spend(len(entries))
    result: dict[str, Value] = {}
    for entry in entries:
        if not is_context(entry) or "key" not in entry or "value" not in entry:
            raise bad_value("context", "entries")
        key = entry["key"]
        if not isinstance(key, str) or key in result:
            raise bad_value("context", "entries")
        result[key] = from_python(entry["value"])
    return result


def copy(state: State, context: Any) -> dict[str, Value]:
    """A context of its own with the same entries."""
    state.spend(len(context))
    return {key: from_python(context[key]) for key in context}


@built_in("context put", "context: context, key: string, value: any")
def context_put(state: State, context: Any, key: str, value: Value) -> dict[str, Value]:
    """A context with one more or another entry."""
    return {**copy(state, context), key: value}


@built_in("context put", "context: context, keys: list, value: any")
def context_put_at(state: State, context: Any, keys: list[Value], value: Value) -> dict[str, Value]:
    """A context with another entry inside entries."""
    if not keys or not all(isinstance(key, str) for key in keys):
        raise bad_value("context put", "keys")
    levels: list[dict[str, Value]] = []
    current: Value = context
    for key in keys:
        if not is_context(current):
            raise bad_value("context put", "keys")
        levels.append(copy(state, current))
        current = levels[-1].get(key)
    result = value
    for level, key in zip(reversed(levels), reversed(keys), strict=True):
        level[key] = result
        result = level
    return levels[0]


@built_in("context merge", "contexts: list")
def context_merge(state: State, contexts: list[Value]) -> dict[str, Value]:
    """One context of several; a later entry wins."""
    result: dict[str, Value] = {}
    for context in contexts:
        if not is_context(context):
            raise bad_value("context merge", "contexts")
        result.update(copy(state, context))
    return result
