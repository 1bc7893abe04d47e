"""A service task or a script that misbehaves: words for a person, nothing half-written, the others go on."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import text

from app.engine import SYSTEM, CommandError, TechnicalFailure, deploy, fire_timers
from app.engine.ground.service_tasks import service_task, service_tasks
from app.engine.models import Incident, OwedEffect
from tests.engine import sample

HEAD = """<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  id="definitions" targetNamespace="tests"><bpmn:process id="hostile" name="Опыт" isExecutable="true">
  <bpmn:extensionElements><camunda:properties><camunda:property name="variables" value="given"/></camunda:properties>
  </bpmn:extensionElements><bpmn:startEvent id="start"/>"""
TAIL = """<bpmn:userTask id="after" name="После"/><bpmn:endEvent id="end"/>
  <bpmn:sequenceFlow id="f2" sourceRef="ask" targetRef="act"/>
  <bpmn:sequenceFlow id="f3" sourceRef="act" targetRef="after"/>
  <bpmn:sequenceFlow id="f4" sourceRef="after" targetRef="end"/></bpmn:process></bpmn:definitions>"""
ASK = '<bpmn:userTask id="ask" name="Вопрос"/><bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="ask"/>'
WAIT = """<bpmn:intermediateCatchEvent id="ask" name="Подождать"><bpmn:timerEventDefinition id="t"><bpmn:timeDuration
  xsi:type="bpmn:tFormalExpression">PT1H</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
  <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="ask"/>"""
THEN = """<bpmn:userTask id="ask" name="Вопрос"/><bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="ask"/>
  <bpmn:sequenceFlow id="f5" sourceRef="act" targetRef="then"/>
  <bpmn:sequenceFlow id="f6" sourceRef="then" targetRef="end"/>
  """
SERVICE = """<bpmn:serviceTask id="act" name="Действие" camunda:type="external" camunda:topic="hostile.act">
  <bpmn:extensionElements><camunda:inputOutput>
  <camunda:outputParameter name="found">=result</camunda:outputParameter></camunda:inputOutput></bpmn:extensionElements>
  </bpmn:serviceTask>"""


def script(source: str) -> str:
    source = source.replace("&", "&amp;").replace("<", "&lt;")
    return f"""<bpmn:scriptTask id="act" name="Действие" scriptFormat="feel" camunda:resultVariable="found">
    <bpmn:script>{source}</bpmn:script></bpmn:scriptTask>"""


def publish(act: str, before: str = ASK) -> None:
    deploy({"hostile.bpmn": (HEAD + before + act + TAIL).encode()}, name="hostile", actor=SYSTEM)


class Unprintable(Exception):
    def __str__(self) -> str:
        raise RuntimeError("no words")


def cycle():
    inner = []
    inner.append(inner)
    return {"inner": inner}


def deep(levels=100_000):
    value = []
    for _ in range(levels):
        value = [value]
    return {"deep": value}


class Thing:
    """Something that is no value."""

    def __repr__(self) -> str:
        return "a thing"


def raising(error):
    def act(*_):
        raise error

    return act


RAISES = {
    "value error": raising(ValueError("it does not fit")),
    "key error": raising(KeyError("name")),
    "recursion": raising(RecursionError("too deep")),
    "memory": raising(MemoryError()),
    "stop": raising(StopIteration()),
    "unprintable": raising(Unprintable()),
    "division": lambda *_: 1 / 0,
    "statement": lambda unit, *_: unit.connection.execute(text("SELECT nothing FROM nowhere")),
    "timeout": raising(TimeoutError("no answer")),
    "cycle": lambda *_: cycle(),
    "deep": lambda *_: deep(),
    "deep but printable": lambda *_: deep(900),
    "list": lambda *_: [1],
    "text": lambda *_: "text",
    "huge": lambda *_: {"text": "я" * 40_000_000},
    "many": lambda *_: {"numbers": list(range(3_000_000))},
}
RETURNS = {
    "object": (lambda *_: {"thing": Thing()}, {"thing": "a thing"}),
    "bytes": (lambda *_: {"bytes": b"\x00\xff"}, {"bytes": "b'\\x00\\xff'"}),
    "not a number": (lambda *_: {"number": float("nan")}, {"number": None}),
    "infinity": (
        lambda *_: {"number": float("inf"), "decimal": Decimal("-Infinity")},
        {"number": None, "decimal": None},
    ),
    "set": (lambda *_: {"set": {1}}, {"set": [1]}),
    "keys": (lambda *_: {1: "a", None: "b"}, None),
    "moment without a zone": (lambda *_: {"at": dt.datetime(2026, 1, 2, 3)}, None),
    "zero character": (lambda *_: {"text": "a\x00b"}, None),
    "half a character": (lambda *_: {"text": "\ud800"}, None),
    "long number": (lambda *_: {"number": 10**400}, None),
    "longer number": (lambda *_: {"number": 10**5000}, None),
    "function": (lambda *_: {"function": print}, None),
    "nothing": (lambda *_: None, {}),
}


@pytest.fixture
def act(engine):
    """Register the service task: `act(function)`. Another one has its namespace: no worker is waited for."""
    service_task("hostile.other", name={"ru": "Другой опыт", "en": "Another trial"})(lambda *_: None)

    def register(function):
        service_task("hostile.act", name={"ru": "Опыт", "en": "Trial"})(function)

    return register


@pytest.mark.parametrize("case", RAISES)
def test_a_service_task_that_fails_is_told_in_words_and_nothing_has_happened(engine, act, case):
    act(RAISES[case])
    publish(SERVICE)
    engine.start("hostile", given=1)
    before = engine.instances(), engine.history()
    with pytest.raises(TechnicalFailure) as caught:
        engine.complete("ask")
    assert "Действие" in str(caught.value)
    assert len(str(caught.value)) < 2000
    assert (engine.instances(), engine.history(), engine.tasks()) == (*before, ["ask"])


@pytest.mark.parametrize("case", RETURNS)
def test_what_json_cannot_hold_is_kept_as_far_as_it_goes_or_refused(engine, act, case):
    function, expected = RETURNS[case]
    act(function)
    publish(SERVICE)
    instance_id = engine.start("hostile", given=1)
    if case == "longer number":
        with pytest.raises(TechnicalFailure, match="сохранить"):
            engine.complete("ask")
        assert engine.tasks() == ["ask"]
        return
    engine.complete("ask")
    found = engine.variables(instance_id)["found"]
    assert expected is None or {name: _finite(value) for name, value in (found or {}).items()} == expected
    engine.complete("after")
    assert engine.ended(instance_id)


def _finite(value):
    return None if isinstance(value, Decimal) and not value.is_finite() else value


@pytest.mark.parametrize("case", ["value error", "unprintable", "cycle", "huge", "statement"])
def test_in_the_background_it_is_an_incident_and_others_go_on(engine, act, case):
    act(lambda *arguments: RAISES[case](*arguments) if arguments[1].variables["given"] else None)
    publish(SERVICE, WAIT)
    engine.start("hostile", given=True)
    engine.start("hostile", given=False)
    engine.turn_clock(hours=2)
    assert fire_timers() == 1
    for _ in range(3):
        engine.turn_clock(minutes=10)
        assert fire_timers() == 0
    (incident,) = engine._rows(Incident)
    assert incident.element_id in ("act", "ask")
    assert engine.tasks() == ["after"]


def test_a_topic_that_is_not_there_any_more_is_named(engine, act):
    act(lambda *_: None)
    publish(SERVICE)
    engine.start("hostile", given=1)
    service_tasks.unregister("hostile.act")
    with pytest.raises(TechnicalFailure, match=r"hostile\.act"):
        engine.complete("ask")
    assert engine.tasks() == ["ask"]
    engine.deploy("user_task")
    engine.start("user_task")
    engine.complete("question", "yes")


def test_a_topic_that_is_gone_leaves_an_incident_in_the_background(engine, act):
    act(lambda *_: None)
    publish(SERVICE, WAIT)
    engine.deploy("boundary_timer")
    engine.start("hostile", given=1)
    engine.start("boundary_timer")
    service_tasks.unregister("hostile.act")
    engine.turn_clock(hours=2)
    assert fire_timers() == 1
    for _ in range(3):
        engine.turn_clock(minutes=10)
        fire_timers()
    assert [row.element_id for row in engine._rows(Incident)] == ["act"]
    assert engine.tasks() == ["hurry"]


def test_what_a_service_task_wrote_goes_with_what_fails_after_it(engine, act):
    def write(unit, *_):
        unit.owe("sample.mail", {"text": "x"})
        unit.connection.execute(text("UPDATE sample_record SET name = 'x'"))

    act(write)
    publish(SERVICE + script("count(for a in 1..100000, b in 1..100000 return a*b)").replace('"act"', '"then"'), THEN)
    record_id = sample.make_record("kept")
    engine.start("hostile", given=1)
    with pytest.raises(TechnicalFailure):
        engine.complete("ask")
    assert sample.read_record(record_id)["name"] == "kept"
    assert engine._rows(OwedEffect) == []
    assert engine.tasks() == ["ask"]


SCRIPTS = {
    "loop": "count(for a in 1..100000, b in 1..100000 return a*b)",
    "allocation": 'for a in 1..100000 return string(a) + string join(for i in 1..1000 return "xxxxxxxx")',
    "recursion": "{f: function(n) f(n + 1), r: f(1)}.r",
    "doubling": 'for i in 1..60 return if i = 1 then "xx" else partial[-1] + partial[-1]',
    "loop over a range": "for i in 1..10**12 return i",
    "pattern": 'matches(string join(for i in 1..3000 return "a"), "(a|a)*(a|aa)+$b")',
}
NULLS = {
    "division": "1 / 0",
    "missing name": "given.missing.more",
    "no such index": "[1, 2][99]",
    "huge power": "9 ** 9 ** 9 ** 9 ** 9",
    "date": 'date("9999-12-31") + duration("P999999999Y")',
    "wrong types": '"a" * true',
}


@pytest.mark.parametrize("case", SCRIPTS)
def test_a_script_without_measure_is_stopped_in_words(engine, case):
    publish(script(SCRIPTS[case]))
    engine.start("hostile", given={})
    with pytest.raises(TechnicalFailure, match="Действие"):
        engine.complete("ask")
    assert engine.tasks() == ["ask"]


@pytest.mark.parametrize("case", NULLS)
def test_a_script_that_finds_nothing_gives_null_and_the_process_goes_on(engine, case):
    publish(script(NULLS[case]))
    instance_id = engine.start("hostile", given={})
    engine.complete("ask")
    assert engine.variables(instance_id)["found"] is None


@pytest.mark.parametrize("source", ['"a\\u0000b"', '"\\uD800"', '"😀\\uDC00"'])
def test_texts_that_no_database_holds_do_not_stop_a_process(engine, source):
    publish(script(source))
    instance_id = engine.start("hostile", given={})
    engine.complete("ask")
    engine.complete("after")
    assert engine.ended(instance_id)


def test_a_variable_that_grows_deeper_with_each_round_is_refused_in_words(engine, app):
    app.config["SETTINGS"] = app.config["SETTINGS"].__class__(**{**vars(app.config["SETTINGS"]), "step_limit": 10_000})
    body = script("[given]").replace("found", "given")
    flows = """<bpmn:exclusiveGateway id="again" default="f6"/><bpmn:exclusiveGateway id="join"/>"""
    content = HEAD + ASK + body + flows + TAIL
    content = content.replace('sourceRef="ask" targetRef="act"', 'sourceRef="ask" targetRef="join"')
    content = content.replace('sourceRef="act" targetRef="after"', 'sourceRef="act" targetRef="again"').replace(
        '<bpmn:sequenceFlow id="f4"',
        """<bpmn:sequenceFlow id="f5" sourceRef="join" targetRef="act"/>
        <bpmn:sequenceFlow id="f6" sourceRef="again" targetRef="join"/>
        <bpmn:sequenceFlow id="f7" sourceRef="again" targetRef="after"><bpmn:conditionExpression
        xsi:type="bpmn:tFormalExpression">given = 1</bpmn:conditionExpression></bpmn:sequenceFlow>
        <bpmn:sequenceFlow id="f4" """,
    )
    deploy({"hostile.bpmn": content.encode()}, name="hostile", actor=SYSTEM)
    engine.start("hostile", given=0)
    with pytest.raises(CommandError):
        engine.complete("ask")
    assert engine.tasks() == ["ask"]
