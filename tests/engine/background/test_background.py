"""Effects are owed and then done; what fails in the background becomes an incident that can be tried again."""

import pytest

from app.engine import (
    NotAllowedNow,
    PermanentFailure,
    effect_handler,
    fire_timers,
    perform_effects,
    retry_incident,
    skip_incident,
    unit_of_work,
)
from app.engine.background import effects
from app.engine.commands.delete_record_processes import delete_record_processes
from app.engine.models import Incident, OwedEffect
from tests.engine import sample
from tests.engine.conftest import ANNA


@pytest.fixture
def mail():
    sent = []

    @effect_handler("sample.mail")
    def _send(payload, key):
        if payload["text"] == "broken":
            raise ConnectionError("no mail server")
        if payload["text"] == "impossible":
            raise PermanentFailure("no such address")
        sent.append((payload["text"], key))

    yield sent
    effects._handlers.pop("sample.mail")


def owed(engine):
    return engine._rows(OwedEffect)


def start_mail(engine, name):
    engine.deploy("owed_effect")
    return engine.start("owed_effect", sample.make_record(name))


def test_an_owed_effect_is_done_once(engine, mail):
    instance_id = start_mail(engine, "hello")
    (effect,) = owed(engine)
    assert (effect.state, effect.process_instance_id) == ("owed", instance_id)
    assert mail == []
    assert perform_effects() == 1
    assert perform_effects() == 0
    assert [text for text, _key in mail] == ["hello"]
    assert owed(engine)[0].state == "done"


def test_a_failed_effect_is_tried_again_later_and_then_left_to_a_person(engine, mail):
    start_mail(engine, "broken")
    assert perform_effects() == 0
    assert (owed(engine)[0].attempts, owed(engine)[0].state) == (1, "owed")
    assert "no mail server" in owed(engine)[0].error
    assert perform_effects() == 0
    assert owed(engine)[0].attempts == 1
    for _ in range(6):
        engine.turn_clock(days=1)
        perform_effects()
    assert owed(engine)[0].state == "failed"
    (incident,) = engine._rows(Incident)
    with unit_of_work(ANNA) as unit:
        retry_incident(unit, incident.id)
    assert owed(engine)[0].state == "owed"


def test_a_permanent_failure_is_not_tried_again(engine, mail):
    start_mail(engine, "impossible")
    perform_effects()
    assert owed(engine)[0].state == "failed"
    assert len(engine._rows(Incident)) == 1


def test_an_effect_that_nobody_performs_is_left_to_a_person(engine):
    start_mail(engine, "hello")
    perform_effects()
    assert owed(engine)[0].state == "failed"
    assert "sample.mail" in engine._rows(Incident)[0].error


def fail_in_background(engine):
    engine.deploy("technical_failure")
    record_id = sample.make_record()
    instance_id = engine.start("technical_failure", record_id)
    engine.turn_clock(hours=1)
    for _ in range(3):
        assert fire_timers() == 0
        engine.turn_clock(hours=1)
    return record_id, instance_id


def test_a_timer_whose_process_fails_becomes_one_incident(engine):
    _record_id, instance_id = fail_in_background(engine)
    assert fire_timers() == 0
    (incident,) = engine._rows(Incident)
    assert (incident.process_instance_id, incident.element_id, incident.state) == (instance_id, "act", "open")
    assert "the wire is cut" in incident.error
    assert len(engine.timers()) == 1


def test_a_repaired_incident_goes_on_when_tried_again(engine):
    record_id, instance_id = fail_in_background(engine)
    (incident,) = engine._rows(Incident)
    with pytest.raises(Exception, match="the wire is cut"), unit_of_work(ANNA) as unit:
        retry_incident(unit, incident.id)
    assert engine._rows(Incident)[0].state == "open"
    with unit_of_work(ANNA) as unit:
        unit.connection.execute(sample.TABLE.update().where(sample.TABLE.c.id == record_id).values(note="repaired"))
        retry_incident(unit, incident.id)
    assert engine.ended(instance_id)
    assert engine._rows(Incident)[0].state == "resolved"
    with pytest.raises(NotAllowedNow), unit_of_work(ANNA) as unit:
        retry_incident(unit, incident.id)


def test_an_incident_may_be_skipped_with_a_reason(engine):
    fail_in_background(engine)
    (incident,) = engine._rows(Incident)
    with unit_of_work(ANNA) as unit:
        skip_incident(unit, incident.id, "not needed")
    closed = engine._rows(Incident)[0]
    assert (closed.state, closed.resolution) == ("skipped", "not needed")


def test_a_deleted_record_takes_its_processes_along(engine, mail):
    engine.deploy("boundary_timer", "conditional_boundary", "owed_effect")
    record_id, other_id = sample.make_record(), sample.make_record()
    for key in ("conditional_boundary", "owed_effect", "boundary_timer"):
        engine.start(key, record_id)
    engine.start("conditional_boundary", other_id)
    with unit_of_work(ANNA) as unit:
        delete_record_processes(unit, sample.SAMPLE, record_id)
    assert [row.record_id for row in engine.instances()] == [other_id]
    assert engine.tasks() == ["take"]
    assert engine.timers() == []
    assert owed(engine) == []
