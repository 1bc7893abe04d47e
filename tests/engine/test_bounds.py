"""Work is bounded by time and by number, not only by steps; what goes too far is refused and never happened."""

from dataclasses import replace

import pytest

from app.engine import SYSTEM, CommandTimeExceeded, TooManyRuns, deploy, start_process, unit_of_work
from app.engine.models import HistoryEntry, UserTask
from app.feel.deadline import _deadline
from tests.engine import sample

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 id="definitions" targetNamespace="tests"><bpmn:process id="bounded" name="Bounded" isExecutable="true">
 <bpmn:extensionElements><camunda:properties><camunda:property name="variables" value="given"/></camunda:properties>
 </bpmn:extensionElements><bpmn:startEvent id="start"/><bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="act"/>"""
TAIL = """<bpmn:sequenceFlow id="f2" sourceRef="act" targetRef="end"/><bpmn:endEvent id="end"/>
</bpmn:process></bpmn:definitions>"""
SCRIPT = """<bpmn:scriptTask id="act" name="Посчитать" scriptFormat="feel" camunda:resultVariable="found">
<bpmn:script>=count(for x in 1..50000 return x)</bpmn:script></bpmn:scriptTask>"""


def many(inside: str = "", **attributes: str) -> str:
    written = " ".join(f'camunda:{name}="{value}"' for name, value in attributes.items())
    return f"""<bpmn:userTask id="act" name="Каждому" camunda:candidateGroups="managers">
    <bpmn:multiInstanceLoopCharacteristics {written}>{inside}</bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>"""


CARDINALITY = many('<bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">=count(given)</bpmn:loopCardinality>')
COLLECTION = many(collection="=given", elementVariable="one")
SEQUENTIAL = COLLECTION.replace("Characteristics camunda", 'Characteristics isSequential="true" camunda')


def publish(body: str) -> None:
    deploy({"bounded.bpmn": (HEAD + body + TAIL).encode()}, name="bounded", actor=SYSTEM)


@pytest.fixture
def settings(app):
    def change(**changes):
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], **changes)

    return change


def test_a_command_without_time_is_stopped_at_its_element(engine, settings):
    engine.deploy("sub_process")
    record_id = sample.make_record()
    settings(command_time=0)
    with pytest.raises(CommandTimeExceeded) as told:
        engine.start("sub_process", record_id)
    assert told.value.element_id
    assert "DEALFLOW_COMMAND_TIME" in str(told.value)
    assert engine.instances() == []
    assert engine._rows(HistoryEntry) == []


def test_an_expression_that_uses_up_the_time_is_stopped_at_its_element(engine, monkeypatch):
    publish(SCRIPT)
    monkeypatch.setattr("app.feel.runtime.time_is_over", lambda: True)
    with pytest.raises(CommandTimeExceeded, match="Посчитать") as told:
        engine.start("bounded")
    assert told.value.element_id == "act"
    assert engine.instances() == []


def test_the_time_of_a_command_is_that_of_its_expressions(engine, monkeypatch):
    publish(SCRIPT)
    seen = []
    monkeypatch.setattr("app.feel.runtime.time_is_over", lambda: seen.append(_deadline.get()[1]) or False)
    with unit_of_work(SYSTEM) as unit:
        start_process(unit, "bounded", None, None, {})
        deadline = unit.deadline
    assert set(seen) == {deadline}


@pytest.mark.parametrize("body", [CARDINALITY, COLLECTION, SEQUENTIAL], ids=["cardinality", "collection", "sequential"])
def test_an_activity_that_would_run_too_often_is_refused_before_it_begins(engine, settings, body):
    publish(body)
    settings(multi_instance_limit=3)
    with pytest.raises(TooManyRuns) as told:
        engine.start("bounded", given=[1, 2, 3, 4])
    assert told.value.element_id == "act"
    assert told.match(r"«Каждому» повторится 4 раза, а разрешено не больше 3\..*DEALFLOW_MULTI_INSTANCE_LIMIT")
    assert engine.instances() == []
    assert engine._rows(UserTask) == []


@pytest.mark.parametrize("body", [CARDINALITY, COLLECTION, SEQUENTIAL], ids=["cardinality", "collection", "sequential"])
def test_as_often_as_it_may_it_runs(engine, settings, body):
    publish(body)
    settings(multi_instance_limit=3)
    engine.start("bounded", given=[1, 2, 3])
    assert engine.tasks()


def test_a_number_far_beyond_it_is_refused_in_words(engine):
    publish(CARDINALITY.replace("=count(given)", "=1000000000"))
    with pytest.raises(TooManyRuns):
        engine.start("bounded")
