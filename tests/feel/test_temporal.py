"""Dates, times and durations, held against Python's own where Python has them."""

from __future__ import annotations

import datetime
import zoneinfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.feel import clock, from_python, to_python
from app.feel.clock import use_clock
from app.feel.compile import compile_expression
from app.feel.temporal import MAX_YEAR, Date, DateTime, DaysTimeDuration, Time, YearsMonthsDuration
from app.feel.temporal_text import parse_date, parse_date_time, parse_duration, parse_temporal, parse_time

ZONES = ["Europe/Paris", "America/New_York", "Asia/Kolkata", "Australia/Melbourne", "Etc/UTC"]


@given(st.dates())
def test_dates_are_what_python_says(day: datetime.date) -> None:
    date = Date(day.year, day.month, day.day)
    assert date.weekday == day.isoweekday()
    assert date.day_of_year == day.timetuple().tm_yday
    assert date.week_of_year == day.isocalendar().week
    assert Date.from_ordinal(date.ordinal) == date
    assert parse_date(str(date)) == date
    assert date.to_python() == day


@given(st.integers(-MAX_YEAR + 1, MAX_YEAR - 1), st.integers(1, 12), st.integers(1, 28), st.integers(-500, 500))
def test_every_year_counts_its_days(year: int, month: int, day: int, days: int) -> None:
    date = Date(year, month, day)
    assert Date.from_ordinal(date.ordinal) == date
    assert date.plus_days(days).ordinal - date.ordinal == days
    assert parse_date(str(date)) == date


@given(st.datetimes(datetime.datetime(1980, 1, 1), datetime.datetime(2036, 1, 1)), st.sampled_from(ZONES))
def test_zones_are_what_python_says(moment: datetime.datetime, key: str) -> None:
    there = moment.replace(tzinfo=zoneinfo.ZoneInfo(key))
    value = from_python(there)
    assert value.offset == there.utcoffset().total_seconds()  # type: ignore[union-attr]
    assert to_python(value) == there
    assert parse_date_time(str(value)) == value


@settings(deadline=None)
@given(
    st.datetimes(datetime.datetime(1980, 1, 1), datetime.datetime(2036, 1, 1)),
    st.sampled_from(ZONES),
    st.timedeltas(datetime.timedelta(days=-400), datetime.timedelta(days=400)),
)
def test_a_duration_is_added_on_the_time_line(
    moment: datetime.datetime, key: str, duration: datetime.timedelta
) -> None:
    there = moment.replace(tzinfo=zoneinfo.ZoneInfo(key))
    expected = (there.astimezone(datetime.UTC) + duration).astimezone(zoneinfo.ZoneInfo(key))
    later = to_python(compile_expression("x + d").evaluate({"x": there, "d": duration}))
    assert later == expected.replace(fold=0)


@given(st.integers(-(10**25), 10**25))
def test_durations_are_read_as_they_are_written(nanoseconds: int) -> None:
    duration = DaysTimeDuration(nanoseconds)
    assert parse_duration(str(duration)) == duration
    assert parse_duration(str(YearsMonthsDuration(nanoseconds % 10**10))) == YearsMonthsDuration(nanoseconds % 10**10)


@given(st.times(), st.one_of(st.none(), st.integers(-18 * 60, 18 * 60).map(lambda minutes: minutes * 60)))
def test_times_are_read_as_they_are_written(moment: datetime.time, zone: int | None) -> None:
    time = Time(moment.hour, moment.minute, moment.second, moment.microsecond * 1000, zone)
    assert parse_time(str(time)) == time


@given(st.text(alphabet="0123456789-+:TZPYMDHS.@/Europe", max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    value = parse_temporal(text)
    assert value is None or parse_temporal(str(value)) == value


@pytest.mark.parametrize("text", ["2023-02-29", "2024-00-10", "2024-13-01", "998-12-31", "01211-12-31", "+2024-01-01"])
def test_there_are_no_such_dates(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "text", ["24:00:01", "7:00:00", "12:60:00", "10:00:00+19:00", "10:00:00@Mars/Base", "10:00:00+02:00@Europe/Paris"]
)
def test_there_are_no_such_times(text: str) -> None:
    assert parse_time(text) is None


def test_midnight_may_be_the_end_of_a_day() -> None:
    assert parse_date_time("2024-12-31T24:00:00") == DateTime(Date(2025, 1, 1), Time(0, 0, 0))


def test_far_years_have_zones_too() -> None:
    assert parse_date_time("999999999-07-01T00:00:00@Europe/Paris").offset == 7200  # type: ignore[union-attr]
    assert str(to_python(parse_date("999999999-07-01"))) == "999999999-07-01"


def test_now_and_today_read_the_clock_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_read", clock._read)  # the one that the application put there comes back
    moment = datetime.datetime(2024, 2, 29, 23, 30, tzinfo=zoneinfo.ZoneInfo("Europe/Moscow"))
    use_clock(lambda: moment)
    try:
        assert to_python(compile_expression("now()").evaluate({})) == moment
        assert to_python(compile_expression("today()").evaluate({})) == datetime.date(2024, 2, 29)
    finally:
        use_clock()
    assert to_python(compile_expression("now()").evaluate({})) > moment


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('@"2024-01-01T00:00:00" = @"2024-01-01T00:00:00Z"', False),
        ('@"2024-01-01T00:00:00" < @"2024-01-01T00:00:00Z"', None),
        ('@"10:00:00.5" = @"10:00:00"', True),
        ('is(@"10:00:00.5", @"10:00:00")', False),
        ('@"2024-01-01" = @"2024-01-01T00:00:00"', None),
        ('@"10:00:00@Europe/Paris" = @"09:00:00Z"', True),
    ],
)
def test_comparisons_the_readme_tells_of(source: str, expected: bool | None) -> None:
    assert compile_expression(source).evaluate({}) is expected
