"""Draws a model as BPMN."""

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from tests.engine.random_processes.model import Event, Flow, Model, Node, Scope

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="definitions" targetNamespace="tests">\n'
)
_REFERENCES = {"message": "messageRef", "signal": "signalRef", "error": "errorRef", "escalation": "escalationRef"}


def draw(model: Model) -> str:
    """The model as the text of a `.bpmn` file."""
    lines = [HEAD]
    for process in model.processes:
        lines.append(f'  <bpmn:process id="{process.id}" isExecutable="true">\n')
        lines.append(f"    {_properties({'recordType': 'sample', 'variables': ','.join(model.variables)})}\n")
        lines += _scope(process, "    ")
        lines.append("  </bpmn:process>\n")
    lines += _references(model)
    lines.append("</bpmn:definitions>\n")
    return "".join(lines)


def reference_id(event: Event) -> str:
    return f"{event.kind}_{event.name}"


def _references(model: Model) -> Iterable[str]:
    written: dict[str, str] = {}
    for node in model.all_nodes():
        event = node.event
        if event is None or event.kind not in _REFERENCES or event.name is None:
            continue
        name = quoteattr(event.name)
        code = {
            "error": f' errorCode={name} camunda:errorMessage="an error"',
            "escalation": f" escalationCode={name}",
        }.get(event.kind, "")
        written[reference_id(event)] = f'  <bpmn:{event.kind} id="{reference_id(event)}" name={name}{code}/>\n'
    return written.values()


def _scope(scope: Scope, indent: str) -> Iterable[str]:
    for node in scope.nodes.values():
        yield from _node(scope, node, indent)
    for flow in scope.flows:
        yield indent + _flow(flow) + "\n"


def _flow(flow: Flow) -> str:
    text = f'<bpmn:sequenceFlow id="{flow.id}" sourceRef="{flow.source}" targetRef="{flow.target}"'
    if flow.condition is None:
        return text + "/>"
    condition = escape(flow.condition.feel())
    return f"{text}><bpmn:conditionExpression>{condition}</bpmn:conditionExpression></bpmn:sequenceFlow>"


def _node(scope: Scope, node: Node, indent: str) -> Iterable[str]:
    attributes = f'id="{node.id}"' + "".join(_attributes(scope, node))
    content = list(_content(node, indent + "  "))
    if content:
        yield f"{indent}<bpmn:{node.tag} {attributes}>\n"
        yield from content
        yield f"{indent}</bpmn:{node.tag}>\n"
    else:
        yield f"{indent}<bpmn:{node.tag} {attributes}/>\n"


def _attributes(scope: Scope, node: Node) -> Iterable[str]:
    for flow in scope.outgoing(node.id):
        if flow.default:
            yield f' default="{flow.id}"'
    if node.attached_to is not None:
        yield f' attachedToRef="{node.attached_to}"'
        if not node.interrupting:
            yield ' cancelActivity="false"'
    if node.is_beside:
        yield ' triggeredByEvent="true"'
    if node.tag == "startEvent" and not node.interrupting:
        yield ' isInterrupting="false"'
    if node.tag == "userTask":
        yield ' camunda:candidateGroups="managers"'
    if node.tag == "scriptTask":
        yield f' scriptFormat="feel" camunda:resultVariable="{node.result}"'
    if node.tag == "serviceTask":
        yield f' camunda:type="external" camunda:topic="{"sample.error" if node.event else "sample.echo"}"'
    if node.tag in ("receiveTask", "sendTask") and node.event:
        yield f' messageRef="{reference_id(node.event)}"'
    if node.calls is not None:
        yield f' calledElement="{node.calls}"'


def _content(node: Node, indent: str) -> Iterable[str]:
    properties = {}
    inputs = {}
    if node.repeat is not None and node.repeat.collect is not None:
        properties = {
            "outputCollection": node.repeat.collection or "",
            "outputElement": node.repeat.collect.feel(),
        }
    if node.tag == "serviceTask":
        inputs = {"code": node.event.name or ""} if node.event else {"value": "1"}
    mappings = {"in": node.passed, "out": node.given}
    if properties or inputs or any(mappings.values()):
        yield f"{indent}{_properties(properties, inputs, mappings)}\n"
    if node.script is not None:
        yield f"{indent}<bpmn:script>{escape(node.script.feel())}</bpmn:script>\n"
    if node.event is not None and node.tag not in ("receiveTask", "sendTask", "serviceTask"):
        yield f"{indent}{_event(node.event)}\n"
    if node.inner is not None:
        yield from _scope(node.inner, indent)
    if node.repeat is not None:
        sequential = ' isSequential="true"' if node.repeat.sequential else ""
        items = ", ".join(str(number) for number in range(node.repeat.count))
        enough = node.repeat.enough
        ends = f"<bpmn:completionCondition>nrOfCompletedInstances &gt;= {enough}</bpmn:completionCondition>"
        yield (
            f'{indent}<bpmn:multiInstanceLoopCharacteristics{sequential} camunda:collection="[{items}]"'
            f' camunda:elementVariable="{node.repeat.item}">{ends if enough else ""}'
            "</bpmn:multiInstanceLoopCharacteristics>\n"
        )


def _event(event: Event) -> str:
    tag = "compensateEventDefinition" if event.kind == "compensation" else f"{event.kind}EventDefinition"
    inner, attributes = "", ""
    if event.kind in _REFERENCES and event.name is not None:
        attributes = f' {_REFERENCES[event.kind]}="{reference_id(event)}"'
    elif event.kind == "link":
        attributes = f' name="{event.name}"'
    elif event.kind == "timer" and event.times:
        inner = f"<bpmn:timeCycle>R{event.times}/PT{event.seconds}S</bpmn:timeCycle>"
    elif event.kind == "timer":
        inner = f"<bpmn:timeDuration>PT{event.seconds}S</bpmn:timeDuration>"
    elif event.kind == "conditional" and event.condition:
        inner = f"<bpmn:condition>{escape(event.condition.feel())}</bpmn:condition>"
    return f"<bpmn:{tag}{attributes}>{inner}</bpmn:{tag}>" if inner else f"<bpmn:{tag}{attributes}/>"


def _properties(
    values: dict[str, str],
    inputs: dict[str, str] | None = None,
    mappings: Mapping[str, tuple[str, ...]] | None = None,
) -> str:
    parts = []
    if values:
        properties = (
            f"<camunda:property name={quoteattr(key)} value={quoteattr(text)}/>" for key, text in values.items()
        )
        parts.append(f"<camunda:properties>{''.join(properties)}</camunda:properties>")
    if inputs:
        given = (
            f"<camunda:inputParameter name={quoteattr(key)}>{escape(text)}</camunda:inputParameter>"
            for key, text in inputs.items()
        )
        parts.append(f"<camunda:inputOutput>{''.join(given)}</camunda:inputOutput>")
    for kind, names in (mappings or {}).items():
        parts += [f'<camunda:{kind} source="{name}" target="{name}"/>' for name in names]
    return f"<bpmn:extensionElements>{''.join(parts)}</bpmn:extensionElements>"
