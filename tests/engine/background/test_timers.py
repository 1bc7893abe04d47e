"""Timers: kept with their due time, fired by the clock job, interrupting and not."""

from datetime import UTC, datetime, timedelta

import pytest

from app.engine import TechnicalFailure, fire_timers
from app.engine.commands.fire_timer import fire_timer
from app.engine.ground.actor import SYSTEM
from app.engine.unit.unit_of_work import unit_of_work
from tests.engine import sample


def test_a_timer_on_a_task_waits_until_it_is_due(engine):
    engine.deploy("boundary_timer")
    engine.start("boundary_timer")
    (timer,) = engine.timers()
    assert timer.due_at.replace(tzinfo=UTC) == engine.now + timedelta(hours=1)
    engine.turn_clock(minutes=59)
    assert fire_timers() == 0
    assert engine.tasks() == ["work"]


def test_an_interrupting_timer_takes_the_task_away(engine):
    engine.deploy("boundary_timer")
    instance_id = engine.start("boundary_timer")
    engine.turn_clock(minutes=61)
    assert fire_timers() == 1
    assert engine.tasks() == ["hurry"]
    assert engine.tasks("cancelled") == ["work"]
    assert engine.timers() == []
    assert len(engine.history("timerFired")) == len(engine.history("taskCancelled")) == 1
    engine.complete("hurry")
    assert engine.ended(instance_id)


def test_a_completed_task_takes_its_timer_along(engine):
    engine.deploy("boundary_timer")
    instance_id = engine.start("boundary_timer")
    engine.complete("work")
    assert engine.timers() == []
    assert engine.ended(instance_id)


def test_a_timer_fires_once_however_often_it_is_asked(engine):
    engine.deploy("boundary_timer")
    engine.start("boundary_timer")
    task_id = engine.timers()[0].task_id
    engine.turn_clock(hours=2)
    for expected in (True, False):
        with unit_of_work(SYSTEM) as unit:
            assert fire_timer(unit, task_id) is expected
    assert engine.tasks() == ["hurry"]


def test_a_reminder_repeats_and_leaves_the_task_alone(engine):
    engine.deploy("boundary_timer_reminder")
    instance_id = engine.start("boundary_timer_reminder")
    for round_number in range(1, 4):
        engine.turn_clock(minutes=10)
        assert fire_timers() == 1
        assert len(sample.calls) == round_number
        assert engine.tasks() == ["work"]
    assert engine.timers() == []
    engine.complete("work")
    assert engine.ended(instance_id)


def test_a_reminder_stops_with_its_task(engine):
    engine.deploy("boundary_timer_reminder")
    instance_id = engine.start("boundary_timer_reminder")
    engine.turn_clock(minutes=10)
    fire_timers()
    engine.complete("work")
    assert engine.timers() == []
    assert engine.ended(instance_id)


@pytest.mark.parametrize("until", ["soon", None])
def test_what_is_no_date_is_a_fault_of_the_timer(engine, until):
    engine.deploy("timer_catch")
    with pytest.raises(TechnicalFailure) as caught:
        engine.start("timer_catch", until=until)
    assert caught.value.element_id == "wait"
    assert engine.instances() == []


def test_a_date_given_by_a_variable(engine):
    engine.deploy("timer_catch")
    until = datetime(2026, 3, 5, 8, 30, tzinfo=UTC)
    engine.start("timer_catch", until=until)
    assert engine.timers()[0].due_at.replace(tzinfo=UTC) == until
    engine.turn_clock(days=3)
    assert fire_timers() == 1
    assert engine.tasks() == ["work"]
