"""Which names an expression reads, and which of them nobody provides."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pytest

from app.feel import FeelType, compile_expression, compile_unary_tests
from app.feel.types import BOOLEAN, DATE, DYNAMIC, NUMBER, STRING, ListType
from tests.words import catalogue


@pytest.mark.parametrize(
    ("source", "reads"),
    [
        ("deal.counterparty = null and outcome", {("deal", "counterparty"), ("outcome",)}),
        ("deal.manager.email", {("deal", "manager", "email")}),
        ("1 + 2", set()),
        ("date > today()", {("date",)}),
        ("count(count)", {("count",)}),
        ("sum(prices) + count(x)", {("prices",), ("x",)}),
        ("my rule(1)", {("my rule",)}),
        ("for d in deals return d.amount + rate", {("deals",), ("rate",)}),
        ("for x in a, y in x.items return partial + y", {("a",)}),
        ("some d in deals satisfies d.x = limit", {("deals",), ("limit",)}),
        ("function(a, b) a + b + c", {("c",)}),
        ("{a: deal.x, b: a + other}", {("deal", "x"), ("other",)}),
        ("{f: function(n) f(n - 1)}", set()),
        ("deals[1].name", {("deals",)}),
        ("deals[item.amount > 5].name", {("deals",)}),
        ("deal.x instance of tThing", {("deal", "x")}),
        ("if a then b.c else d", {("a",), ("b", "c"), ("d",)}),
        ("x in (y, > z)", {("x",), ("y",), ("z",)}),
        ('date("2024-01-01").year', set()),
        ("sort(xs, function(a, b) a.k < b.k)", {("xs",)}),
        ("deal[status]", {("deal",), ("status",)}),
        (" + ".join(["a.b"] * 3000), {("a", "b")}),
    ],
)
def test_reads(source: str, reads: set[tuple[str, ...]]) -> None:
    assert compile_expression(source).reads == reads


def test_under_a_filter_only_names_of_the_host_are_read() -> None:
    names = ["deals", "limit"]
    assert compile_expression("deals[amount > limit]", names=names).reads == {("deals",), ("limit",)}


def test_a_variable_named_like_a_function_is_read_when_the_host_has_it() -> None:
    assert compile_expression("count + 1", names=["count"]).reads == {("count",)}
    assert compile_expression("date.year", names={"date": None}).reads == {("date", "year")}


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("a > 1 and b", BOOLEAN),
        ('if a then "x" else "y"', STRING),
        ("1 + n", NUMBER),
        ("a + 1", DYNAMIC),
        ("[1, 2]", ListType(NUMBER)),
        ('@"2024-01-01"', DATE),
        ("some x in y satisfies x", BOOLEAN),
    ],
)
def test_the_type_of_a_result_is_told_where_the_source_tells_it(source: str, kind: FeelType) -> None:
    assert compile_expression(source).result_type({"n": NUMBER}) == kind


def test_unary_tests_read_too() -> None:
    assert compile_unary_tests("> deal.limit, ?.x = y").reads == {("deal", "limit"), ("y",)}


KNOWN: Mapping[str, Collection[str] | None] = {
    "deal": ["amount", "counterparty", "products"],
    "outcome": None,
    "lead": {"manager": ["email"]},
}


@pytest.mark.parametrize(
    ("source", "errors"),
    [
        ("deal.amount > 5 and outcome.anything", []),
        ("deel.amount", [("deel", 0, "deal")]),
        ("1 + deal.amout", [("amout", 9, "amount")]),
        ("lead.manager.emial", [("emial", 13, "email")]),
        ("zzz", [("zzz", 0, None)]),
        ("cuont(outcome)", [("cuont", 0, "count")]),
        ("for d in deal.products return d.x + q", [("q", 36, None)]),
        ("deal[amount > 5]", []),
        ("deal[amuont > 5]", [("amuont", 5, "amount")]),
        ("outcome[whatever > 5]", []),
        ("Deal.amount", [("Deal", 0, "deal")]),
        ("string length(outcome)", []),
    ],
)
def test_unknown_names_come_with_a_suggestion(source: str, errors: list[tuple[str, int, str | None]]) -> None:
    found = compile_expression(source).check_names(KNOWN)
    assert [(error.name, error.position, error.suggestion) for error in found] == errors
    for error in found:
        assert error.name in str(error)
        assert error.name in error.translated(catalogue("ru"))


def test_names_may_be_a_plain_collection() -> None:
    expression = compile_expression("deal.anything + total")
    assert [error.name for error in expression.check_names(["deal"])] == ["total"]
