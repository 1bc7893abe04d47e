"""No expression, script, condition or table reaches the host, and none goes on for ever."""

import html
import time
from contextlib import suppress

import pytest

from app.engine import SYSTEM, CommandError, DeploymentRefused, complete_task, deploy, unit_of_work
from app.engine.models import UserTask
from tests.engine.conftest import ANNA
from tests.engine.instance.test_hostile_services import ASK, HEAD, TAIL
from tests.hostile import ENDLESS, HOST

SECONDS = 20
"""Far more than any takes (about two), so that a busy computer does not fail them."""
SECRET = "a key for tests"

PLACES = {
    "script": '<bpmn:scriptTask id="act" scriptFormat="feel" camunda:resultVariable="found">'
    "<bpmn:script>{}</bpmn:script></bpmn:scriptTask>",
    "input": '<bpmn:serviceTask id="act" camunda:type="external" camunda:topic="sample.echo"><bpmn:extensionElements>'
    '<camunda:inputOutput><camunda:inputParameter name="value">={}</camunda:inputParameter>'
    '<camunda:outputParameter name="found">=value</camunda:outputParameter></camunda:inputOutput>'
    "</bpmn:extensionElements></bpmn:serviceTask>",
    "text": '<bpmn:serviceTask id="act" camunda:type="external" camunda:topic="sample.echo"><bpmn:extensionElements>'
    '<camunda:inputOutput><camunda:inputParameter name="value">{}</camunda:inputParameter></camunda:inputOutput>'
    "</bpmn:extensionElements></bpmn:serviceTask>",
    "due date": '<bpmn:userTask id="act" camunda:dueDate="{}"/>',
    "assignee": '<bpmn:userTask id="act" camunda:assignee="{}"/>',
    "priority": '<bpmn:userTask id="act" camunda:priority="{}"/>',
    "loop": '<bpmn:userTask id="act"><bpmn:multiInstanceLoopCharacteristics camunda:collection="={}"/></bpmn:userTask>',
    "timer": '<bpmn:intermediateCatchEvent id="act"><bpmn:timerEventDefinition id="t"><bpmn:timeDuration '
    'xsi:type="bpmn:tFormalExpression">{}</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>',
    "condition": '<bpmn:intermediateCatchEvent id="act"><bpmn:conditionalEventDefinition id="c"><bpmn:condition '
    'xsi:type="bpmn:tFormalExpression">{}</bpmn:condition></bpmn:conditionalEventDefinition>'
    "</bpmn:intermediateCatchEvent>",
    "called process": '<bpmn:callActivity id="act" calledElement="{}"/>',
    "language": '<bpmn:scriptTask id="act" scriptFormat="{}"><bpmn:script>1</bpmn:script></bpmn:scriptTask>',
    "name": '<bpmn:userTask id="act" name="{}"/>',
    "form": '<bpmn:userTask id="act" camunda:formRef="{}" camunda:formRefBinding="latest"/>',
}
TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="h" namespace="http://tests">
  <decision id="hostile" name="Hostile"><decisionTable id="table" hitPolicy="FIRST">
  <input id="in"><inputExpression id="expr"><text>{input}</text></inputExpression></input>
  <output id="out" name="found"/>
  <rule id="r"><inputEntry id="i"><text>{test}</text></inputEntry>
  <outputEntry id="o"><text>{output}</text></outputEntry></rule></decisionTable></decision></definitions>"""
DECIDE = '<bpmn:businessRuleTask id="act" camunda:decisionRef="hostile" camunda:resultVariable="found"/>'
CELLS = {"input": ("{}", "-", "1"), "test": ("given", "{}", "1"), "output": ("given", "-", "{}")}


@pytest.fixture(autouse=True)
def nothing_of_the_host(monkeypatch):
    """Whatever runs a program or opens a file of the host ends the test."""
    import builtins
    import os
    import subprocess

    reached = []
    monkeypatch.setattr(os, "system", lambda *_: reached.append("system"))
    monkeypatch.setattr(os, "popen", lambda *_: reached.append("popen"))
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: reached.append("Popen"))
    monkeypatch.setattr(builtins, "eval", lambda *_: reached.append("eval"))
    yield
    assert reached == []


def run(engine, act: str, **files: bytes) -> None:
    """Publish and go through the element: only our own errors come out, in time, and no value is of the host."""
    started = time.monotonic()
    content = (HEAD + ASK + act + TAIL).encode("utf-8", "surrogatepass")
    with suppress(DeploymentRefused, CommandError):
        deploy({"hostile.bpmn": content, **files}, name="hostile", actor=SYSTEM)
        instance_id = engine.start("hostile", given={"name": "value"})
        (ask,) = [row for row in engine._rows(UserTask) if row.process_instance_id == instance_id]
        with unit_of_work(ANNA) as unit:
            complete_task(unit, ask.id)
        assert not reaches(engine.variables(instance_id))
    assert time.monotonic() - started < SECONDS


def reaches(found: object) -> bool:
    """Whether something of the host is in a result."""
    shown = repr(found)
    return any(word in shown for word in ("root:x:", "<class ", "<module ", "<built-in", "uid=", SECRET, "co_consts="))


@pytest.mark.parametrize("place", PLACES)
def test_an_escape_written_into_a_diagram_reaches_nothing(engine, place):
    for source in HOST:
        run(engine, PLACES[place].format(html.escape(source)))


@pytest.mark.parametrize("cell", CELLS)
def test_an_escape_written_into_a_decision_table_reaches_nothing(engine, cell):
    for source in HOST:
        texts = [html.escape(text.format(source) if text == "{}" else text) for text in CELLS[cell]]
        table = TABLE.format(input=texts[0], test=texts[1], output=texts[2]).encode()
        run(engine, DECIDE, **{"hostile.dmn": table})


@pytest.mark.parametrize("number", range(len(ENDLESS)))
def test_what_would_go_on_for_ever_is_stopped(engine, number):
    run(engine, PLACES["script"].format(html.escape(ENDLESS[number])))
