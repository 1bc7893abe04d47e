"""Of the processes of a deleted record nothing is left but what has happened."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select

from app.db import db
from app.engine import (
    SYSTEM,
    Topic,
    delete_record_processes,
    deploy,
    fetch_and_lock,
    handle_external_task_failure,
    unit_of_work,
)
from app.engine.models import (
    EventSubscription,
    ExternalTask,
    Incident,
    Job,
    ProcessInstance,
    Timer,
    UserTask,
    UserTaskCandidate,
)
from tests.engine import sample

WAITING = (ProcessInstance, UserTask, UserTaskCandidate, Timer, ExternalTask, Job, EventSubscription)


def counts() -> dict[str, int]:
    with db.engine.connect() as connection:
        return {
            model.__name__: connection.scalar(select(func.count()).select_from(model.__table__)) for model in WAITING
        }


def test_all_that_waits_goes_with_the_record_and_another_record_keeps_its_own(engine):
    content = Path(__file__).with_name("everything_waits.bpmn").read_bytes()
    deploy({"everything_waits.bpmn": content}, name="test", actor=SYSTEM)
    first, second = sample.make_record("first"), sample.make_record("second")
    engine.start("everything_waits", first)
    of_one = counts()
    assert all(of_one.values()), of_one
    engine.start("everything_waits", second)
    with unit_of_work(SYSTEM) as unit:
        delete_record_processes(unit, sample.SAMPLE, first)
    assert counts() == of_one
    with unit_of_work(SYSTEM) as unit:
        delete_record_processes(unit, sample.SAMPLE, second)
    assert not any(counts().values()), counts()


def test_an_incident_stays_and_needs_nobody_any_more(engine):
    engine.deploy("external_task")
    record_id = sample.make_record()
    engine.start("external_task", record_id)
    with unit_of_work(SYSTEM) as unit:
        (task,) = fetch_and_lock(unit, "a", [Topic("billing", timedelta(minutes=5))], 1)
        handle_external_task_failure(unit, task.row["id"], "a", "no wire")
    engine.turn_clock(minutes=1)
    with unit_of_work(SYSTEM) as unit:
        delete_record_processes(unit, sample.SAMPLE, record_id)
    (incident,) = engine._rows(Incident)
    assert (incident.state, incident.process_instance_id, incident.error) == ("skipped", None, "no wire")
    assert incident.resolved_at.replace(tzinfo=engine.now.tzinfo) == engine.now
