"""Random FEEL trees and sources."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from app.feel import nodes
from app.feel.builtins import BUILT_INS

NAMES = st.sampled_from(["a", "b", "deal", "x1", "first name", "count", "item", "status"])
SIMPLE_NAMES = st.sampled_from(["a", "b", "deal", "x1", "y"])
KEYS = st.sampled_from(["a", "b", "key with spaces", "odd+key", "", 'quoted "key"'])
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=8)

literals = st.one_of(
    st.builds(nodes.Literal, st.decimals(0, 10**9, places=3)),
    st.builds(nodes.Literal, st.integers(0, 99).map(Decimal)),
    st.builds(nodes.Literal, st.sampled_from([True, False, None])),
    st.builds(nodes.Literal, TEXTS),
    st.builds(nodes.AtLiteral, st.sampled_from(["2024-02-29", "10:00:00Z", "2024-02-29T10:00:00", "P1Y", "PT5M", "?"])),
    st.builds(nodes.Name, NAMES),
)


def types() -> st.SearchStrategy[nodes.Node]:
    """Type nodes."""
    base = st.builds(
        nodes.TypeName, st.sampled_from(["number", "string", "date and time", "Any", "days and time duration", "tDeal"])
    )
    return st.recursive(
        base,
        lambda inner: st.one_of(
            st.builds(nodes.TypeOfItems, st.sampled_from(["list", "range"]), inner),
            st.builds(
                nodes.TypeOfContext, st.lists(st.builds(nodes.Entry, SIMPLE_NAMES, inner), max_size=2).map(tuple)
            ),
            st.builds(nodes.TypeOfFunction, st.lists(inner, max_size=2).map(tuple), inner),
        ),
        max_leaves=4,
    )


def checks_of(inner: st.SearchStrategy[nodes.Node]) -> st.SearchStrategy[nodes.Node]:
    """Tests after ``in`` or in a cell."""
    return st.one_of(inner, st.builds(nodes.Comparison, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), inner))


def tuples(inner: st.SearchStrategy[nodes.Node], minimum: int = 0) -> st.SearchStrategy[tuple[nodes.Node, ...]]:
    """Up to three nodes."""
    return st.lists(inner, min_size=minimum, max_size=3).map(tuple)


def iterators(inner: st.SearchStrategy[nodes.Node]) -> st.SearchStrategy[tuple[nodes.Node, ...]]:
    """Iterators of a loop."""
    return st.lists(
        st.builds(nodes.Iterator_, SIMPLE_NAMES, inner, st.one_of(st.none(), inner)), min_size=1, max_size=2
    ).map(tuple)


@st.composite
def calls(draw: st.DrawFn, inner: st.SearchStrategy[nodes.Node]) -> nodes.Node:
    """Calls with positional or named arguments."""
    arguments = draw(tuples(inner))
    names = draw(st.sampled_from([(), ("from", "decimal separator", "list")[: len(arguments)]]))
    return nodes.Call(draw(inner), arguments, tuple(names))


def larger(inner: st.SearchStrategy[nodes.Node]) -> st.SearchStrategy[nodes.Node]:
    """Nodes made of nodes."""
    parameter = st.builds(nodes.FormalParameter, SIMPLE_NAMES, st.one_of(st.none(), types()))
    operators = st.sampled_from(["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "**"])
    return st.one_of(
        st.builds(nodes.Binary, operators, inner, inner),
        st.builds(nodes.Negation, inner),
        st.builds(nodes.Path, inner, st.sampled_from(["a", "year", "time offset", "first name"])),
        st.builds(nodes.Filter, inner, inner),
        calls(inner),
        st.builds(nodes.Between, inner, inner, inner),
        st.builds(nodes.In, inner, tuples(checks_of(inner), 1)),
        st.builds(nodes.Comparison, st.sampled_from(["=", "<", ">="]), inner),
        st.builds(nodes.Interval, inner, inner, st.booleans(), st.booleans()),
        st.builds(nodes.ListLiteral, tuples(inner)),
        st.builds(nodes.ContextLiteral, st.lists(st.builds(nodes.Entry, KEYS, inner), max_size=3).map(tuple)),
        st.builds(nodes.If, inner, inner, inner),
        st.builds(nodes.For, iterators(inner), inner),
        st.builds(nodes.Quantified, st.sampled_from(["some", "every"]), iterators(inner), inner),
        st.builds(nodes.InstanceOf, inner, types()),
        st.builds(nodes.FunctionDefinition, st.lists(parameter, max_size=2).map(tuple), inner),
    )


expressions = st.recursive(literals, larger, max_leaves=12)
unary_tests = st.one_of(
    st.just(nodes.UnaryTests(())),
    st.builds(nodes.UnaryTests, tuples(checks_of(expressions), 1), st.booleans()),
)

VALUES = [
    *("null", "1", "-1", "2.5", "1e30", '"a"', '""', "true", "[]", "[1, 2, null]", '["a"]', "[[1]]", "{}", "{a: 1}"),
    *('{key: "a", value: 1}', '@"2024-01-01"', '@"10:00:00"', '@"2024-01-01T10:00:00Z"', '@"P1Y"', '@"PT5M"'),
    *("[1..5]", "(< 5)", '[@"2024-01-01"..@"2024-02-01"]', "function(x) x", "function(x, y) x < y", "abs", '"(a+)+$"'),
    *('"$1"', '"2024-01-01"', '"P1D"', '","', '"."', '"i"'),
]


@st.composite
def built_in_calls(draw: st.DrawFn, depth: int = 2) -> str:
    """A call of a built-in function with some arguments, right ones or not."""
    signature = draw(st.sampled_from(SIGNATURES))
    count = max(len(signature[1]) + draw(st.sampled_from([0, 0, 0, -1, 1])), 0)
    value = st.sampled_from(VALUES)
    if depth:
        value = st.one_of(value, value, built_in_calls(depth - 1))
    arguments = [draw(value) for _ in range(count)]
    if draw(st.booleans()):
        arguments = [
            f"{signature[1][index]}: {argument}" if index < len(signature[1]) else argument
            for index, argument in enumerate(arguments)
        ]
    return f"{signature[0]}({', '.join(arguments)})"


SIGNATURES = [
    (name, [formal.name for formal in signature.formals])
    for name, built_in in BUILT_INS.items()
    for signature in built_in.signatures
]
PIECES = [
    *("a", "deal", ".", "x", "1", "2.5", '"s"', "[", "]", "(", ")", "{", "}", ",", ":", "..", "?", "-", "+", "*"),
    *("/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or", "in", "between", "if", "then", "else", "for", "return"),
    *("some", "every", "satisfies", "function", "instance", "of", "list", "number", "not", "true", "null", "item"),
    *('@"2024-01-01"', '@"P1D"', "count", "string", "date", "sum", "sort", "flatten", "matches", "partial", "//", "'"),
]
sources = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)
