"""Service tasks that go on for ever, and workers that die: nothing is lost, nobody waits for ever."""

import threading
from importlib import import_module

import pytest

from app.engine import due_work, execute_jobs, service_task
from app.engine.models import Job


@pytest.fixture
def strange(engine):
    """Registers what the service task does, and starts a process that waits before it; its number."""

    def start(function):
        service_task("sample.strange", name={"ru": "Странное", "en": "Strange"})(function)
        engine.deploy("hanging")
        return engine.start("hanging")

    return start


def test_a_function_that_goes_on_for_ever_is_interrupted(engine, strange, monkeypatch):
    monkeypatch.setattr(import_module("app.engine.unit_of_work"), "_DEADLINE_SECONDS", 0.2)
    never = threading.Event()

    def hang(unit, execution, inputs):
        while not never.wait(0.01):
            try:
                sum(range(1000))
            except Exception:  # what swallows every error does not swallow this one
                continue

    instance_id = strange(hang)
    assert execute_jobs() == 0
    (job,) = engine._rows(Job)
    assert (job.attempts, job.retries, job.locked_until) == (1, 2, None)
    assert not engine.ended(instance_id)


def test_what_a_dead_worker_had_taken_is_taken_again_after_its_lease(engine, strange):
    instance_id = strange(lambda unit, execution, inputs: None)
    assert len(due_work.take(due_work.JOBS, 10)) == 1  # and the worker dies
    assert execute_jobs() == 0
    engine.turn_clock(minutes=2)
    assert execute_jobs() == 1
    assert engine.ended(instance_id)
