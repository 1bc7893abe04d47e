"""Properties that hold for every expression."""

from __future__ import annotations

import contextlib
import time
from decimal import Decimal

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.feel import (
    FeelError,
    FeelLimitError,
    compile_expression,
    compile_unary_tests,
    nodes,
    parse_expression,
    parse_unary_tests,
    unparse,
)
from tests.words import catalogue

from .strategies import built_in_calls, expressions, sources, unary_tests

SCOPE = {
    "a": Decimal(3),
    "b": "text",
    "deal": {"a": 1, "first name": "Ann", "items": [1, None, "x"]},
    "x1": [1, 2.5, {"a": 1}],
    "first name": None,
    "status": True,
}
RELAXED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@RELAXED
@given(expressions)
@example(nodes.Negation(nodes.Negation(nodes.Literal(Decimal(1)))))
def test_an_unparsed_tree_parses_to_the_same_tree(tree: nodes.Node) -> None:
    assert parse_expression(unparse(tree), names=["first name"]) == tree


@RELAXED
@given(unary_tests)
def test_unparsed_unary_tests_parse_to_the_same_tests(tree: nodes.UnaryTests) -> None:
    assert parse_unary_tests(unparse(tree), names=["first name"]) == tree


@RELAXED
@given(expressions)
def test_evaluation_never_raises_and_ends(tree: nodes.Node) -> None:
    expression = compile_expression(unparse(tree), names=["first name"])
    started = time.monotonic()
    with contextlib.suppress(FeelLimitError):
        expression.evaluate({})
        warnings = expression.evaluate_with_warnings(SCOPE).warnings
        assert [warning for warning in warnings if warning.code == "internal"] == []
    assert time.monotonic() - started < 20


@settings(RELAXED, max_examples=500)
@given(built_in_calls())
def test_built_in_functions_give_a_value_or_a_reason_for_null(source: str) -> None:
    with contextlib.suppress(FeelError):
        evaluation = compile_expression(source).evaluate_with_warnings({})
        assert [warning for warning in evaluation.warnings if warning.code == "internal"] == []


@RELAXED
@given(expressions)
def test_evaluation_gives_the_same_twice(tree: nodes.Node) -> None:
    expression = compile_expression(unparse(tree), names=["first name"])
    try:
        first = repr(expression.evaluate(SCOPE))
    except FeelLimitError:
        return
    assert "function" in first.lower() or first == repr(expression.evaluate(SCOPE))


@RELAXED
@given(expressions)
def test_reads_are_what_evaluation_asks_the_scope_for(tree: nodes.Node) -> None:
    asked: set[str] = set()

    class Recording(dict[str, object]):
        def __getitem__(self, key: str) -> object:
            asked.add(key)
            return super().__getitem__(key)

    expression = compile_expression(unparse(tree), names=["first name"])
    names = {path[0] for path in compile_expression(unparse(tree)).reads}
    try:
        expression.evaluate(Recording(SCOPE))
    except FeelLimitError:
        return
    assert asked <= names


@RELAXED
@given(st.one_of(sources, st.text(max_size=30)))
def test_any_text_is_refused_or_evaluated(source: str) -> None:
    with contextlib.suppress(FeelError):
        compile_expression(source).evaluate(SCOPE)
    with contextlib.suppress(FeelError):
        compile_unary_tests(source).evaluate(Decimal(1), SCOPE)


@RELAXED
@given(st.one_of(sources, st.text(max_size=30)))
def test_what_is_refused_is_told_in_two_languages(source: str) -> None:
    refused: FeelError | None = None
    try:
        compile_expression(source)
    except FeelError as error:
        refused = error
    assert refused is None or (str(refused) and refused.translated(catalogue("ru")))


@RELAXED
@given(st.decimals(allow_nan=False, allow_infinity=False, places=10, min_value=-(10**12), max_value=10**12))
def test_numbers_survive_being_written_and_read(value: Decimal) -> None:
    assert compile_expression("number(string(x)) = x").evaluate({"x": value}) is True


@RELAXED
@given(st.text(max_size=50))
def test_texts_survive_being_quoted(value: str) -> None:
    value = value.encode("utf-8", "ignore").decode()
    assert compile_expression(unparse(nodes.Literal(value))).evaluate({}) == value


@RELAXED
@given(st.datetimes(), st.timedeltas())
def test_adding_and_subtracting_a_duration_is_nothing(moment: object, duration: object) -> None:
    assert compile_expression("x + d - d = x").evaluate({"x": moment, "d": duration}) is True
