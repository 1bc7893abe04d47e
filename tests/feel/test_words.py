"""Words of FEEL in the language of a catalogue."""

from __future__ import annotations

from gettext import NullTranslations

import pytest

from app.feel import FeelSyntaxError, compile_expression
from app.feel.words import ENGLISH, Plural, fill

LEVELS = Plural("%(limit)s level", "%(limit)s levels", count="limit")


class Shouting(NullTranslations):
    """A catalogue in which every message is translated into capitals."""

    def gettext(self, message: str) -> str:
        return message.upper().replace(")S", ")s").replace("%(WHY", "%(why")

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"{n}!"


@pytest.mark.parametrize(("limit", "words"), [(1, "1 level"), (2, "2 levels")])
def test_a_count_decides_the_form(limit: int, words: str) -> None:
    assert fill(LEVELS, {"limit": limit}) == words


def test_the_catalogue_decides_the_form_of_a_count() -> None:
    assert fill(LEVELS, {"limit": 3}, Shouting()) == "3!"


def test_what_can_be_translated_inside_is_in_the_same_language() -> None:
    with pytest.raises(FeelSyntaxError) as caught:
        compile_expression("")
    assert fill("because: %(why)s", {"why": caught.value}, Shouting()) == "BECAUSE: THE EXPRESSION IS EMPTY."
    assert fill("because: %(why)s", {"why": caught.value}, ENGLISH) == "because: The expression is empty."


def test_a_percent_sign_in_a_value_stays() -> None:
    assert fill("%(text)s", {"text": "50 %s"}) == "50 %s"
