"""Types in expressions: what a type node means, ``instance of``, and the type a body's value will have."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from .. import nodes
from ..runtime import Frame
from ..temporal_text import parse_temporal
from ..types import (
    BOOLEAN,
    BUILT_IN_TYPES,
    DYNAMIC,
    NULL,
    NUMBER,
    STRING,
    ContextType,
    FeelType,
    FunctionType,
    ListType,
    RangeType,
)
from ..values import TYPE_NAMES, Value
from .basic import failing
from .compiler import Compiler, Run, builds


class UnknownType(Exception):
    """A type nobody knows."""


def type_of(node: nodes.Node, types: Mapping[str, FeelType]) -> FeelType:
    """The type a type node stands for. Raises :class:`UnknownType` with its name."""
    if isinstance(node, nodes.TypeOfItems):
        item = type_of(node.item, types)
        return ListType(item) if node.kind == "list" else RangeType(item)
    if isinstance(node, nodes.TypeOfContext):
        return ContextType(tuple((entry.key, type_of(entry.value, types)) for entry in node.entries))
    if isinstance(node, nodes.TypeOfFunction):
        return FunctionType(tuple(type_of(each, types) for each in node.parameters), type_of(node.result, types))
    assert isinstance(node, nodes.TypeName)
    found = types.get(node.name) or BUILT_IN_TYPES.get(node.name)
    if found is None:
        raise UnknownType(node.name)
    return found


@builds(nodes.InstanceOf)
def instance_of(compiler: Compiler, node: nodes.InstanceOf) -> Run:
    """``value instance of type``; null is of no type."""
    value = compiler.run_of(node.value)
    try:
        kind = type_of(node.type, compiler.types)
    except UnknownType as problem:
        return failing("unknown-type", node.position, name=str(problem))

    def run(frame: Frame) -> Value:
        found = value(frame)
        if type(found) is list or type(found) is dict:
            frame.state.weigh(found)
        return found is not None and kind.contains(found)

    return run


RESULTS: Final[Mapping[str, FeelType]] = {
    **dict.fromkeys(("=", "!=", "<", "<=", ">", ">=", "and", "or"), BOOLEAN),
    "/": DYNAMIC,
    "**": NUMBER,
}
NAMED: Final = {"number": NUMBER, "string": STRING, "boolean": BOOLEAN}


def infer(node: nodes.Node, names: Mapping[str, FeelType]) -> FeelType:
    """The type that a body's value will have, as far as the body tells; ``DYNAMIC`` otherwise."""
    if isinstance(node, nodes.Literal):
        if node.value is None:
            return NULL
        return NUMBER if isinstance(node.value, Decimal) else STRING if isinstance(node.value, str) else BOOLEAN
    if isinstance(node, nodes.AtLiteral):
        return BUILT_IN_TYPES.get(TYPE_NAMES.get(type(parse_temporal(node.text)), ""), DYNAMIC)
    if isinstance(node, nodes.Name):
        return names.get(node.name, DYNAMIC)
    if isinstance(node, nodes.ListLiteral):
        kinds = [infer(item, names) for item in node.items]
        return ListType(kinds[0] if kinds and all(kind == kinds[0] for kind in kinds) else DYNAMIC)
    if isinstance(node, nodes.ContextLiteral):
        return ContextType(tuple((entry.key, infer(entry.value, names)) for entry in node.entries))
    if isinstance(node, nodes.If):
        then, otherwise = infer(node.then, names), infer(node.otherwise, names)
        return then if then == otherwise else DYNAMIC
    if isinstance(node, (nodes.Between, nodes.In, nodes.InstanceOf, nodes.Quantified)):
        return BOOLEAN
    if isinstance(node, nodes.Negation):
        return infer(node.operand, names)
    if isinstance(node, nodes.Binary):
        return infer_binary(node, names)
    return DYNAMIC


def infer_binary(node: nodes.Binary, names: Mapping[str, FeelType]) -> FeelType:
    """The type of an operator's result."""
    known = RESULTS.get(node.operator)
    if known is not None:
        return known
    left, right = infer(node.left, names), infer(node.right, names)
    return left if left == right and left in (NUMBER, STRING) else DYNAMIC
