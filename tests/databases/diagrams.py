"""Diagrams that an analyst should not be able to publish, and one that can only be found out while it runs."""

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
{before}<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  id="definitions" targetNamespace="tests">
"""
_TAIL = "</bpmn:definitions>"


def diagram(inside: str, before: str = "") -> bytes:
    """A file with these elements."""
    return (_HEAD.format(before=before) + inside + _TAIL).encode()


def script(text: str, language: str = "feel") -> bytes:
    """A process with one script task."""
    return diagram(
        f"""<bpmn:process id="hostile" name="Чужой" isExecutable="true">
        <bpmn:startEvent id="start"/>
        <bpmn:scriptTask id="work" name="Вычислить" scriptFormat="{language}" camunda:resultVariable="found">
          <bpmn:script>{text}</bpmn:script></bpmn:scriptTask>
        <bpmn:endEvent id="end"/>
        <bpmn:sequenceFlow id="one" sourceRef="start" targetRef="work"/>
        <bpmn:sequenceFlow id="two" sourceRef="work" targetRef="end"/></bpmn:process>"""
    )


_ENTITY_BOMB = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">{}]>\n'.format(
    "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
)

REFUSED = {
    "empty": b"",
    "malformed": b'<bpmn:definitions xmlns:bpmn="x"><bpmn:process>',
    "no diagram": b"<html/>",
    "binary": bytes(range(256)) * 40,
    "external entity": diagram("&secret;", '<!DOCTYPE d [<!ENTITY secret SYSTEM "file:///etc/passwd">]>\n'),
    "external subset": diagram("", '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/evil.dtd">\n'),
    "entity bomb": diagram("&m;", _ENTITY_BOMB),
    "deep XML": diagram("<bpmn:a>" * 20_000 + "</bpmn:a>" * 20_000),
    "many attributes": diagram("<bpmn:process " + " ".join(f'a{n}="1"' for n in range(50_000)) + "/>"),
    "unknown element": script("1").replace(b"bpmn:scriptTask", b"bpmn:quantumTask"),
    "Python script": script("__import__('os').system('id')", "python"),
    "Python in FEEL": script("__import__('os').system('id')"),
    "reaching for classes": script("().__class__.__bases__[0].__subclasses__()"),
    "huge power without end": script("9**9**9**9**9**(" + "9" * 10_000),
    "deep expression": script("(" * 10_000 + "1" + ")" * 10_000),
    "deep list": script("[" * 10_000 + "1" + "]" * 10_000),
    "long chain": script("-" * 10_000 + "1"),
    "JUEL": script("${execution.getVariable('x')}"),
    "wrong encoding": diagram("").replace(b"UTF-8", b"UTF-99"),
}


def observer(text: str) -> bytes:
    """A process that starts with every change of a lead's status and computes this."""
    return diagram(
        f"""<bpmn:signal id="Signal_lead" name="lead.status"/>
        <bpmn:process id="watcher" name="Наблюдатель" isExecutable="true">
        <bpmn:startEvent id="start"><bpmn:signalEventDefinition signalRef="Signal_lead"/></bpmn:startEvent>
        <bpmn:exclusiveGateway id="begin"/>
        <bpmn:scriptTask id="again" name="Снова" scriptFormat="feel" camunda:resultVariable="count">
          <bpmn:script>{text}</bpmn:script></bpmn:scriptTask>
        <bpmn:exclusiveGateway id="more" name="Ещё?" default="repeat"/>
        <bpmn:endEvent id="end"/>
        <bpmn:sequenceFlow id="one" sourceRef="start" targetRef="begin"/>
        <bpmn:sequenceFlow id="two" sourceRef="begin" targetRef="again"/>
        <bpmn:sequenceFlow id="three" sourceRef="again" targetRef="more"/>
        <bpmn:sequenceFlow id="repeat" sourceRef="more" targetRef="begin"/>
        <bpmn:sequenceFlow id="four" sourceRef="more" targetRef="end">
          <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">count = 2</bpmn:conditionExpression>
        </bpmn:sequenceFlow></bpmn:process>"""
    )


RUNAWAY = {
    "endless loop": observer("1"),
    "huge power": observer("9**9**9"),
    "huge loop": observer("count(for a in 1..100000, b in 1..100000 return a*b)"),
}
