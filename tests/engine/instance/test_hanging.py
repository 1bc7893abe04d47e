"""Service tasks that go on for ever, and workers that die: nothing is lost, nobody waits for ever."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy import text

from app.db import db
from app.engine import SYSTEM, TechnicalFailure, execute_job, execute_jobs, service_task, unit_of_work
from app.engine.ground.service_tasks import service_tasks
from app.engine.models import Job
from app.engine.time import due_work
from tests.applications import running
from tests.engine.conftest import make_engine_app


@pytest.fixture
def strange(engine):
    """Registers what the service task does, and starts a process that waits before it; its number."""

    def start(function):
        service_task("sample.strange", name={"ru": "Странное", "en": "Strange"})(function)
        engine.deploy("hanging")
        return engine.start("hanging")

    return start


def hang(unit, execution, inputs):
    never = threading.Event()
    while not never.wait(0.01):
        try:
            sum(range(1000))
        except Exception:  # what swallows every error does not swallow this one
            continue


@pytest.fixture
def soon(app):
    """A command may last a fifth of a second."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], command_time=0.2)


def test_a_function_that_goes_on_for_ever_is_interrupted(engine, strange, soon):
    instance_id = strange(hang)
    assert execute_jobs() == 0
    (job,) = engine._rows(Job)
    assert (job.attempts, job.retries, job.locked_until) == (1, 2, None)
    assert not engine.ended(instance_id)


def test_who_caused_it_is_told_in_words_and_nothing_has_happened(engine, strange, soon):
    instance_id = strange(hang)
    (job,) = engine._rows(Job)
    with pytest.raises(TechnicalFailure, match="она выполняется слишком долго") as told, unit_of_work(SYSTEM) as unit:
        execute_job(unit, f"job-{job.id}")
    assert told.value.element_id == "act"
    assert engine._rows(Job) == [job]
    assert not engine.ended(instance_id)


def test_what_comes_after_an_interruption_is_not_interrupted(engine, strange, soon):
    instance_id = strange(hang)
    assert execute_jobs() == 0
    service_tasks.unregister("sample.strange")
    service_task("sample.strange", name={"ru": "Странное", "en": "Strange"})(lambda unit, execution, inputs: None)
    engine.turn_clock(minutes=2)
    assert execute_jobs() == 1
    assert engine.ended(instance_id)


def test_postgresql_ends_what_hangs_idle_after_five_minutes(tmp_path, postgresql_url):
    with running(make_engine_app(tmp_path, postgresql_url)), db.engine.connect() as connection:
        assert connection.scalar(text("SHOW idle_in_transaction_session_timeout")) == "5min"


def test_what_a_dead_worker_had_taken_is_taken_again_after_its_lease(engine, strange):
    instance_id = strange(lambda unit, execution, inputs: None)
    assert len(due_work.take(due_work.JOBS, 10)) == 1  # and the worker dies
    assert execute_jobs() == 0
    engine.turn_clock(minutes=2)
    assert execute_jobs() == 1
    assert engine.ended(instance_id)
