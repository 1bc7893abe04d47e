"""Timers: ISO 8601 as BPMN says, as text or from FEEL."""

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.engine.ground.elements import TimerEvent
from app.engine.ground.expressions import Expression, Text
from app.engine.time.schedules import CYCLE, DATE, DURATION, Schedule, ScheduleError, check_text, moment, schedule

NOW = datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")


def due(kind, text, zone=UTC):
    return schedule(TimerEvent(kind, Text(text)), {}, NOW, zone).due_at


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PT1H", NOW + timedelta(hours=1)),
        ("P1DT30M", NOW + timedelta(days=1, minutes=30)),
        ("P2W", NOW + timedelta(weeks=2)),
        ("P1M", datetime(2026, 2, 28, 9, 30, tzinfo=UTC)),
        ("P1Y", datetime(2027, 1, 31, 9, 30, tzinfo=UTC)),
        ("PT0.5S", NOW + timedelta(milliseconds=500)),
    ],
)
def test_duration_counts_from_now(text, expected):
    assert due(DURATION, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-01T12:00:00Z", datetime(2026, 2, 1, 12, tzinfo=UTC)),
        ("2026-02-01T12:00:00+03:00", datetime(2026, 2, 1, 9, tzinfo=UTC)),
        ("2026-02-01T12:00:00", datetime(2026, 2, 1, 9, tzinfo=UTC)),
        ("2026-02-01", datetime(2026, 1, 31, 21, tzinfo=UTC)),
    ],
)
def test_date_without_a_zone_is_meant_in_the_given_one(text, expected):
    assert due(DATE, text, MOSCOW) == expected


def test_cycle_fires_as_often_as_it_says():
    times = []
    current = schedule(TimerEvent(CYCLE, Text("R3/PT10M")), {}, NOW)
    while current is not None:
        times.append(current.due_at)
        current = current.next(current.due_at)
    assert times == [NOW + timedelta(minutes=10 * n) for n in (1, 2, 3)]


def test_cycle_without_a_number_has_no_end():
    current = schedule(TimerEvent(CYCLE, Text("R/P1D")), {}, NOW)
    for _ in range(1000):
        current = current.next(current.due_at)
    assert current.due_at == NOW + timedelta(days=1001)


def test_cycle_may_have_a_start():
    assert due(CYCLE, "R2/2026-03-01T00:00:00Z/P1M") == datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize("text", ["R3/PT10M", "R/P1D", "R2/2026-03-01T00:00:00Z/P1M"])
def test_schedule_survives_json(text):
    import json

    before = schedule(TimerEvent(CYCLE, Text(text)), {}, NOW)
    after = Schedule.from_json(json.loads(json.dumps(before.to_json())))
    assert (after, after.next(NOW)) == (before, before.next(NOW))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (DURATION, "1 hour"),
        (DURATION, "PT"),
        (DURATION, "P1H"),
        (DURATION, "P99999999Y"),
        (DATE, "tomorrow"),
        (DATE, "2026-02-30"),
        (CYCLE, "PT10M"),
        (CYCLE, "R0/PT10M"),
        (CYCLE, "R3/PT0S"),
        (CYCLE, "R3/-PT1S"),
        (CYCLE, "0 0 * * *"),
    ],
)
def test_anything_else_is_an_error_in_words(kind, text):
    assert not check_text(kind, text)
    with pytest.raises(ScheduleError):
        due(kind, text)


@pytest.mark.parametrize(
    ("source", "kind", "expected"),
    [
        ('duration("PT2H")', DURATION, NOW + timedelta(hours=2)),
        ('duration("P1M")', DURATION, datetime(2026, 2, 28, 9, 30, tzinfo=UTC)),
        ("wait", DURATION, NOW + timedelta(days=3)),
        ('date("2026-05-01")', DATE, datetime(2026, 5, 1, tzinfo=UTC)),
        ('date and time("2026-05-01T10:00:00@Europe/Moscow")', DATE, datetime(2026, 5, 1, 7, tzinfo=UTC)),
        ("day", DATE, datetime(2026, 6, 1, tzinfo=UTC)),
    ],
)
def test_feel_gives_a_time(source, kind, expected):
    scope = {"wait": timedelta(days=3), "day": date(2026, 6, 1)}
    assert schedule(TimerEvent(kind, Expression(source)), scope, NOW).due_at == expected


@pytest.mark.parametrize("source", ["null", "5", "missing", "[]"])
def test_feel_that_gives_no_time_is_an_error(source):
    for kind in (DATE, DURATION, CYCLE):
        with pytest.raises(ScheduleError):
            schedule(TimerEvent(kind, Expression(source)), {}, NOW)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("", None),
        ("P3D", NOW + timedelta(days=3)),
        (timedelta(hours=1), NOW + timedelta(hours=1)),
        ("2026-02-01T00:00:00Z", datetime(2026, 2, 1, tzinfo=UTC)),
        (date(2026, 2, 1), datetime(2026, 1, 31, 21, tzinfo=UTC)),
    ],
)
def test_due_date_is_a_moment_or_a_duration(value, expected):
    assert moment(value, NOW, MOSCOW) == expected


def cycle(text, zone=UTC):
    return schedule(TimerEvent("cycle", Text(text)), {}, NOW, zone)


def test_rounds_that_were_missed_are_used_up_together():
    first = cycle("R10/PT1H")
    after_a_stop = first.next(NOW + timedelta(hours=5, minutes=30))
    assert after_a_stop.due_at == NOW + timedelta(hours=6)
    assert after_a_stop.remaining == 4
    assert cycle("R3/PT1H").next(NOW + timedelta(hours=5)) is None


def test_a_long_stop_of_a_short_cycle_is_passed_at_once():
    assert cycle("R/PT1S").next(NOW + timedelta(days=3650)).due_at == NOW + timedelta(days=3650, seconds=1)


def days_of(schedule, count, zone=MOSCOW):
    """The local days and times of the first firings, each saved and read in between."""
    found = []
    for _ in range(count):
        found.append(schedule.due_at.astimezone(zone).strftime("%d.%m %H:%M"))
        schedule = Schedule.from_json(json.loads(json.dumps(schedule.to_json()))).next(schedule.due_at)
    return found


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        (
            "R/2026-01-01T00:30:00/P1M",
            MOSCOW,
            ["01.01 00:30", "01.02 00:30", "01.03 00:30", "01.04 00:30", "01.05 00:30"],
        ),
        (
            "R/2026-01-31T09:00:00/P1M",
            MOSCOW,
            ["31.01 09:00", "28.02 09:00", "31.03 09:00", "30.04 09:00", "31.05 09:00"],
        ),
        ("R/P1M", MOSCOW, ["28.02 12:30", "31.03 12:30", "30.04 12:30"]),
        ("R/2026-01-31T09:00:00/P1M", ZoneInfo("Europe/Paris"), ["31.01 09:00", "28.02 09:00", "31.03 09:00"]),
        (
            "R/2024-02-29T09:00:00/P1Y",
            MOSCOW,
            ["29.02 09:00", "28.02 09:00", "28.02 09:00", "28.02 09:00", "29.02 09:00"],
        ),
        ("R/2026-01-31T09:00:00/P1M1D", MOSCOW, ["31.01 09:00", "01.03 09:00", "02.04 09:00"]),
    ],
)
def test_a_cycle_by_months_is_counted_in_the_calendar_from_its_first_date(text, zone, expected):
    assert days_of(cycle(text, zone), len(expected), zone) == expected


def test_missed_months_leave_the_day_of_the_month():
    late = cycle("R/2026-01-31T09:00:00/P1M", MOSCOW).next(datetime(2026, 7, 15, tzinfo=UTC))
    assert days_of(late, 3) == ["31.07 09:00", "31.08 09:00", "30.09 09:00"]


@pytest.mark.parametrize("kind", ["duration", "due"])
def test_months_from_now_are_counted_in_the_zone(kind):
    night = datetime(2026, 2, 28, 21, 30, tzinfo=UTC)  # 1 March, 00:30 in Moscow
    if kind == "due":
        found = moment("P1M", night, MOSCOW)
    else:
        found = schedule(TimerEvent("duration", Text("P1M")), {}, night, MOSCOW).due_at
    assert found == datetime(2026, 3, 31, 21, 30, tzinfo=UTC)


def test_feel_counts_months_as_timers_do():
    source = '@"2026-03-01T00:30:00@Europe/Moscow" + duration("P1M")'
    night = datetime(2026, 2, 28, 21, 30, tzinfo=UTC)
    assert moment(Expression(source).evaluate({}), NOW, MOSCOW) == moment("P1M", night, MOSCOW)


def test_missed_months_are_passed_by_the_calendar():
    assert cycle("R/P1M").next(NOW + timedelta(days=365)).due_at > NOW + timedelta(days=365)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0 0 9 * * ?", datetime(2026, 2, 1, 6, tzinfo=UTC)),
        ("0 0/20 * * * ?", datetime(2026, 1, 31, 9, 40, tzinfo=UTC)),
        ("0 0 9 ? * MON-FRI", datetime(2026, 2, 2, 6, tzinfo=UTC)),
        ("0 0 9 ? * 2", datetime(2026, 2, 2, 6, tzinfo=UTC)),
        ("0 0 9 ? * FRI-SUN", datetime(2026, 2, 1, 6, tzinfo=UTC)),
        ("0 0 9 L * ?", datetime(2026, 2, 28, 6, tzinfo=UTC)),
        ("0 0 9 ? * 6L", datetime(2026, 2, 27, 6, tzinfo=UTC)),
        ("0 0 9 ? * 6#3", datetime(2026, 2, 20, 6, tzinfo=UTC)),
        ("0 15 10 1 1 ? 2028", datetime(2028, 1, 1, 7, 15, tzinfo=UTC)),
    ],
)
def test_a_cron_expression_means_what_camunda_says(text, expected):
    assert cycle(text, ZoneInfo("Europe/Moscow")).due_at == expected


def test_a_cron_schedule_survives_being_saved():
    first = cycle("0 0 9 * * ?", ZoneInfo("Europe/Moscow"))
    saved = Schedule.from_json(first.to_json())
    assert saved.next(NOW + timedelta(days=40)) == first.next(NOW + timedelta(days=40))
    assert saved.next(NOW).due_at == first.due_at + timedelta(days=1)


@pytest.mark.parametrize(
    "text",
    ["0 9 * * *", "0 0 9 1 * MON", "0 0 9 30 2 ?", "61 0 9 * * ?", "0 0 9 15W * ?", "0 0 9 ? * 8", "0 0 9 ? * 2/3"],
)
def test_what_is_no_cron_expression_is_refused(text):
    with pytest.raises(ScheduleError):
        cycle(text)
