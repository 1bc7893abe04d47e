"""Timer start events: set by the newest version, started once by however many clocks."""

from datetime import UTC, timedelta

from app.clock import clock
from app.engine import deploy, execute_job, start_due_processes, tick, unit_of_work
from app.engine.ground.actor import SYSTEM
from app.engine.models import StartTimer
from app.engine.queries import job_views
from tests.engine.conftest import ANNA, DIAGRAMS
from tests.engine.unit.test_races import together

DIAGRAM = (DIAGRAMS / "timer_start.bpmn").read_bytes()


def publish(content):
    deploy({"timer_start.bpmn": content}, name="test", actor=SYSTEM)


def timers(engine):
    return engine._rows(StartTimer)


def test_several_clocks_start_each_process_once(app, engine):
    publish(DIAGRAM)
    for round_number in range(1, 5):
        engine.turn_clock(hours=1)
        started = sum(together(app, start_due_processes, start_due_processes, start_due_processes))
        assert started + start_due_processes() == 1
        assert len(engine.instances()) == round_number
    assert timers(engine)[0].due_at.replace(tzinfo=UTC) == clock.now() + timedelta(hours=1)


def test_a_new_version_begins_its_cycle_anew(engine):
    publish(DIAGRAM)
    engine.turn_clock(minutes=50)
    publish(DIAGRAM.replace(b"R/PT1H", b"R/PT2H"))
    (timer,) = timers(engine)
    assert timer.due_at.replace(tzinfo=UTC) == clock.now() + timedelta(hours=2)
    engine.turn_clock(hours=2)
    assert tick() == 1
    (instance,) = engine.instances()
    assert instance.process_definition_id == timer.process_definition_id
    assert (instance.record_type, instance.record_id, instance.started_by_id) == (None, None, None)


def test_the_same_file_published_again_leaves_the_schedule_alone(engine):
    publish(DIAGRAM)
    before = timers(engine)
    engine.turn_clock(minutes=50)
    publish(DIAGRAM)
    assert timers(engine) == before


def test_a_timer_start_event_can_be_done_at_once(engine):
    publish(DIAGRAM)
    (job,) = job_views.jobs("start")
    assert (job.kind, job.process_instance_id, job.element_id) == ("start", None, "begin")
    with unit_of_work(ANNA) as unit:
        assert execute_job(unit, job.id)
    assert engine.tasks() == ["work"]
    assert len(timers(engine)) == 1
