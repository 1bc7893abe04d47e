"""Two commands on one process, held at every statement: one wins, the other is told, nothing is there twice."""

import pytest

from app.engine.models import ExternalTask, Incident, Job, OwedEffect, ProcessInstance
from tests.engine import sample
from tests.engine.conftest import ANNA, BORIS
from tests.engine.faults.agreement import assert_tables_agree
from tests.engine.faults.interleaving import each_interleaving

DONE, GONE, BUSY = "done", "TaskAlreadyCompleted", "StaleRevision"
REFUSED, MISSING = "NotAllowedNow", "NotFound"
PAIRS = {}


def pair(*outcomes):
    """Register a pair: a function that makes a situation in the world and gives the two works and what to look at.

    Parameters:
        outcomes: what the first and the second may answer.
    """

    def register(function):
        PAIRS[function.__name__] = (function, set(outcomes))
        return function

    return register


def answer(result):
    return type(result).__name__ if isinstance(result, BaseException) else result


@pair((DONE, GONE), (GONE, DONE))
def complete_and_complete(world):
    world.new("user_task")

    def look(first, second):
        assert world.told("taskCompleted") == world.told("processEnded") == 1

    return world.complete("question", "yes"), world.complete("question", "no", BORIS), look


@pair((DONE, DONE))
def complete_and_complete_of_another_branch(world):
    world.new("parallel_loop", {"again": False})

    def look(first, second):
        assert world.told("taskCompleted") == 2
        assert world.told("processEnded") == 1

    return world.complete("a"), world.complete("b", actor=BORIS), look


@pair((DONE, REFUSED), (GONE, DONE))
def complete_and_drag(world):
    world.new("drag")

    def look(first, second):
        dragged = second == DONE
        assert sample.read_record(world.record_id)["status"] == ("won" if dragged else "new")
        assert world.told("statusChanged") == dragged
        assert world.tasks("completed") == ([] if dragged else ["work"])

    return world.complete("work"), world.send("statusRequested", status="won"), look


@pair((DONE, DONE))
def drag_and_drag(world):
    world.new("status_life", amount=1)

    def look(first, second):
        assert world.told("statusChanged") == 2
        assert world.waits() == ["wait"]

    return world.send("statusRequested", status="a"), world.send("statusRequested", status="b"), look


@pair((1, GONE), (0, DONE))
def timer_and_complete(world):
    world.new("boundary_timer")
    world.turn_clock(hours=2)

    def look(first, second):
        assert world.tasks() == (["hurry"] if first else [])
        assert world.told("timerFired") == first

    return world.fire(), world.complete("work"), look


@pair((1, 0), (0, 1))
def timer_and_timer(world):
    world.new("boundary_timer")
    world.turn_clock(hours=2)

    def look(first, second):
        assert world.tasks() == ["hurry"]
        assert world.told("timerFired") == 1

    return world.fire(), world.fire(), look


@pair((1, 0), (0, 1), (1, 1))
def job_and_job(world):
    """There is a second job behind the first: it may be done as well, by either."""
    put_off(world)

    def look(first, second):
        assert world.values(Job.element_id) == (["tell"] if first + second == 1 else [])
        assert len(sample.calls) == 1

    return world.go_on(), world.go_on(), look


@pair((1, DONE), (0, DONE))
def job_and_edit(world):
    """A worker does not wait for whoever is at the process."""
    put_off(world)

    def look(first, second):
        assert world.values(Job.element_id) == ["tell" if first else "act"]

    return world.go_on(), world.change(amount=7), look


@pair((1, DONE), (0, DONE))
def job_and_delete(world):
    put_off(world)

    def look(first, second):
        assert world.values(Job.id) == world.values(ProcessInstance.id) == []

    return world.go_on(), world.delete(), look


@pair((1, 0), (0, 1))
def fetch_and_fetch(world):
    world.new("external_task")
    return world.fetch("one"), world.fetch("two"), lambda *_: None


@pair((DONE, MISSING), (MISSING, DONE))
def external_and_external(world):
    """The same answer of a worker twice."""
    world.new("external_task")
    world.fetch("one")()

    def look(first, second):
        assert world.values(ExternalTask.id) == []

    return world.deliver("one"), world.deliver("one"), look


@pair((DONE, DONE), (MISSING, DONE))
def external_and_delete(world):
    world.new("external_task")
    world.fetch("one")()
    return world.deliver("one"), world.delete(), lambda *_: None


@pair((DONE, GONE), (DONE, DONE))
def message_and_complete(world):
    world.new("sub_process")

    def look(first, second):
        assert world.tasks("completed") == (["deep"] if second == DONE else [])
        assert world.tasks() == world.waits() == []

    return world.send("stop"), world.complete("deep"), look


@pair((DONE, REFUSED), (REFUSED, DONE))
def message_and_message(world):
    world.new("sub_process")

    def look(first, second):
        assert world.tasks() == world.waits() == []

    return world.send("stop"), world.send("stop"), look


@pair((DONE, DONE))
def signal_and_complete(world):
    world.new("signal_catch")

    def look(first, second):
        assert world.told("processEnded") == 1

    return world.broadcast("alarm"), world.complete("work"), look


@pair((DONE, DONE), (DONE, GONE))
def edit_and_complete(world):
    world.new("conditional_boundary")

    def look(first, second):
        assert world.tasks() == (["work"] if second == GONE else [])
        assert sample.read_record(world.record_id)["manager_id"] == 2

    return world.change(manager=2), world.complete("take"), look


@pair((DONE, DONE))
def edit_and_edit(world):
    world.new("conditional_boundary")

    def look(first, second):
        assert world.tasks() == ["work"]
        assert world.told("taskCreated") == 2

    return world.change(manager=2), world.change(manager=1), look


@pair((DONE, REFUSED), (REFUSED, DONE))
def claim_and_claim(world):
    world.new("user_task")

    def look(first, second):
        assert world.told("taskClaimed") == 1

    return world.claim("question"), world.claim("question", BORIS), look


@pair((DONE, REFUSED), (GONE, DONE))
def claim_and_complete(world):
    world.new("user_task")

    def look(first, second):
        assert world.told("taskClaimed") == (first == DONE)

    return world.claim("question"), world.complete("question", "yes", BORIS), look


@pair((DONE, REFUSED), (GONE, DONE))
def assign_and_complete(world):
    world.new("user_task")

    def look(first, second):
        assert world.told("taskAssigned") == (first == DONE)

    return world.assign("question", BORIS), world.complete("question", "yes", ANNA), look


@pair((DONE, DONE), (DONE, REFUSED))
def assign_and_claim(world):
    world.new("user_task")
    return world.assign("question", BORIS), world.claim("question", ANNA), lambda *_: None


@pair((DONE, MISSING), (DONE, DONE))
def delete_and_complete(world):
    world.new("user_task")

    def look(first, second):
        assert world.values(ProcessInstance.id) == world.tasks() == world.tasks("completed") == []

    return world.delete(), world.complete("question", "yes"), look


@pair((DONE, REFUSED), (REFUSED, DONE))
def suspend_and_complete(world):
    world.new("user_task")

    def look(first, second):
        assert world.tasks() == (["question"] if second == REFUSED else [])

    return world.suspend(), world.complete("question", "yes"), look


@pair((DONE, DONE))
def deploy_and_start(world):
    world.new("user_task")

    def look(first, second):
        assert world.tasks() == ["question", "question"]

    return world.publish("user_task.bpmn"), world.start("user_task"), look


@pair((DONE, DONE))
def deploy_and_complete(world):
    world.new("user_task")

    def look(first, second):
        assert world.told("processEnded") == 1

    return world.publish("user_task.bpmn"), world.complete("question", "yes"), look


@pair((DONE, False), (False, DONE))
def deploy_and_deploy(world):
    world.new("user_task")
    return world.publish("user_task.bpmn"), world.publish("user_task.bpmn"), lambda *_: None


@pair((DONE, DONE))
def start_and_start(world):
    world.new("user_task")

    def look(first, second):
        assert world.tasks() == ["question"] * 3
        assert world.told("processStarted") == 3

    return world.start("user_task"), world.start("user_task"), look


@pair((DONE, DONE))
def start_and_message(world):
    """The message reaches whatever waits for it by then."""
    world.new("sub_process")
    return world.start("sub_process"), world.send("stop"), lambda *_: None


@pair((DONE, REFUSED), (REFUSED, DONE))
def retry_and_retry(world):
    incident(world)

    def look(first, second):
        assert world.values(Incident.state) == ["resolved"]
        assert world.told("processEnded") == 1

    return world.retry(), world.retry(), look


@pair((DONE, REFUSED), (REFUSED, DONE))
def retry_and_skip(world):
    incident(world)
    return world.retry(), world.skip(), lambda *_: None


@pair((1, 0), (0, 1))
def effect_and_effect(world):
    world.new("owed_effect")

    def look(first, second):
        assert len(world.sent) == 1
        assert world.values(OwedEffect.state) == ["done"]

    return world.perform(), world.perform(), look


@pair((1, DONE), (0, DONE))
def effect_and_delete(world):
    world.new("owed_effect")

    def look(first, second):
        assert len(world.sent) == first
        assert world.values(OwedEffect.state) in ([], ["done"])

    return world.perform(), world.delete(), look


def put_off(world):
    """A process that goes on in a job."""
    sample.calls.clear()
    world.new("jobs", note="repaired")
    world.complete("ask")()


def incident(world):
    """A timer that failed until it was left to a person, and the cause is gone."""
    world.new("technical_failure")
    for hours in (2, 1, 1):
        world.turn_clock(hours=hours)
        assert world.fire()() == 0
    world.change(note="repaired")()


@pytest.mark.parametrize("swapped", [False, True], ids=["first", "second"])
@pytest.mark.parametrize("name", PAIRS)
def test_pair(world, sampler, name, swapped):
    prepare, outcomes = PAIRS[name]
    situation = {}

    def works():
        first, second, situation["look"] = prepare(world)
        return (second, first) if swapped else (first, second)

    held = 0
    # SQLite's lock for writing is one for all, so that its points are much the same.
    step = sampler.step(3 if world.on_sqlite else 2)
    begin = list(PAIRS).index(name) % min(step, 2)
    for results in each_interleaving(world.app, works, begin, step):
        first, second = map(answer, reversed(results) if swapped else results)
        assert (first, second) in outcomes, f"held at point {begin + held * step}: {results}"
        situation["look"](first, second)
        assert_tables_agree()
        held += 1
    assert held > 1
