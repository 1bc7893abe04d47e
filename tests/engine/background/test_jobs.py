"""Asynchronous continuations: the transaction ends, the clock goes on; what fails is tried as the diagram says."""

from datetime import UTC, timedelta

import pytest

from app.engine import (
    SYSTEM,
    NotFound,
    delete_record_processes,
    deploy,
    execute_jobs,
    retry_incident,
    start_process,
    tick,
    unit_of_work,
)
from app.engine.commands.continue_process import continue_process
from app.engine.models import Incident, Job
from app.engine.queries import process_views
from app.jobs.clock import do_what_is_due
from app.jobs.engine_jobs import add_engine_jobs
from tests.engine import sample
from tests.engine.conftest import ANNA, DIAGRAMS


def jobs(engine):
    return engine._rows(Job)


def start(engine, **values):
    engine.deploy("jobs")
    record_id = sample.make_record(**values)
    instance_id = engine.start("jobs", record_id)
    return record_id, instance_id


def repair(record_id):
    with unit_of_work(ANNA) as unit:
        unit.connection.execute(sample.TABLE.update().where(sample.TABLE.c.id == record_id).values(note="repaired"))


def test_a_command_ends_before_an_asynchronous_element(engine):
    _record_id, instance_id = start(engine)
    engine.complete("ask")
    (job,) = jobs(engine)
    assert (job.element_id, job.kind, job.priority, job.process_instance_id) == ("act", "asyncBefore", 7, instance_id)
    assert engine.tasks() == []
    assert engine.travelled() == ["start", "ask"]


def test_the_clock_goes_on_from_job_to_job(engine):
    _record_id, instance_id = start(engine, note="repaired")
    engine.complete("ask")
    assert execute_jobs() == 1
    (job,) = jobs(engine)
    assert (job.element_id, job.kind, sample.calls) == ("tell", "asyncAfter", ["told"])
    assert not engine.ended(instance_id)
    assert tick() == 1
    assert engine.ended(instance_id)
    assert jobs(engine) == []
    assert engine.travelled() == ["start", "ask", "act", "tell", "end"]


def test_a_failed_job_waits_as_long_as_the_diagram_says(engine):
    record_id, instance_id = start(engine)
    engine.complete("ask")
    assert execute_jobs() == 0
    (job,) = jobs(engine)
    assert (job.attempts, job.retries, job.active) == (1, 1, True)
    assert job.due_at.replace(tzinfo=UTC) == engine.now + timedelta(minutes=10)
    engine.turn_clock(minutes=9)
    repair(record_id)
    assert execute_jobs() == 0
    engine.turn_clock(minutes=1)
    assert execute_jobs() == 1
    assert execute_jobs() == 1
    assert engine.ended(instance_id)


def fail(engine):
    record_id, instance_id = start(engine)
    engine.complete("ask")
    for _ in range(3):
        execute_jobs()
        engine.turn_clock(minutes=10)
    return record_id, instance_id


def test_after_the_last_attempt_there_is_one_incident_with_the_data(engine):
    _record_id, instance_id = fail(engine)
    (incident,) = engine._rows(Incident)
    assert (incident.process_instance_id, incident.element_id, incident.command) == (instance_id, "act", "execute_job")
    assert "the wire is cut" in incident.error
    assert incident.arguments["variables"]["ask_outcome"] is None
    (job,) = jobs(engine)
    assert (job.attempts, job.retries, job.active) == (2, 0, False)


def test_an_incident_of_a_job_is_tried_again_by_a_person(engine):
    record_id, instance_id = fail(engine)
    (incident,) = engine._rows(Incident)
    with pytest.raises(Exception, match="the wire is cut"), unit_of_work(ANNA) as unit:
        retry_incident(unit, incident.id)
    repair(record_id)
    with unit_of_work(ANNA) as unit:
        retry_incident(unit, incident.id)
    assert engine._rows(Incident)[0].state == "resolved"
    assert execute_jobs() == 1
    assert engine.ended(instance_id)


def test_the_token_stands_at_the_element_that_waits_for_its_job(engine):
    record_id, _instance_id = start(engine)
    engine.complete("ask")
    (view,) = process_views.process_view(sample.SAMPLE, record_id)
    assert [(token.element_id, token.waiting_for) for token in view.tokens] == [("act", "job")]


def test_a_deleted_record_takes_its_jobs_along(engine):
    record_id, _instance_id = start(engine)
    engine.complete("ask")
    with unit_of_work(ANNA) as unit:
        delete_record_processes(unit, sample.SAMPLE, record_id)
    assert jobs(engine) == []
    assert execute_jobs() == 0


def test_one_look_of_the_clock_does_all_that_is_due(app, engine):
    diagram = DIAGRAMS.with_name("fixtures") / "asynchronous" / "async_loop.bpmn"
    deploy({diagram.name: diagram.read_bytes()}, name="test", actor=SYSTEM)
    instance_id = engine.start("async_loop", n=0)
    add_engine_jobs()
    do_what_is_due(app)
    assert engine.ended(instance_id)


def test_a_process_that_does_not_wait_any_more_is_left_alone(engine):
    with unit_of_work(SYSTEM) as unit:
        assert continue_process(unit, "gone") is False


def test_a_process_that_is_not_deployed_is_not_started(engine):
    with pytest.raises(NotFound) as refused, unit_of_work(SYSTEM) as unit:
        start_process(unit, "nowhere")
    assert "nowhere" in str(refused.value)
