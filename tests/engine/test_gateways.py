"""Gateways, saved and loaded between all tokens."""

import itertools

import pytest

from app.engine import fire_timers
from tests.engine import sample


@pytest.mark.parametrize("order", list(itertools.permutations("abc")))
def test_a_parallel_join_waits_for_every_branch(engine, order):
    engine.deploy("parallel")
    instance_id = engine.start("parallel")
    assert sorted(engine.tasks()) == ["a", "b", "c"]
    for name in order:
        assert "after" not in engine.tasks()
        engine.complete(name, **{f"by_{name}": name})
    assert engine.tasks() == ["after"]
    assert {"by_a", "by_b", "by_c"} <= engine.variables(instance_id).keys()
    engine.complete("after")
    assert engine.ended(instance_id)


def test_a_parallel_join_inside_a_loop_counts_each_round_anew(engine):
    engine.deploy("parallel_loop")
    instance_id = engine.start("parallel_loop", again=True)
    for round_number in range(3):
        engine.complete("a", again=round_number < 2)
        assert engine.tasks() == ["b"]
        engine.complete("b", again=round_number < 2)
    assert engine.ended(instance_id)


@pytest.mark.parametrize(
    ("variables", "expected"),
    [({"x": True, "y": True}, ["a", "b"]), ({"x": True, "y": False}, ["a"]), ({"x": False, "y": False}, ["c"])],
)
def test_an_inclusive_join_waits_for_the_branches_that_were_taken(engine, variables, expected):
    engine.deploy("inclusive")
    instance_id = engine.start("inclusive", **variables)
    assert sorted(engine.tasks()) == expected
    for name in expected:
        engine.complete(name)
    assert engine.tasks() == ["after"]
    engine.complete("after")
    assert engine.ended(instance_id)


def start_race(engine):
    engine.deploy("event_based_gateway")
    record_id = sample.make_record()
    return record_id, engine.start("event_based_gateway", record_id)


def test_an_event_based_gateway_waits_for_all_its_events(engine):
    start_race(engine)
    assert sorted(engine.subscriptions()) == [("conditional", "", "filled"), ("message", "answer", "answered")]
    assert len(engine.timers()) == 1


def test_the_message_comes_first(engine):
    record_id, instance_id = start_race(engine)
    engine.send("answer", record_id)
    assert engine.tasks() == ["read"]
    assert engine.subscriptions() == engine.timers() == []
    engine.complete("read")
    assert engine.ended(instance_id)


def test_the_timer_comes_first(engine):
    _record_id, instance_id = start_race(engine)
    engine.turn_clock(days=2)
    fire_timers()
    assert engine.tasks() == ["remind"]
    assert engine.subscriptions() == engine.timers() == []
    engine.complete("remind")
    assert engine.ended(instance_id)


def test_the_condition_comes_first(engine):
    from tests.engine.test_conditional_events import change

    record_id, _instance_id = start_race(engine)
    change(record_id, note="filled")
    assert engine.tasks() == ["check"]
    assert engine.subscriptions() == engine.timers() == []


def test_a_terminate_end_ends_everything(engine):
    engine.deploy("terminate")
    instance_id = engine.start("terminate")
    engine.complete("a")
    assert engine.ended(instance_id)
    assert engine.tasks() == []
    assert engine.tasks("cancelled") == ["b"]
