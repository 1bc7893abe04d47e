"""Hostile sources and values end within the limits and reach nothing of the host."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from decimal import Decimal

import pytest

from app.feel import FeelLimitError, FeelSyntaxError, Limits, compile_expression, compile_unary_tests
from tests.words import catalogue

SECONDS = 15
"""Far more than any of these takes (about two), so that a busy computer does not fail them."""

LEVELS = ", ".join(f"{name}: [{', '.join([inner] * 10)}]" for name, inner in zip("bcdefgh", "abcdefg", strict=True))
BOMB = "{a: 1, " + LEVELS + ", r: %s}.r"
"""A list of 10 lists of 10 lists … that takes ten million items written out and 70 in memory."""


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    started = time.monotonic()
    yield
    assert time.monotonic() - started < SECONDS


@pytest.mark.parametrize(
    "source",
    [
        "x" * 1_000_001,
        "(" * 10_000 + "1" + ")" * 10_000,
        "[" * 10_000,
        "-" * 10_000 + "1",
        "{a:" * 10_000,
        "if a then " * 5_000,
        "function() " * 5_000 + "1",
        "for x in y return " * 3_000 + "1",
        "a" + ".a" * 10_000,
        "a" + "[1]" * 10_000,
        "f" + "()" * 10_000,
        "1" + " = 1" * 10_000,
        "a in " * 5_000 + "1",
        "x instance of " + "list<" * 10_000,
        "9" * 5_000,
    ],
)
def test_too_long_or_too_deep_a_source_is_a_limit(source: str) -> None:
    for build in (compile_expression, compile_unary_tests):
        with pytest.raises(FeelLimitError):
            build(source)


@pytest.mark.parametrize(
    "source", ['"' * 99_999, "/*" * 49_999, "@" * 99_999, '"\\' * 40_000, "'" * 99_999, "1.." * 30_000, "\x00" * 99_999]
)
def test_a_source_without_sense_is_refused_quickly(source: str) -> None:
    with pytest.raises(FeelSyntaxError):
        compile_expression(source)


def test_a_long_chain_of_operators_is_no_depth() -> None:
    assert compile_expression("1" + "+1" * 40_000).evaluate({}) == 40_001
    assert compile_expression("true" + " and true" * 9_000).evaluate({}) is True


def test_many_names_of_several_words_stay_quick() -> None:
    keys = ", ".join(f"a b{number}: 1" for number in range(7_000))
    assert len(compile_expression("{" + keys + "}").evaluate({})) == 7_000


@pytest.mark.parametrize(
    "source",
    [
        "for i in 1..100000, j in 1..100000 return i",
        "for i in 1..99999 return for j in 1..99999 return j",
        "every i in 1..99999, j in 1..99999 satisfies true",
        "for i in 1..1e30 return i",
        'for d in @"0001-01-01"..@"999999999-01-01" return d',
        "{f: function(n) f(n + 1), r: f(1)}.r",
        "{f: function(n) if n > 40 then 1 else f(n + 1) + f(n + 1), r: f(1)}.r",
        "(function(x) x(x))(function(x) x(x))",
        "for i in 1..10000 return [partial]",
        "for i in 1..300 return if i = 1 then [] else [partial[-1]]",
        'for i in 1..40 return if i = 1 then "xxxxxxxxxx" else partial[-1] + partial[-1]',
        "for i in 1..40 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])",
        'string join(for i in 1..99999 return "xxxxxxxxxxxxxxxxxxxx")',
        "distinct values(for i in 1..5000 return [i])",
        BOMB % "h",
        BOMB % "string(h)",
        BOMB % "h = {x: h}.x",
        BOMB % "flatten(h)",
        BOMB % "h instance of list<list<list<list<list<list<list<number>>>>>>>",
        BOMB % "(function(x: list<list<list<list<list<list<list<number>>>>>>>) 1)(h)",
        BOMB % "h.a.b.c",
        BOMB % "distinct values([h, [h]])",
    ],
)
def test_an_evaluation_that_would_not_end_is_a_limit(source: str) -> None:
    expression = compile_expression(source)
    with pytest.raises(FeelLimitError):
        expression.evaluate({})


def test_a_result_of_many_long_texts_is_a_limit() -> None:
    for source in ("for i in 1..100 return x", "for i in 1..100 return context put({}, x, i)"):
        with pytest.raises(FeelLimitError):
            compile_expression(source).evaluate({"x": "я" * 900_000})
    with pytest.raises(FeelLimitError):
        compile_expression("for i in 1..10000 return upper case(x)").evaluate({"x": "я" * 900_000})


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("a" * 40 + "!", "(a|a)*$"),
        ("a" * 40 + "!", "^(a|aa)+$"),
        ("a" * 5_000, "(.*)(.*)(.*)(.*)[0-9]+$"),
        ("x" * 100_000, "(x+x+)+y"),
        ("a" * 40, "^(([a-z])+.)+[A-Z]([a-z])+$"),
    ],
)
def test_a_catastrophic_pattern_ends(text: str, pattern: str) -> None:
    scope = {"text": text, "pattern": pattern}
    for source in ("matches(text, pattern)", 'replace(text, pattern, "")', "split(text, pattern)"):
        with contextlib.suppress(FeelLimitError):
            compile_expression(source).evaluate(scope)


@pytest.mark.parametrize("pattern", ["((a{1000}){1000}){1000}", "(" * 900 + ")" * 900, "(" * 1_900, "a{99999999}"])
def test_a_pattern_that_would_fill_the_memory_is_refused(pattern: str) -> None:
    assert compile_expression("matches(x, x)").evaluate({"x": pattern}) is None


@pytest.mark.parametrize("pattern", ["(?P<x>a)", "(?=a)", "(?R)", "a++", r"\Ga", "(?i)a", r"\N{BULLET}", "(?{1})"])
def test_only_regular_expressions_of_the_standard_are_accepted(pattern: str) -> None:
    assert compile_expression('matches("a", p)').evaluate({"p": pattern}) is None


@pytest.mark.parametrize("source", ["9 ** 9 ** 9 ** 9 ** 9", "1e6144 * 10", "exp(1e30)", "2 ** 1e300", "1.5 ** 1e300"])
def test_a_number_beyond_the_range_is_null(source: str) -> None:
    assert compile_expression(source).evaluate({}) is None


def test_monstrous_numbers_of_the_host_are_a_limit() -> None:
    with pytest.raises(FeelLimitError):
        compile_expression("x + 1").evaluate({"x": 10**100_000})
    assert compile_expression("x").evaluate({"x": float("nan")}) is None
    assert compile_expression("x > 1").evaluate({"x": Decimal("NaN")}) is None
    assert compile_expression("deal.x = null").evaluate({"deal": {"x": Decimal("Infinity")}}) is True


@pytest.mark.parametrize(
    "source",
    [
        "__import__",
        '__import__("os").system("id")',
        "x.__class__.__mro__",
        "x.__globals__",
        'x["__class__"]',
        "x.keys()",
        'open("/etc/passwd")',
        'eval("1")',
        "(function() 1).__code__",
        "(function() 1).call",
        "abs.invoke",
        "x.format(1)",
        "number.real",
        'get value(x, "__class__")',
        "@\"__import__('os')\"",
        'time("10:00:00@../../etc/passwd")',
        'time("10:00:00@/etc/localtime")',
        'function(a) external {java: {class: "java.lang.Runtime", method signature: "getRuntime()"}}',
    ],
)
def test_nothing_of_the_host_is_reached(source: str) -> None:
    scope = {"x": {"name": "value"}, "s": "text"}
    with contextlib.suppress(FeelSyntaxError):
        assert compile_expression(source).evaluate(scope) in (None, [])


def test_limits_can_be_set() -> None:
    with pytest.raises(FeelLimitError) as caught:
        compile_expression("1 + 1", limits=Limits(source_length=3))
    assert str(caught.value) == "The expression has 5 characters; at most 3 are allowed."
    strict = Limits(steps=10, list_items=5, string_length=5)
    with pytest.raises(FeelLimitError):
        compile_expression("for i in 1..6 return i", limits=strict).evaluate({})
    with pytest.raises(FeelLimitError):
        compile_expression('"abc" + "def"', limits=strict).evaluate({})


def test_a_limit_tells_itself_in_russian() -> None:
    with pytest.raises(FeelLimitError) as caught:
        compile_expression("(" * 200)
    assert caught.value.code == "limit-depth"
    assert caught.value.translated(catalogue("ru")) == "Вложенность выражения больше 80 уровней."
