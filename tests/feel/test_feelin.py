"""Our FEEL against feelin (the engine behind dmn-js and form-js) on generated expressions."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.feel import FeelLimitError, compile_expression, compile_unary_tests, to_python

from .feelin_expressions import CELLS, EXPRESSIONS, SCOPE

ROOT = Path(__file__).parents[2]
NODE = shutil.which("node")

pytestmark = pytest.mark.skipif(
    NODE is None or not (ROOT / "node_modules" / "feelin").is_dir(),
    reason="feelin is a development dependency: `npm install` with Node brings it",
)


class Feelin:
    """feelin in a process of its own, asked line by line."""

    def __init__(self) -> None:
        assert NODE is not None
        self._process = subprocess.Popen(
            [NODE, str(Path(__file__).with_name("feelin.mjs"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
            encoding="utf-8",
        )

    def evaluate(self, source: str) -> dict[str, Any]:
        """The answer for an expression."""
        return self._ask({"source": source, "scope": SCOPE})

    def test(self, source: str, value: object) -> dict[str, Any]:
        """The answer for unary tests of a value."""
        return self._ask({"source": source, "scope": {**SCOPE, "?": value}, "test": True})

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._process.wait(timeout=10)


@pytest.fixture(scope="module")
def feelin() -> Iterator[Feelin]:
    process = Feelin()
    yield process
    process.close()


def same(ours: Any, theirs: Any) -> bool:
    """Equal, numbers as far as floats go."""
    if isinstance(ours, bool) or isinstance(theirs, bool) or ours is None or theirs is None:
        return ours is theirs
    if isinstance(ours, Decimal) and isinstance(theirs, (int, float)):
        return abs(float(ours) - theirs) <= 1e-9 * max(1.0, abs(float(ours)))
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(same(one, other) for one, other in zip(ours, theirs, strict=True))
    return bool(ours == theirs)


@settings(max_examples=400, deadline=None)
@given(source=EXPRESSIONS)
def test_generated_expressions_have_the_same_value(feelin: Feelin, source: str) -> None:
    try:
        ours = to_python(compile_expression(source, names=tuple(SCOPE)).evaluate(SCOPE))
    except FeelLimitError:
        return
    theirs = feelin.evaluate(source)
    assert "error" not in theirs, theirs
    assert same(ours, theirs["value"]), f"{source}: {ours!r}, feelin says {theirs['value']!r}"


@settings(max_examples=200, deadline=None)
@given(source=CELLS, value=st.integers(-9, 20))
def test_generated_cells_accept_the_same_values(feelin: Feelin, source: str, value: int) -> None:
    ours = compile_unary_tests(source, names=tuple(SCOPE)).evaluate(value, SCOPE)
    theirs = feelin.test(source, value)
    assert "error" not in theirs, theirs
    assert bool(ours) is bool(theirs["value"]), f"{source} of {value}: {ours!r}, feelin says {theirs['value']!r}"
