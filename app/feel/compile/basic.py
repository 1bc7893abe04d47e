"""Literals, names, paths, lists, contexts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from .. import nodes
from ..arithmetic import negate
from ..builtins import BUILT_INS
from ..properties import PROPERTIES
from ..runtime import Frame, HostError, State
from ..temporal_text import parse_temporal
from ..values import NATIVE, NUMBERS, Value, is_context, type_name
from .compiler import Compiler, Run, StaticScope, builds

MISSING: Final = object()


def constant(value: Value) -> Run:
    """A closure that gives always the same."""
    return lambda _frame: value


@builds(nodes.Literal)
def literal(_compiler: Compiler, node: nodes.Literal) -> Run:
    """A number, string, boolean or null."""
    return constant(node.value)


@builds(nodes.AtLiteral)
def at_literal(_compiler: Compiler, node: nodes.AtLiteral) -> Run:
    """``@"…"``, read when it is compiled."""
    value = parse_temporal(node.text)
    if value is not None:
        return constant(value)
    return failing("bad-literal", node.position, text=f"@“{node.text}”")


def failing(code: str, position: int, **parameters: object) -> Run:
    """A closure that gives null and says why."""

    def run(frame: Frame) -> Value:
        frame.state.warn(code, position, **parameters)
        return None

    return run


@builds(nodes.Negation)
def negation(compiler: Compiler, node: nodes.Negation) -> Run:
    """``-operand``; a negative number is a constant."""
    if isinstance(node.operand, nodes.Literal):
        value = node.operand.value
        if value is not None and not isinstance(value, (str, bool)):
            return constant(NUMBERS.minus(value))
    operand = compiler.run_of(node.operand)
    position = node.position
    return lambda frame: negate(operand(frame), frame.state, position)


# Names


def read(scope: Mapping[str, Any], name: str) -> Any:
    """A value of a mapping of the host, ``MISSING`` when it has none."""
    try:
        return scope[name]
    except KeyError:
        return MISSING
    except Exception as error:
        raise HostError from error


def host_name(name: str, position: int) -> Run:
    """A name of the host, or else of a built-in function."""

    def run(frame: Frame) -> Value:
        scope = frame.scope
        value = scope.get(name, MISSING) if type(scope) is dict else read(scope, name)
        kind = type(value)
        if kind in NATIVE or (kind is Decimal and value.is_finite()):
            return value
        if value is MISSING:
            built_in = BUILT_INS.get(name)
            if built_in is not None:
                return built_in.value
            frame.state.warn("unknown-name", position, name=name)
            return None
        return frame.state.convert(value, position)

    return run


def local_name(depth: int, index: int) -> Run:
    """A value of a frame."""
    if depth == 0:
        return lambda frame: frame.values[index]
    if depth == 1:
        return lambda frame: frame.parent.values[index]  # type: ignore[union-attr]

    def run(frame: Frame) -> Value:
        found: Any = frame
        for _ in range(depth):
            found = found.parent
        return found.values[index]

    return run


@builds(nodes.Name)
def name(compiler: Compiler, node: nodes.Name) -> Run:
    """A variable: of a filter's item, of a frame, of the host, or a built-in function."""
    filters, local = compiler.resolve(node.name)
    outer = host_name(node.name, node.position) if local is None else local_name(*local)
    return item_name(filters, node.name, outer) if filters else outer


def item_name(filters: list[int], wanted: str, outer: Run) -> Run:
    """A name that an item of a filter may have; else it is found outside."""
    items = [local_name(depth, 0) for depth in filters]

    def run(frame: Frame) -> Value:
        for item in items:
            context = item(frame)
            if is_context(context):
                value = context.get(wanted, MISSING) if type(context) is dict else read(context, wanted)
                if value is not MISSING:
                    return value if type(value) in NATIVE else frame.state.convert(value, None)
        return outer(frame)

    return run


# Paths


def follow(source: Value, wanted: str, state: State, position: int) -> Value:
    """``source.wanted``: an entry of a context, a property of a value, or both of each item of a list."""
    kind = type(source)
    if kind is dict:
        value = source.get(wanted, MISSING)
        if value is not MISSING:
            return value if type(value) in NATIVE else state.convert(value, position)
    elif kind is list:
        state.spend(len(source))
        return [follow(item, wanted, state, position) for item in source]
    else:
        properties = PROPERTIES.get(kind)
        if properties is not None:
            reader = properties.get(wanted)
            if reader is not None:
                return reader(source)
        elif isinstance(source, Mapping):
            value = read(source, wanted)
            if value is not MISSING:
                return value if type(value) in NATIVE else state.convert(value, position)
    state.warn("no-such-entry", position, name=wanted, type=type_name(source))
    return None


@builds(nodes.Path)
def path(compiler: Compiler, node: nodes.Path) -> Run:
    """``source.name``."""
    wanted, position = node.name, node.position
    if isinstance(node.source, nodes.Name) and not compiler.is_local(node.source.name):
        return host_path(node.source.name, wanted, node.source.position, position)
    source = compiler.run_of(node.source)
    return lambda frame: follow(source(frame), wanted, frame.state, position)


def host_path(first: str, wanted: str, first_position: int, position: int) -> Run:
    """``name.wanted`` for a name of the host: the commonest of all expressions."""
    other = host_name(first, first_position)

    def run(frame: Frame) -> Value:
        scope = frame.scope
        source = scope.get(first) if type(scope) is dict else other(frame)
        if type(source) is dict:
            value = source.get(wanted, MISSING)
            kind = type(value)
            if kind in NATIVE or (kind is Decimal and value.is_finite()):
                return value
        return follow(other(frame), wanted, frame.state, position)

    return run


# Lists and contexts


@builds(nodes.ListLiteral)
def list_literal(compiler: Compiler, node: nodes.ListLiteral) -> Run:
    """``[item, …]``."""
    items = [compiler.run_of(item) for item in node.items]
    return lambda frame: [item(frame) for item in items]


@builds(nodes.ContextLiteral)
def context_literal(compiler: Compiler, node: nodes.ContextLiteral) -> Run:
    """``{key: value, …}``: later entries see earlier ones, a function also itself."""
    keys = [entry.key for entry in node.entries]
    if len(set(keys)) != len(keys):
        twice = next(key for key in keys if keys.count(key) > 1)
        return failing("duplicate-key", node.position, name=twice)
    scope = StaticScope({})
    compiler.scopes.append(scope)
    entries: list[Run] = []
    for index, entry in enumerate(node.entries):
        if isinstance(entry.value, nodes.FunctionDefinition):
            scope.names[entry.key] = index
        entries.append(compiler.run_of(entry.value))
        scope.names[entry.key] = index
    compiler.scopes.pop()
    count = len(entries)

    def run(frame: Frame) -> Value:
        values: list[Value] = [None] * count
        inner = Frame(values, frame, frame.scope, frame.state)
        for index, entry in enumerate(entries):
            values[index] = entry(inner)
        return dict(zip(keys, values, strict=True))

    return run
