"""The words of problems: every code is translated, and used."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import app.feel.dmn
from app.feel.dmn.messages import MESSAGES, render
from app.feel.words import Plural
from benchmarks.decision_tables import table_model
from tests.words import catalogue

WITHOUT_WORDS = {"expression-syntax", "name-unknown", "evaluation-warning"}  # the words are in their parameters
RUSSIAN = catalogue("ru")


@pytest.mark.parametrize("code", sorted(set(MESSAGES) - WITHOUT_WORDS))
def test_every_message_is_in_the_catalogue(code: str) -> None:
    template = MESSAGES[code]
    if isinstance(template, Plural):
        forms = {RUSSIAN.ngettext(template.one, template.many, number) for number in (1, 2, 5)}
        assert forms.isdisjoint({template.one, template.many})
    else:
        assert RUSSIAN.gettext(template) != template


@pytest.mark.parametrize("code", sorted(WITHOUT_WORDS))
def test_what_is_not_in_the_catalogue_has_no_words(code: str) -> None:
    assert not re.search("[a-z]", re.sub(r"%\(\w+\)s", "", str(MESSAGES[code])))


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
    assert render("rules-gap", {"example": "x"}, catalogue("fr")) == "No rule matches x"


def test_the_table_that_is_measured_gives_the_right_rule() -> None:
    model = table_model([(f'"key {number}"', "-") for number in range(1000)])
    assert model.evaluate("D", {"key": "key 777"}).value == 777
