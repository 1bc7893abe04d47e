"""Diagrams that are made, because they are long or because only one word in them differs."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from benchmarks.engine.world import RECORD_TYPE, TOPIC

Flow = tuple[str, ...]  # source, target and, where there is one, the condition

MESSAGE = '<bpmn:messageEventDefinition messageRef="requested"/>'
WAIT = f'<bpmn:intermediateCatchEvent id="wait">{MESSAGE}</bpmn:intermediateCatchEvent>'
SET = f"""<bpmn:serviceTask id="set" camunda:type="external" camunda:topic="{TOPIC}"><bpmn:extensionElements>
    <camunda:inputOutput><camunda:inputParameter name="status">=requested_status</camunda:inputParameter>
    </camunda:inputOutput></bpmn:extensionElements></bpmn:serviceTask>"""


def drawing(key: str, elements: Iterable[str], flows: Iterable[Flow], record_type: str = RECORD_TYPE) -> bytes:
    """A diagram of one process.

    Parameters:
        key: id of the process.
        elements: their XML. A plain start event `start` and end event `end` are added.
        flows: see `flow_elements`.
    """
    return f"""<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
      xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="definitions" targetNamespace="benchmark">
      <bpmn:message id="requested" name="statusRequested"/>
      <bpmn:process id="{key}" isExecutable="true">
        <bpmn:extensionElements><camunda:properties>
          <camunda:property name="recordType" value="{record_type}"/>
        </camunda:properties></bpmn:extensionElements>
        <bpmn:startEvent id="start"/>{"".join(elements)}<bpmn:endEvent id="end"/>{flow_elements(flows)}
      </bpmn:process></bpmn:definitions>""".encode()


def flow_elements(flows: Iterable[Flow]) -> str:
    """Sequence flows; the id of one is `source-target`."""
    return "".join(_flow(*flow) for flow in flows)


def _flow(source: str, target: str, condition: str = "") -> str:
    inner = f"<bpmn:conditionExpression>{escape(condition)}</bpmn:conditionExpression>" if condition else ""
    return (
        f'<bpmn:sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}">{inner}'
        "</bpmn:sequenceFlow>"
    )


def user_task(element_id: str) -> str:
    return f'<bpmn:userTask id="{element_id}" name="Ask {element_id}" camunda:candidateGroups="managers"/>'


def script_task(element_id: str, variable: str, expression: str) -> str:
    return (
        f'<bpmn:scriptTask id="{element_id}" scriptFormat="feel" camunda:resultVariable="{variable}">'
        f"<bpmn:script>{escape(expression)}</bpmn:script></bpmn:scriptTask>"
    )
