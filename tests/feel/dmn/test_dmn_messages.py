"""The words of problems: every code in both languages, with the same parameters."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import app.feel.dmn
from app.feel.dmn.messages import MESSAGES, render
from benchmarks.decision_tables import table_model


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_both_languages_mention_the_same_parameters(code: str) -> None:
    fields = {
        language: {name for _, name, _, _ in string.Formatter().parse(text) if name}
        for language, text in MESSAGES[code].items()
    }
    assert set(fields) == {"en", "ru"}
    assert fields["en"] == fields["ru"]


def test_every_code_that_is_used_has_words_and_every_word_is_used() -> None:
    folder = Path(app.feel.dmn.__file__).parent
    sources = "\n".join(path.read_text("utf-8") for path in folder.glob("*.py") if path.name != "messages.py")
    quoted = set(re.findall(r'"([a-z]+(?:-[a-z0-9]+)+)"', sources))
    assert sorted(set(MESSAGES) - quoted - {"not-dmn"}) == []
    used = set(
        re.findall(r'(?:problem|add|_error|_rule_problem)\(\s*(?:compiled, \w+, )?"([a-z]+(?:-[a-z0-9]+)+)"', sources)
    )
    assert used
    assert sorted(used - set(MESSAGES)) == []


def test_a_language_without_words_falls_back_to_english() -> None:
    assert render("rules-gap", {"example": "x"}, "fr") == "No rule matches x"


def test_the_table_that_is_measured_gives_the_right_rule() -> None:
    model = table_model([(f'"key {number}"', "-") for number in range(1000)])
    assert model.evaluate("D", {"key": "key 777"}).value == 777
