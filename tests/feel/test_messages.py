"""Messages: every code has words that are translated, and every code that is used is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import app.feel
from app.feel.messages import EXPECTATIONS, MESSAGES, TYPE_WORDS, sentence
from app.feel.words import ENGLISH, Plural
from tests.words import catalogue

PACKAGE = Path(app.feel.__file__).parent
USED = re.compile(r'(?:Error|Problem|warn|failing)\(\s*"([a-z]+(?:-[a-z]+)+|internal)"')
RUSSIAN = catalogue("ru")


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_every_message_is_in_the_catalogue(code: str) -> None:
    template = MESSAGES[code]
    if isinstance(template, Plural):
        forms = {RUSSIAN.ngettext(template.one, template.many, number) for number in (1, 2, 5)}
        assert forms.isdisjoint({template.one, template.many})
    else:
        assert RUSSIAN.gettext(template) != template


@pytest.mark.parametrize("text", [*EXPECTATIONS.values(), *sorted(TYPE_WORDS)])
def test_every_word_in_a_message_is_in_the_catalogue(text: str) -> None:
    assert RUSSIAN.gettext(text) != text


def test_every_code_in_use_has_a_message() -> None:
    modules = [path for path in PACKAGE.rglob("*.py") if "dmn" not in path.parts]
    used = {code for path in modules for code in USED.findall(path.read_text(encoding="utf-8"))}
    assert len(used) > 25
    assert used <= set(MESSAGES)


def test_words_for_types_and_expectations_are_translated() -> None:
    assert sentence("operator-types", {"operator": "+", "left": "null", "right": "number"}, RUSSIAN) == (
        "«+» не применяется к null и число."
    )
    assert sentence("unexpected-end", {"expected": ("expression", ")")}, RUSSIAN) == (
        "Ожидается выражение или “)”, но выражение здесь заканчивается."
    )
    assert sentence("unexpected-end", {"expected": (",", "]", "end")}) == (
        "Expected “,”, “]” or the end, but the expression ends here."
    )


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (1, "В выражении 1 символ; допускается не больше 1."),
        (3, "В выражении 3 символа; допускается не больше 1."),
        (5, "В выражении 5 символов; допускается не больше 1."),
        (21, "В выражении 21 символ; допускается не больше 1."),
    ],
)
def test_a_count_has_its_form(length: int, words: str) -> None:
    assert sentence("limit-source", {"length": length, "limit": 1}, RUSSIAN) == words


def test_another_language_falls_back_to_english() -> None:
    assert sentence("division-by-zero", {}, catalogue("de")) == "Division by zero."


def test_alone_it_speaks_english() -> None:
    assert sentence("limit-depth", {"limit": 1}, ENGLISH) == "The expression is nested deeper than 1 level."
