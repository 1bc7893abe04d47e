"""The table of built-in functions in the README is true and complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import app.feel
from app.feel import compile_expression, parse_expression
from app.feel.builtins import BUILT_INS, range_
from app.feel.names import CALL_ONLY

README = Path(app.feel.__file__).parent / "README.md"
ROW = re.compile(r"^\| `([^(`]+)\(([^`]*)\)` \| `(.+)` \| `(.+)` \|$", re.MULTILINE)
RELATIONS = {name for name, _formals, _relation in range_.RELATIONS}
"""Functions of points and ranges: the table shows one of their ways."""
ROWS = ROW.findall(README.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "parameters", "example", "result"), ROWS)
def test_the_example_gives_the_result(name: str, parameters: str, example: str, result: str) -> None:
    expected = compile_expression(result).evaluate({})
    assert expected is not None
    assert compile_expression(f"x = {result}").evaluate({"x": compile_expression(example).evaluate({})}) is True
    assert compile_expression(example).evaluate_with_warnings({}).warnings == ()


def test_every_built_in_function_has_a_row() -> None:
    assert {name for name, *_rest in ROWS} == set(BUILT_INS)


@pytest.mark.parametrize(("name", "parameters", "example", "result"), [row for row in ROWS if row[0] not in RELATIONS])
def test_the_parameters_are_the_ones_that_can_be_named(name: str, parameters: str, example: str, result: str) -> None:
    known = {formal.name for signature in BUILT_INS[name].signatures for formal in signature.formals}
    assert {part for part in parameters.split(", ") if part} <= known


@pytest.mark.parametrize("name", sorted(set(BUILT_INS) - CALL_ONLY))
def test_a_built_in_function_is_a_value(name: str) -> None:
    assert parse_expression(name) == parse_expression(f"({name})")
    assert compile_expression(f"{name} instance of Any").evaluate({}) is True


@pytest.mark.parametrize("name", sorted(BUILT_INS))
@pytest.mark.parametrize(
    "arguments",
    [
        "",
        "null",
        "1",
        '"a"',
        "[]",
        "{}",
        "[1..2]",
        "null, null",
        '1, "a", true',
        '@"P1D", 1',
        "[1], 1, [], {}, 5",
        "x: 1",
    ],
)
def test_no_built_in_function_raises(name: str, arguments: str) -> None:
    evaluation = compile_expression(f"{name}({arguments})").evaluate_with_warnings({})
    assert [warning.code for warning in evaluation.warnings if warning.code == "internal"] == []
