"""One folding of texts and one order of names: the same in Python and in both databases."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import literal, select

from app.db import db
from app.folding import dictionary_order, fold, folded, other_layout, sort_key

RIGHT = ["LG", "Zoom", "Абрикос", "абрикос2", "Ель", "ёж", "Жук", "«Яблоко»", "яблоко"]
STRUCK = ["«Яблоко»", "Жук", "ёж", "яблоко", "Ель", "абрикос2", "Zoom", "Абрикос", "LG"]
LETTERS = st.text("абвеёжзийяАЕЁЖЯ «»\"'()-№ azAZ09\u00a0", max_size=12)


def test_names_are_in_the_order_of_the_alphabet():
    assert sorted(STRUCK, key=sort_key) == RIGHT


@pytest.mark.parametrize("text", ["Семён", "СЕМЕН", "Се\u0308мён".replace("Се\u0308", "Се"), "семе\u0308н"])
def test_a_name_is_folded_whatever_its_letters_are_made_of(text):
    assert fold(text) == "семен"


@pytest.mark.parametrize(("struck", "meant"), [("re,fym", "кубань"), ("ызфьуь", "spamem"), ("ctvty", "семен")])
def test_keys_of_the_other_layout(struck, meant):
    assert other_layout(struck) == meant


@pytest.mark.usefixtures("app")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=LETTERS)
def test_databases_fold_and_sort_as_python_does(text):
    found = db.session.execute(select(folded(literal(text)), dictionary_order(literal(text)))).one()

    assert tuple(found) == (fold(text), sort_key(text))
