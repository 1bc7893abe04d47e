"""Messages: every code has words in both languages, and every code that is used is there."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import app.feel
from app.feel.messages import MESSAGES, localize

PACKAGE = Path(app.feel.__file__).parent
USED = re.compile(r'(?:Error|Problem|warn|failing)\(\s*"([a-z]+(?:-[a-z]+)+|internal)"')


def fields(template: str) -> set[str]:
    return {name for _text, name, _format, _conversion in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_both_languages_mention_the_same(code: str) -> None:
    assert set(MESSAGES[code]) == {"en", "ru"}
    assert fields(MESSAGES[code]["en"]) == fields(MESSAGES[code]["ru"])


def test_every_code_in_use_has_a_message() -> None:
    modules = [path for path in PACKAGE.rglob("*.py") if "dmn" not in path.parts]
    used = {code for path in modules for code in USED.findall(path.read_text(encoding="utf-8"))}
    assert len(used) > 25
    assert used <= set(MESSAGES)


def test_words_for_types_and_expectations_are_translated() -> None:
    assert localize("operator-types", {"operator": "+", "left": "null", "right": "number"}, "ru") == (
        "«+» не применяется к null и число."
    )
    assert localize("unexpected-end", {"expected": ("expression", ")")}, "ru") == (
        "Ожидается выражение или “)”, но выражение здесь заканчивается."
    )
    assert localize("unexpected-end", {"expected": (",", "]", "end")}) == (
        "Expected “,”, “]” or the end, but the expression ends here."
    )


def test_another_language_falls_back_to_english() -> None:
    assert localize("division-by-zero", {}, "de") == "Division by zero."
