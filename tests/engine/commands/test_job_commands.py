"""Jobs, timers and whole processes from outside: suspended, resumed, deleted, executed at once, given new attempts."""

import pytest

from app.engine import (
    NotAllowedNow,
    NotFound,
    broadcast_signal,
    claim_task,
    delete_process,
    execute_job,
    resume_process,
    retry_incident,
    retry_incidents_alike,
    set_job_retries,
    suspend_process,
    tick,
    unit_of_work,
)
from app.engine.models import EventSubscription, Incident, Job, UserTask, UserTaskCandidate
from app.engine.queries import job_views
from tests.engine import sample
from tests.engine.conftest import ANNA


def command(function, *arguments):
    with unit_of_work(ANNA) as unit:
        return function(unit, *arguments)


def fail_all(engine):
    """Let every attempt of every job fail."""
    for _ in range(4):
        tick()
        engine.turn_clock(minutes=10)


def start_failing(engine, count=1):
    engine.deploy("jobs")
    instances = []
    for _ in range(count):
        instances.append(engine.start("jobs", sample.make_record()))
        engine.complete("ask")
    fail_all(engine)
    return instances


def repair_all():
    with unit_of_work(ANNA) as unit:
        unit.connection.execute(sample.TABLE.update().values(note="repaired"))


def open_incidents(engine):
    return engine._rows(Incident, Incident.state == "open")


def test_nothing_touches_a_suspended_process(engine):
    engine.deploy("boundary_timer")
    instance_id = engine.start("boundary_timer")
    command(suspend_process, instance_id, "a holiday")
    for attempt in (lambda: engine.complete("work"), lambda: command(claim_task, engine.task("work").id)):
        with pytest.raises(NotAllowedNow) as refused:
            attempt()
        assert refused.value.details["code"] == "suspended"
    engine.turn_clock(hours=2)
    assert tick() == 0
    assert engine.tasks() == ["work"]
    assert [row.data["reason"] for row in engine.history("processSuspended")] == ["a holiday"]


def test_a_timer_that_became_due_fires_after_resuming(engine):
    engine.deploy("boundary_timer")
    instance_id = engine.start("boundary_timer")
    command(suspend_process, instance_id)
    engine.turn_clock(hours=2)
    command(resume_process, instance_id)
    assert tick() == 1
    assert engine.tasks() == ["hurry"]
    said = [*engine.history("processSuspended"), *engine.history("processResumed")]
    assert [row.data["reason"] for row in said] == ["", ""]


def test_a_job_waits_while_its_process_is_suspended(engine):
    engine.deploy("jobs")
    instance_id = engine.start("jobs", sample.make_record(note="repaired"))
    engine.complete("ask")
    command(suspend_process, instance_id)
    assert tick() == 0
    (job,) = job_views.jobs_of(instance_id)
    assert job.suspended
    with pytest.raises(NotAllowedNow) as refused:
        command(execute_job, job.id)
    assert refused.value.details["code"] == "suspended"
    command(resume_process, instance_id)
    assert tick() == 1


def test_a_job_without_attempts_stays_without_them_after_resuming(engine):
    (instance_id,) = start_failing(engine)
    command(suspend_process, instance_id)
    command(resume_process, instance_id)
    assert [job.active for job in engine._rows(Job)] == [False]


def test_suspending_twice_changes_nothing(engine):
    engine.deploy("boundary_timer")
    instance_id = engine.start("boundary_timer")
    command(suspend_process, instance_id)
    revision = engine.instances()[0].revision
    command(suspend_process, instance_id)
    assert engine.instances()[0].revision == revision
    assert len(engine.history("processSuspended")) == 1


def test_a_signal_passes_a_suspended_process_by(engine):
    engine.deploy("signal_catch")
    suspended, _other = (engine.start("signal_catch", sample.make_record()) for _ in range(2))
    command(suspend_process, suspended)
    command(broadcast_signal, "alarm")
    waiting = engine._rows(EventSubscription, EventSubscription.kind == "signal")
    assert [row.process_instance_id for row in waiting] == [suspended]


def test_a_deleted_process_waits_for_nothing_and_is_kept_in_the_history(engine):
    engine.deploy("boundary_timer", "jobs")
    with_task, with_job = engine.start("boundary_timer"), engine.start("jobs", sample.make_record())
    engine.complete("ask")
    for instance_id in (with_task, with_job):
        command(delete_process, instance_id, "a mistake")
    assert (engine.tasks(), engine.timers(), engine._rows(Job)) == ([], [], [])
    assert engine.tasks("cancelled") == ["work"]
    assert engine.ended(with_task)
    assert [row.data for row in engine.history("processDeleted")] == [
        {"key": "boundary_timer", "reason": "a mistake"},
        {"key": "jobs", "reason": "a mistake"},
    ]
    assert engine.history("processEnded") == []
    with pytest.raises(NotAllowedNow):
        command(delete_process, with_task)


def test_a_suspended_process_can_be_deleted(engine):
    engine.deploy("boundary_timer")
    instance_id = engine.start("boundary_timer")
    command(suspend_process, instance_id)
    command(delete_process, instance_id)
    assert engine.ended(instance_id)
    with pytest.raises(NotAllowedNow):
        command(resume_process, instance_id)


def test_a_process_whose_state_cannot_be_read_can_be_deleted(engine):
    engine.deploy("boundary_timer")
    instance_id = engine.start("boundary_timer")
    other = engine.start("boundary_timer")
    with unit_of_work(ANNA) as unit:
        unit.connection.exec_driver_sql("UPDATE process_instance SET state = 'broken'")
    command(delete_process, instance_id, "broken")
    assert engine.ended(instance_id)
    [task], [timer] = engine._rows(UserTask, UserTask.state == "open"), engine.timers()
    [candidate] = engine._rows(UserTaskCandidate, UserTaskCandidate.state == "open")
    assert (task.process_instance_id, timer.process_instance_id, candidate.user_task_id) == (other, other, task.id)
    assert not engine.ended(other)


def test_deleting_a_process_closes_its_incidents(engine):
    (instance_id,) = start_failing(engine)
    command(delete_process, instance_id, "given up")
    assert [(row.state, row.resolution) for row in engine._rows(Incident)] == [("skipped", "given up")]


def test_a_job_and_a_timer_can_be_done_at_once(engine):
    engine.deploy("jobs", "boundary_timer")
    instance_id = engine.start("jobs", sample.make_record(note="repaired"))
    engine.complete("ask")
    (job,) = job_views.jobs_of(instance_id)
    assert (job.kind, job.element_id, job.retries, job.priority) == ("job", "act", 3, 7)
    assert command(execute_job, job.id) is True
    timed = engine.start("boundary_timer")
    (timer,) = job_views.jobs_of(timed)
    assert command(execute_job, timer.id) is True
    assert engine.tasks() == ["hurry"]
    with pytest.raises(NotFound):
        command(execute_job, timer.id)


@pytest.mark.parametrize("job_id", ["", "job", "job-", "job-x", "job-999", "nothing-1", "job-" + "9" * 40])
def test_a_job_that_is_not_there_is_not_found(engine, job_id):
    assert job_views.job(job_id) is None
    with pytest.raises(NotFound):
        command(execute_job, job_id)
    with pytest.raises(NotFound):
        command(set_job_retries, job_id, 1)


def test_new_attempts_resolve_the_incident_and_let_the_clock_try(engine):
    (instance_id,) = start_failing(engine)
    repair_all()
    (job,) = job_views.jobs_of(instance_id)
    command(set_job_retries, job.id, 1)
    assert open_incidents(engine) == []
    assert tick() == 1
    assert tick() == 1
    assert engine.ended(instance_id)


def test_without_attempts_a_job_is_left_alone(engine):
    engine.deploy("jobs")
    instance_id = engine.start("jobs", sample.make_record(note="repaired"))
    engine.complete("ask")
    (job,) = job_views.jobs_of(instance_id)
    command(set_job_retries, job.id, 0)
    assert tick() == 0
    for beyond in (-1, 1001):
        with pytest.raises(NotAllowedNow):
            command(set_job_retries, job.id, beyond)
    command(set_job_retries, job.id, 1000)
    assert tick() == 1


def test_executing_a_failed_job_resolves_its_incident(engine):
    (instance_id,) = start_failing(engine)
    repair_all()
    (job,) = job_views.jobs_of(instance_id)
    command(execute_job, job.id)
    assert open_incidents(engine) == []


def test_all_incidents_of_one_cause_are_put_back_together(engine):
    instances = start_failing(engine, 3)
    repair_all()
    incidents = open_incidents(engine)
    assert len(incidents) == 3
    assert command(retry_incidents_alike, incidents[0].id) == 3
    assert open_incidents(engine) == []
    assert tick() == 3
    assert tick() == 3
    assert all(engine.ended(instance_id) for instance_id in instances)


def test_an_incident_of_a_suspended_process_is_not_tried_again(engine):
    (instance_id,) = start_failing(engine)
    command(suspend_process, instance_id)
    repair_all()
    with pytest.raises(NotAllowedNow):
        command(retry_incident, open_incidents(engine)[0].id)
