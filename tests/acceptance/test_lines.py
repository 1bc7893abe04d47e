"""Every line of what the product promises has a test, or says why it has none."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tools.acceptance import PAGE, page, read_lines

TESTS = Path(__file__).parents[1]
REASONS, LINES = read_lines()
NAMED = [(number, test) for number, line in LINES.items() for test in line.get("tests", ())]


def test_every_line_is_there():
    assert list(LINES) == [f"S{number}" for number in range(1, 171)] + [f"W{number}" for number in range(1, 49)]


@pytest.mark.parametrize("number", LINES)
def test_a_line_has_a_test_or_a_reason(number):
    line = LINES[number]
    assert line["says"]
    assert line.get("tests") or line["missing"] in REASONS


@pytest.mark.parametrize(("number", "test"), NAMED)
def test_the_test_of_a_line_is_there(number, test):
    file, _separator, name = test.partition("::")
    assert name in _tests_in(file), number


def test_every_reason_is_somebody_s():
    assert {line["missing"] for line in LINES.values() if "missing" in line} == set(REASONS)


def test_the_page_says_what_the_lines_say():
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tools.acceptance"


@cache
def _tests_in(file: str) -> set[str]:
    body = ast.parse((TESTS / file).read_text(encoding="utf-8")).body
    found = {each.name for each in body if isinstance(each, ast.FunctionDef)}
    for group in body:
        if isinstance(group, ast.ClassDef):
            found |= {f"{group.name}::{each.name}" for each in group.body if isinstance(each, ast.FunctionDef)}
    return found
