"""Writing a tree as FEEL again: parsing what is written gives the same tree."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from . import nodes
from .lexer import quote
from .names import KEYWORDS
from .precedence import (
    ADDITION,
    BINARY,
    COMPARISON,
    INSTANCE,
    NEGATION,
    OR,
    POSTFIX,
)

OPERAND: Final = POSTFIX + 1
OPEN: Final = 0
"""The precedence of what runs on to the right: ``if``, ``for``, ``some``, ``function``."""


def unparse(tree: nodes.Node) -> str:
    """FEEL source for a tree of :func:`parse_expression` or :func:`parse_unary_tests`."""
    return WRITERS[type(tree)](tree)


def precedence(node: nodes.Node) -> int:
    """How tightly a node's outermost operator binds."""
    if isinstance(node, nodes.Binary):
        return BINARY[node.operator]
    return PRECEDENCES.get(type(node), OPERAND)


def within(node: nodes.Node, at_least: int) -> str:
    """A part, in brackets where it binds less tightly than needed."""
    text = unparse(node)
    if precedence(node) >= at_least:
        return text
    return f"({text})"


def number(value: Decimal) -> str:
    """A number without losing digits or zeros."""
    return f"{value:f}" if -20 < value.adjusted() < 40 and value.as_tuple().exponent in range(-40, 1) else str(value)


def literal(node: nodes.Literal) -> str:
    value = node.value
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    return quote(value) if isinstance(value, str) else number(value)


def binary(node: nodes.Binary) -> str:
    """A left-deep chain is written in a loop."""
    parts: list[str] = []
    first: nodes.Node = node
    while isinstance(first, nodes.Binary):
        binding = BINARY[first.operator]
        parts.append(f" {first.operator} {within(first.right, binding + 1)}")
        follows = first.left
        if not isinstance(follows, nodes.Binary) or BINARY[follows.operator] < binding:
            parts.append(within(follows, binding))
            break
        first = follows
    return "".join(reversed(parts))


def negation(node: nodes.Negation) -> str:
    """A number right after the sign is read with it, so what begins with one is put in brackets."""
    text = within(node.operand, NEGATION)
    starts_with_number = text[0].isdigit() or text[0] == "."
    return f"-({text})" if starts_with_number and not isinstance(node.operand, nodes.Literal) else f"-{text}"


def call(node: nodes.Call) -> str:
    arguments = [unparse(argument) for argument in node.arguments]
    if node.names:
        arguments = [f"{name}: {argument}" for name, argument in zip(node.names, arguments, strict=True)]
    return f"{within(node.function, POSTFIX)}({', '.join(arguments)})"


def test(node: nodes.Node, at_least: int) -> str:
    """A test of ``in`` or of a cell."""
    if isinstance(node, nodes.Comparison):
        return f"{node.operator} {within(node.operand, ADDITION)}"
    return within(node, at_least)


def contains(node: nodes.In) -> str:
    value = within(node.value, COMPARISON)
    tests = [test(each, OR) for each in node.tests]
    if len(tests) == 1 and isinstance(node.tests[0], nodes.Comparison):
        return f"{value} in {tests[0]}"
    return f"{value} in ({', '.join(tests)})"


def interval(node: nodes.Interval) -> str:
    start = "[" if node.start_included else "("
    end = "]" if node.end_included else ")"
    return f"{start}{within(node.start, ADDITION)}..{within(node.end, ADDITION)}{end}"


def key(name: str) -> str:
    """A context's key: as it is when it is one word, else quoted."""
    return name if name.isidentifier() and name not in KEYWORDS else quote(name)


def context(node: nodes.ContextLiteral) -> str:
    return "{" + ", ".join(f"{key(entry.key)}: {unparse(entry.value)}" for entry in node.entries) + "}"


def iterators(found: tuple[nodes.Iterator_, ...]) -> str:
    texts = []
    for each in found:
        end = "" if each.end is None else f"..{within(each.end, ADDITION)}"
        texts.append(f"{each.name} in {within(each.domain, ADDITION)}{end}")
    return ", ".join(texts)


def loop(node: nodes.For) -> str:
    return f"for {iterators(node.iterators)} return {unparse(node.result)}"


def quantified(node: nodes.Quantified) -> str:
    return f"{node.kind} {iterators(node.iterators)} satisfies {unparse(node.condition)}"


def condition(node: nodes.If) -> str:
    return f"if {unparse(node.condition)} then {unparse(node.then)} else {unparse(node.otherwise)}"


def definition(node: nodes.FunctionDefinition) -> str:
    parameters = ", ".join(
        each.name if each.type is None else f"{each.name}: {unparse(each.type)}" for each in node.parameters
    )
    return f"function({parameters}) {'external ' if node.external else ''}{unparse(node.body)}"


def context_type(node: nodes.TypeOfContext) -> str:
    return "context<" + ", ".join(f"{key(entry.key)}: {unparse(entry.value)}" for entry in node.entries) + ">"


def function_type(node: nodes.TypeOfFunction) -> str:
    return f"function<{', '.join(unparse(each) for each in node.parameters)}> -> {unparse(node.result)}"


def unary_tests(node: nodes.UnaryTests) -> str:
    if not node.tests:
        return "-"
    text = ", ".join(test(each, OR) for each in node.tests)
    return f"not({text})" if node.negated else text


PRECEDENCES: Final[dict[type[nodes.Node], int]] = {
    nodes.Negation: NEGATION,
    nodes.InstanceOf: INSTANCE,
    nodes.Between: COMPARISON,
    nodes.In: COMPARISON,
    nodes.Path: POSTFIX,
    nodes.Filter: POSTFIX,
    nodes.Call: POSTFIX,
    nodes.If: OPEN,
    nodes.For: OPEN,
    nodes.Quantified: OPEN,
    nodes.FunctionDefinition: OPEN,
}
WRITERS: Final[dict[type[nodes.Node], Callable[[Any], str]]] = {
    nodes.Literal: literal,
    nodes.AtLiteral: lambda node: "@" + quote(node.text),
    nodes.Name: lambda node: node.name,
    nodes.Path: lambda node: f"{path_source(node.source)}.{node.name}",
    nodes.Filter: lambda node: f"{within(node.source, POSTFIX)}[{unparse(node.predicate)}]",
    nodes.Call: call,
    nodes.Binary: binary,
    nodes.Negation: negation,
    nodes.Between: lambda node: (
        f"{within(node.value, COMPARISON)} between {within(node.low, ADDITION)} and {within(node.high, ADDITION)}"
    ),
    nodes.In: contains,
    nodes.Comparison: lambda node: f"({test(node, OR)})",
    nodes.Interval: interval,
    nodes.ListLiteral: lambda node: "[" + ", ".join(unparse(item) for item in node.items) + "]",
    nodes.ContextLiteral: context,
    nodes.If: condition,
    nodes.For: loop,
    nodes.Quantified: quantified,
    nodes.InstanceOf: lambda node: f"{within(node.value, INSTANCE)} instance of {unparse(node.type)}",
    nodes.FunctionDefinition: definition,
    nodes.TypeName: lambda node: node.name,
    nodes.TypeOfItems: lambda node: f"{node.kind}<{unparse(node.item)}>",
    nodes.TypeOfContext: context_type,
    nodes.TypeOfFunction: function_type,
    nodes.UnaryTests: unary_tests,
}


def path_source(node: nodes.Node) -> str:
    """The source of a path; a number is put in brackets, since its dot would be read as its point."""
    text = within(node, POSTFIX)
    return f"({text})" if isinstance(node, nodes.Literal) and isinstance(node.value, Decimal) else text
