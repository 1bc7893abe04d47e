"""Days and moments as people write them, in both languages."""

from datetime import UTC, date, datetime

import pytest
from flask_babel import force_locale
from hypothesis import given, settings
from hypothesis import strategies as st

from app.clock import clock
from app.records.fields import DateField, DateTimeField
from app.written import Unreadable, Written, read_day, read_moment

MANY = settings(max_examples=150, deadline=None)
LANGUAGES = ("ru", "en")
NOVEMBER_24 = date(2026, 11, 24)


@pytest.fixture(autouse=True, scope="module")
def _today():
    clock.set(lambda: datetime(2026, 11, 24, 12, tzinfo=UTC))
    yield
    clock.reset()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        "24.11.2026",
        "24.11.26",
        "24/11/2026",
        "24-11-2026",
        "2026-11-24",
        "24 Nov 2026",
        "24 november 2026",
        "Nov 24, 2026",
        "24 ноября 2026 г.",
        "24 нояб. 2026",
        " 24.11.2026\u00a0",
        "сегодня",
        "Today",
        "+0",
    ],
)
def test_a_day_is_read_in_every_usual_writing(language, text):
    with force_locale(language):
        assert read_day(text) == NOVEMBER_24


def test_days_are_counted_from_today():
    assert read_day("завтра") == date(2026, 11, 25)
    assert read_day("+3") == date(2026, 11, 27)
    assert read_day("yesterday") == date(2026, 11, 23)


def test_a_day_that_may_be_another_one_is_asked_back_with_both():
    with force_locale("en"), pytest.raises(Unreadable, match=r"3 Apr 2026.*4 Mar 2026"):
        read_day("03/04/2026")


def test_a_day_has_one_reading_where_the_language_has_one_order():
    with force_locale("ru"):
        assert read_day("03/04/2026") == date(2026, 4, 3)
    with force_locale("en"):
        assert read_day("11/24/2026") == NOVEMBER_24


@pytest.mark.parametrize("text", ["", "31.02.2026", "24.11", "скоро", "24 foo 2026", "2026-13-01", "+99999", "1" * 99])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(Unreadable):
        read_day(text)


@pytest.mark.parametrize(
    "text",
    ["24.11.2026 14:05", "24 Nov 2026, 14:05", "2026-11-24T14:05", "24 nov 2026 at 2:05 pm", "24.11.2026 в 14:05:00"],
)
def test_a_moment_is_a_day_and_a_time(text):
    assert read_moment(text) == datetime(2026, 11, 24, 14, 5)


@pytest.mark.parametrize("text", ["24.11.2026 25:00", "14:05", "24.11.2026 13:00 pm"])
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(Unreadable):
        read_moment(text)


@MANY
@given(language=st.sampled_from(LANGUAGES), day=st.dates(date(1000, 1, 1), date(9999, 12, 31)))
def test_a_day_is_read_back_from_what_a_page_prints(language, day):
    field = DateField("x", "X")
    with force_locale(language):
        assert field.read(Written(field.words(day))) == day


@MANY
@given(language=st.sampled_from(LANGUAGES), moment=st.datetimes(datetime(1980, 1, 1), datetime(2200, 1, 1)))
def test_a_moment_is_read_back_from_what_a_page_prints(language, moment):
    field = DateTimeField("x", "X")
    aware = moment.replace(second=0, microsecond=0, tzinfo=UTC)
    with force_locale(language):
        assert field.words(field.read(Written(field.words(aware)))) == field.words(aware)
