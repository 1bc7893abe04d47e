"""Killed at every statement and around the commit: a command has wholly happened or not at all, and can be done."""

import pytest

from app.engine.models import Artifact, ExternalTask, Incident, Job, OwedEffect, ProcessInstance, Timer, UserTask
from tests.engine import sample
from tests.engine.faults.agreement import assert_tables_agree
from tests.engine.faults.killing import killed_at_each_point

COMMANDS = {}


def command(function):
    """Register a command: a function that makes a situation, and gives the work and how to see that it is done."""
    COMMANDS[function.__name__] = function
    return function


@command
def start_with_an_owed_effect(world):
    world.new("user_task")
    return (
        world.start("owed_effect"),
        lambda: (
            (world.tasks(), world.values(OwedEffect.state))
            == (
                ["question", "work"],
                ["owed"],
            )
        ),
    )


@command
def complete(world):
    world.new("user_task")
    return world.complete("question", "yes"), lambda: world.told("processEnded") == 1


@command
def complete_a_branch(world):
    world.new("sub_process")
    return world.complete("beside"), lambda: world.tasks("completed") == ["beside"]


@command
def drag(world):
    world.new("drag")

    def done():
        return sample.read_record(world.record_id)["status"] == "won" and world.tasks("cancelled") == ["work"]

    return world.send("statusRequested", status="won"), done


@command
def message(world):
    world.new("sub_process")
    return world.send("stop"), lambda: world.tasks("cancelled") == ["beside", "deep"]


@command
def signal(world):
    world.new("signal_catch")
    return world.broadcast("alarm"), lambda: world.waits() == []


@command
def edit(world):
    world.new("conditional_boundary")
    return world.change(manager=1), lambda: world.tasks() == ["work"]


@command
def timer(world):
    world.new("boundary_timer")
    world.turn_clock(hours=2)
    return world.fire(), lambda: (world.tasks(), world.values(Timer.id)) == (["hurry"], [])


@command
def job(world):
    world.new("jobs", note="repaired")
    world.complete("ask")()
    return world.go_on(), lambda: world.values(Job.element_id) == ["tell"]


@command
def external(world):
    world.new("external_task")
    world.fetch("one")()
    return world.deliver("one"), lambda: world.values(ExternalTask.id) == []


@command
def claim(world):
    world.new("user_task")
    return world.claim("question"), lambda: world.values(UserTask.assignee_id) == [1]


@command
def delete(world):
    world.new("sub_process")
    return world.delete(), lambda: world.values(ProcessInstance.id) == []


@command
def publish(world):
    world.new("user_task")
    latest = (Artifact.key == "user_task", Artifact.is_latest)
    before = world.values(Artifact.version, *latest)
    return world.publish("user_task.bpmn"), lambda: world.values(Artifact.version, *latest) == [before[0] + 1]


@command
def retry_of_an_incident(world):
    world.new("technical_failure")
    for hours in (2, 1, 1):
        world.turn_clock(hours=hours)
        world.fire()()
    world.change(note="repaired")()
    return world.retry(), lambda: (world.values(Incident.state), world.told("processEnded")) == (["resolved"], 1)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_killed_command_has_wholly_happened_or_not_at_all(world, name):
    situation = {}

    def prepare():
        situation["work"], situation["is_done"] = COMMANDS[name](world)
        situation["before"] = world.rows()
        return situation["work"]

    found = []
    for where in killed_at_each_point(prepare):
        nothing, everything = world.rows() == situation["before"], situation["is_done"]()
        assert nothing != everything, where
        assert_tables_agree()
        if nothing:
            world.turn_clock(minutes=6)  # what a worker had taken is given to others after that
            situation["work"]()
            assert situation["is_done"](), where
        found.append((where.split()[0], everything))
    assert ("commit", False) in found
    assert found[-1] == ("returned", True)


def test_an_effect_whose_worker_is_killed_stays_owed_or_is_done(world):
    def prepare():
        world.new("owed_effect")
        return world.perform()

    found = set()
    for where in killed_at_each_point(prepare):
        (state,) = world.values(OwedEffect.state)
        world.turn_clock(minutes=6)
        assert world.perform()() == (1 if state == "owed" else 0), where
        assert world.values(OwedEffect.state) == ["done"]
        found.add(state)
    assert found == {"owed", "done"}


def test_a_clock_that_is_killed_between_two_timers_has_fired_the_first(world):
    def prepare():
        world.new("boundary_timer")
        world.start("boundary_timer")()
        world.turn_clock(hours=2)
        return world.fire()

    fired = set()
    for where in killed_at_each_point(prepare):
        assert_tables_agree()
        left = len(world.values(Timer.id))
        world.turn_clock(minutes=6)
        assert world.fire()() == left, where
        assert world.tasks() == ["hurry", "hurry"]
        fired.add(2 - left)
    assert fired == {0, 1, 2}
