"""Numbers as people write them, in both languages."""

from decimal import Decimal

import pytest
from flask_babel import force_locale
from hypothesis import given, settings
from hypothesis import strategies as st

from app.records.fields import DecimalField, MoneyField
from app.records.values.amounts import amount_words
from app.written import Unreadable, Written, read_number

MANY = settings(max_examples=150, deadline=None)
LANGUAGES = ("ru", "en")


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "1,250", "1250"),
        ("en", "1,250,000.50", "1250000.50"),
        ("en", "1250.5", "1250.5"),
        ("en", "1 250.50", "1250.50"),
        ("en", "1 250,5", "1250.5"),
        ("en", "1.250.000", "1250000"),
        ("en", "1.250,50", "1250.50"),
        ("en", "1'250.50", "1250.50"),
        ("en", "$1,250.50", "1250.50"),
        ("en", "1,250.50\u00a0RUB", "1250.50"),
        ("ru", "1 250 000,50", "1250000.50"),
        ("ru", "1\u00a0250\u202f000,50\u00a0₽", "1250000.50"),
        ("ru", "1250.5", "1250.5"),
        ("ru", "1,25", "1.25"),
        ("ru", "0,250", "0.25"),
        ("ru", "1,250,000.50", "1250000.50"),
        ("ru", "1 250 руб.", "1250"),
        ("ru", "−5", "-5"),
        ("ru", "- 5,5", "-5.5"),
        ("ru", "\t12\u2009345\r\n", "12345"),
        ("ru", "１２", "12"),
    ],
)
def test_a_number_is_read_as_the_person_means_it(language, text, number):
    with force_locale(language):
        assert read_number(text, 2) == Decimal(number)


@pytest.mark.parametrize(
    ("language", "text", "first", "second"),
    [
        ("en", "1,25", "1.25", "125"),
        ("en", "1250,5", "1,250.5", "12,505"),
        ("en", "1.250", "1.25", "1,250"),
        ("ru", "1.250", "1,25", "1\u00a0250"),
        ("ru", "1,250", "1,25", "1\u00a0250"),
    ],
)
def test_a_number_with_two_readings_is_asked_back_with_both(language, text, first, second):
    with force_locale(language), pytest.raises(Unreadable) as refused:
        read_number(text, 2)
    assert text in str(refused.value)
    assert first in str(refused.value)
    assert second in str(refused.value)


def test_more_decimals_are_no_question_where_they_fit():
    with force_locale("ru"):
        assert read_number("1,250", 3) == Decimal("1.25")


@pytest.mark.parametrize(
    "text", ["", "много", "12 50", "1,2,3", "1e5", "NaN", "5%", "1.250,000,5", "--5", "1" * 101, "₽"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_number_is_refused(language, text):
    with force_locale(language), pytest.raises(Unreadable):
        read_number(text, 2)


@MANY
@given(language=st.sampled_from(LANGUAGES), number=st.decimals(0, 9_999_999_999_999, places=2))
def test_an_amount_is_read_back_from_what_a_page_prints(language, number):
    field = MoneyField("x", "X")
    with force_locale(language):
        for shown in (field.words(number), amount_words(number, "RUB"), amount_words(number, "USD")):
            assert field.read(Written(shown)) == number


@MANY
@given(language=st.sampled_from(LANGUAGES), number=st.decimals(-999_999_999_999, 999_999_999_999, places=4))
def test_a_number_is_read_back_from_what_a_page_prints(language, number):
    field = DecimalField("x", "X", scale=4)
    with force_locale(language):
        assert field.read(Written(field.words(number) or "0")) == number
