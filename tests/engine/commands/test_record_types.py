"""The record type of a process decides what it may run on: a process for samples never runs on an order."""

import re

import pytest

from app.engine import (
    DeploymentRefused,
    NotAllowedNow,
    TechnicalFailure,
    broadcast_signal,
    correlate_message,
    deploy,
    record_changed,
    send_message,
    set_record_host,
    start_process,
    unit_of_work,
)
from app.engine.ground.actor import SYSTEM
from tests.engine import sample
from tests.engine.conftest import ANNA, DIAGRAMS

FOR_SAMPLES = (DIAGRAMS / "for_samples.bpmn").read_bytes()
CONDITIONAL_START = rb'<bpmn:startEvent id="filled".*?</bpmn:startEvent>|<bpmn:sequenceFlow id="flow3"[^>]*>'
RECORD_TYPE = rb'<camunda:property name="recordType"[^>]*>'
FOR_ANYTHING = re.sub(CONDITIONAL_START + b"|" + RECORD_TYPE, b"", FOR_SAMPLES)
CALLER = b"""<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="definitions" targetNamespace="tests">
  <bpmn:process id="caller" isExecutable="true">
    <bpmn:extensionElements><camunda:properties>
      <camunda:property name="recordType" value="order"/>
    </camunda:properties></bpmn:extensionElements>
    <bpmn:startEvent id="start"/>
    <bpmn:callActivity id="call" name="Call" calledElement="for_samples"/>
    <bpmn:sequenceFlow id="flow" sourceRef="start" targetRef="call"/>
  </bpmn:process>
</bpmn:definitions>"""
ANY_CALLER = re.sub(RECORD_TYPE, b"", CALLER)

ORDER = ("order", 1)


class TwoTypes(sample.SampleHost):
    """Orders beside the samples."""

    def known_fields(self, record_type):
        return {"id": None, "name": None} if record_type == "order" else super().known_fields(record_type)

    def view(self, unit, record_type, record_id):
        if record_type == "order":
            return {"id": record_id, "name": "Order"}
        return super().view(unit, record_type, record_id)


@pytest.fixture
def two_types(engine):
    set_record_host(TwoTypes())
    return engine


def publish(*diagrams: bytes) -> None:
    deploy({f"diagram{number}.bpmn": content for number, content in enumerate(diagrams)}, name="test", actor=SYSTEM)


def records(engine):
    return [(row.record_type, row.record_id) for row in engine.instances()]


def send(unit, record):
    send_message(unit, "hello", *record)


def correlate(unit, record):
    correlate_message(unit, "hello", record=record)


def throw_signal(unit, record):
    unit.queue_signal("alarm", *record, {})
    unit.run()


def broadcast(unit, record):
    broadcast_signal(unit, "alarm", None, *record)


def change(unit, record):
    record_changed(unit, *record, {"name"})


def be_created(unit, record):
    unit.start_record_processes(*record)
    unit.run()


def start(unit, record):
    start_process(unit, "for_samples", *record)


EVENTS = (send, correlate, throw_signal, broadcast, change, be_created, start)
REFUSED = (send, correlate, start)  # who asks for something by name is told that it is not there


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)
def test_a_process_for_samples_does_not_start_on_an_order(two_types, event):
    publish(FOR_SAMPLES)
    if event in REFUSED:
        with pytest.raises(NotAllowedNow), unit_of_work(ANNA) as unit:
            event(unit, ORDER)
    else:
        with unit_of_work(ANNA) as unit:
            event(unit, ORDER)
    assert records(two_types) == []


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.__name__)
def test_it_starts_on_a_sample(two_types, event):
    publish(FOR_SAMPLES)
    record = (sample.SAMPLE, sample.make_record())
    with unit_of_work(ANNA) as unit:
        event(unit, record)
    assert records(two_types) == [record]


@pytest.mark.parametrize("event", [throw_signal, broadcast, correlate, send], ids=lambda event: event.__name__)
def test_a_process_for_anything_starts_on_both(two_types, event):
    publish(FOR_ANYTHING)
    both = [ORDER, (sample.SAMPLE, sample.make_record())]
    for record in both:
        with unit_of_work(ANNA) as unit:
            event(unit, record)
    assert records(two_types) == both


@pytest.mark.parametrize("event", [throw_signal, broadcast], ids=lambda event: event.__name__)
def test_what_is_about_no_record_starts_no_process_for_samples(two_types, event):
    publish(FOR_SAMPLES)
    with unit_of_work(ANNA) as unit:
        event(unit, (None, None))
    assert records(two_types) == []


def test_a_process_for_orders_that_calls_one_for_samples_is_refused(two_types):
    with pytest.raises(DeploymentRefused) as refused:
        publish(FOR_SAMPLES, CALLER)
    assert [problem.code for problem in refused.value.problems if problem.is_error] == ["called-other-records"]


def test_a_called_process_that_becomes_one_for_samples_is_refused(two_types):
    publish(FOR_ANYTHING, CALLER)
    with pytest.raises(DeploymentRefused):
        deploy({"diagram0.bpmn": FOR_SAMPLES}, name="test", actor=SYSTEM)


def test_a_process_for_samples_that_the_status_of_an_order_would_begin_is_refused(two_types):
    with pytest.raises(DeploymentRefused) as refused:
        publish(FOR_SAMPLES.replace(b'name="alarm"', b'name="order.status"'))
    assert [problem.code for problem in refused.value.problems if problem.is_error] == ["status-of-other-records"]


def test_a_call_about_an_order_reaches_no_process_for_samples(two_types):
    publish(FOR_SAMPLES, ANY_CALLER)
    with pytest.raises(TechnicalFailure, match="for_samples"), unit_of_work(ANNA) as unit:
        start_process(unit, "caller", *ORDER)
    assert records(two_types) == []
