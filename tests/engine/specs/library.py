"""SpiffWorkflow alone: its own parser and its own classes, without anything of ours."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

_BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_UNFINISHED = TaskState.READY | TaskState.WAITING | TaskState.STARTED


def diagram(elements: Mapping[str, str], flows: Iterable[str], more: str = "", about: str = "") -> str:
    """A process as XML.

    Parameters:
        elements: tag and content by id, such as `{"ask": "userTask", "done": "endEvent <terminateEventDefinition/>"}`.
        flows: `source -> target`, with a condition behind a colon.
        more: further content of the process.
        about: what stands beside the process: signals, errors.
    """
    parts = [_flow(*_split(flow)) for flow in flows]
    ends = [_split(flow)[:2] for flow in flows]
    for name, written in elements.items():
        tag, _space, body = written.partition(" ")
        outgoing = "".join(f"<outgoing>{source}_{target}</outgoing>" for source, target in ends if source == name)
        incoming = "".join(f"<incoming>{source}_{target}</incoming>" for source, target in ends if target == name)
        kind, _slash, attributes = tag.partition("/")
        parts.append(f'<{kind} id="{name}" {attributes.replace("/", " ")}>{incoming}{outgoing}{body}</{kind}>')
    return f'{about}<process id="p" isExecutable="true">{"".join(parts)}{more}</process>'


def _split(flow: str) -> tuple[str, str, str]:
    source, _arrow, target = flow.partition(" -> ")
    target, _colon, condition = target.partition(": ")
    return source, target, condition


def _flow(source: str, target: str, condition: str) -> str:
    inner = f"<conditionExpression>{condition}</conditionExpression>" if condition else ""
    return f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'


def start(content: str, **variables: Any) -> BpmnWorkflow:
    """Start the process and run it as far as it goes."""
    xml = f'<definitions xmlns="{_BPMN}" id="d" targetNamespace="tests">{content}</definitions>'
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.parse(BytesIO(xml.encode())))
    workflow = BpmnWorkflow(parser.get_spec("p"), parser.get_subprocess_specs("p"))
    workflow.task_tree.data.update(variables)
    workflow.do_engine_steps()
    return workflow


def unfinished(workflow: BpmnWorkflow) -> set[str]:
    """The names of the tasks that are ready, waiting or begun."""
    return {task.task_spec.name for task in workflow.get_tasks(state=_UNFINISHED)}
