"""When what repeats comes next."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.crm.activity.recurrence import next_occurrence

BERLIN, MOSCOW = ZoneInfo("Europe/Berlin"), ZoneInfo("Europe/Moscow")


def wall(text, zone=MOSCOW):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("first", "every", "after", "found"),
    [
        ("2026-06-10T10:00", "daily", "2026-06-10T10:00", "2026-06-11T10:00"),
        ("2026-06-10T10:00", "daily", "2026-06-09T10:00", "2026-06-11T10:00"),  # never the first itself
        ("2026-06-10T10:00", "daily", "2026-06-20T09:59", "2026-06-20T10:00"),
        ("2026-06-10T10:00", "daily", "2026-06-20T10:00", "2026-06-21T10:00"),
        ("2026-06-10T10:00", "weekly", "2026-06-10T10:00", "2026-06-17T10:00"),
        ("2026-01-31T10:00", "monthly", "2026-01-31T10:00", "2026-02-28T10:00"),
        ("2026-01-31T10:00", "monthly", "2026-02-28T10:00", "2026-03-31T10:00"),
        ("2028-02-29T10:00", "monthly", "2029-01-30T10:00", "2029-02-28T10:00"),
        ("1900-01-01T10:00", "daily", "2026-06-10T10:00", "2026-06-11T10:00"),
    ],
)
def test_the_first_one_later_than_a_moment(first, every, after, found):
    assert next_occurrence(wall(first), every, wall(after), MOSCOW) == wall(found)


@pytest.mark.parametrize("day", ["2026-03-28", "2026-10-24"])  # before the clocks change in Berlin
def test_ten_oclock_stays_ten_oclock_when_the_clocks_change(day):
    first = wall(f"{day}T10:00", BERLIN)
    found = next_occurrence(first, "daily", first, BERLIN)
    assert found.astimezone(BERLIN).strftime("%H:%M") == "10:00"
    assert found - first.astimezone(UTC) != timedelta(days=1)


def test_an_hour_that_is_left_out_comes_an_hour_later():
    first = wall("2026-03-28T02:30", BERLIN)
    found = next_occurrence(first, "daily", first, BERLIN)
    assert found.astimezone(BERLIN).strftime("%d %H:%M") == "29 03:30"


def test_the_last_day_is_one_of_the_zone():
    first = wall("2026-06-10T23:30", ZoneInfo("America/New_York"))  # the eleventh in UTC
    zone = ZoneInfo("America/New_York")
    assert next_occurrence(first, "daily", first, zone, date(2026, 6, 11)) is not None
    assert next_occurrence(first, "daily", first, zone, date(2026, 6, 10)) is None


def test_the_calendar_ends():
    first = wall("9999-12-20T10:00")
    assert next_occurrence(first, "monthly", first, MOSCOW) is None
