"""Work is bounded by time and by number, not only by steps; what goes too far is refused and never happened."""

from dataclasses import replace

import pytest

from app.engine import (
    SYSTEM,
    CommandTimeExceeded,
    DeploymentRefused,
    TechnicalFailure,
    TooManyRuns,
    deploy,
    find_artifact,
    start_process,
    unit_of_work,
)
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


def reminded(cycle: str) -> str:
    return f"""<bpmn:userTask id="act" name="Ждать" camunda:candidateGroups="managers"/>
    <bpmn:boundaryEvent id="again" name="Напомнить" attachedToRef="act" cancelActivity="false">
    <bpmn:timerEventDefinition><bpmn:timeCycle>{cycle}</bpmn:timeCycle></bpmn:timerEventDefinition>
    </bpmn:boundaryEvent><bpmn:sequenceFlow id="f3" sourceRef="again" targetRef="other"/><bpmn:endEvent id="other"/>"""


OFTEN = ["R/PT0.001S", "R/PT59S", "R2/PT1S", '="R/PT1S"', "* * * * * ?", "0,1 0 12 * * ?", "59,0 * * * * ?"]
SELDOM = ["R/PT1M", "R1/PT1S", "R/P1M", '="R/PT1M"', "0 * * * * ?", "30 0 0 1 1 ? 2027"]


@pytest.mark.parametrize("cycle", OFTEN)
def test_a_cycle_that_repeats_too_fast_is_not_published(engine, cycle):
    with pytest.raises(DeploymentRefused) as told:
        publish(reminded(cycle))
    (problem,) = [problem for problem in told.value.problems if problem.is_error]
    assert (problem.code, problem.element_id) == ("timer-too-often", "again")
    assert "60" in str(problem.message)


@pytest.mark.parametrize("cycle", SELDOM)
def test_a_cycle_that_leaves_time_is_published(engine, cycle):
    publish(reminded(cycle))
    engine.start("bounded")
    assert engine.tasks() == ["act"]


def test_a_start_that_repeats_too_fast_is_not_published(engine):
    start = """<bpmn:startEvent id="start"><bpmn:timerEventDefinition><bpmn:timeCycle>R/PT1S</bpmn:timeCycle>
    </bpmn:timerEventDefinition></bpmn:startEvent>"""
    content = (HEAD + SCRIPT + TAIL).replace('<bpmn:startEvent id="start"/>', start)
    with pytest.raises(DeploymentRefused) as told:
        deploy({"bounded.bpmn": content.encode()}, name="bounded", actor=SYSTEM)
    assert [problem.code for problem in told.value.problems if problem.is_error] == ["timer-too-often"]


def test_a_cycle_that_an_expression_gives_is_looked_at_when_it_is_set(engine):
    publish(reminded("=given"))
    with pytest.raises(TechnicalFailure, match="DEALFLOW_TIMER_INTERVAL") as told:
        engine.start("bounded", given="R/PT1S")
    assert told.value.element_id == "again"
    assert engine.instances() == []
    engine.start("bounded", given="R/PT1M")
    assert engine.tasks() == ["act"]


def test_the_time_between_two_rounds_is_a_setting(engine, settings):
    settings(timer_interval=1)
    publish(reminded("R/PT1S"))
    settings(timer_interval=3600)
    with pytest.raises(DeploymentRefused):
        publish(reminded("R/PT10M"))


def test_a_deployment_that_is_too_large_is_refused_before_it_is_read(engine, settings):
    settings(deployment_limit=1)
    files = {"one.bpmn": b"<" * 600 * 1024, "two.bpmn": b"<" * 700 * 1024}
    with pytest.raises(DeploymentRefused) as told:
        deploy(files, name="large", actor=SYSTEM)
    (problem,) = told.value.problems
    assert (problem.code, problem.file_name) == ("deployment-too-large", "two.bpmn")
    assert "1.3" in str(problem.message)
    checked = deploy(files, name="large", actor=SYSTEM, dry_run=True)
    assert [problem.code for problem in checked.problems] == ["deployment-too-large"]


def test_a_deployment_within_the_limit_is_read(engine, settings):
    settings(deployment_limit=1)
    with pytest.raises(DeploymentRefused) as told:
        deploy({"one.bpmn": b"<" * 600 * 1024}, name="large", actor=SYSTEM)
    assert [problem.code for problem in told.value.problems] == ["xml-malformed"]


def test_a_diagram_with_too_many_elements_is_refused_and_one_that_is_deployed_still_runs(engine, settings):
    publish(SCRIPT)
    settings(element_limit=5)
    with pytest.raises(DeploymentRefused) as told:
        publish(SCRIPT)
    assert [problem.code for problem in told.value.problems] == ["xml-too-many"]
    assert "5" in str(told.value.problems[0].message)
    instance_id = engine.start("bounded")
    assert engine.ended(instance_id)


def test_a_deployment_that_takes_too_long_is_refused_and_nothing_is_published(engine, settings, monkeypatch):
    def check_for_ever(*_):
        while True:
            pass

    monkeypatch.setattr("app.engine.checks.process_kind.check_diagram", check_for_ever)
    settings(deployment_time=0)
    files = {"bounded.bpmn": (HEAD + SCRIPT + TAIL).encode()}
    with pytest.raises(DeploymentRefused) as told:
        deploy(files, name="slow", actor=SYSTEM, administrator=True)
    (problem,) = told.value.problems
    assert (problem.code, problem.file_name) == ("deployment-too-slow", "bounded.bpmn")
    assert find_artifact("process", "bounded") is None
