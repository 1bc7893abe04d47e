"""Reads a .bpmn file into a `Diagram`."""

from collections.abc import Mapping

from lxml import etree

from app.engine.ground.elements import Element
from app.engine.parsing import event_settings, task_settings
from app.engine.parsing.associations import Associations, connect_handlers, read_associations
from app.engine.parsing.diagram import EVENT_TAGS, NODE_TAGS, Diagram, Flow, Node, Process, Scope
from app.engine.parsing.event_settings import Definitions, event_definitions, event_kind, read_definitions
from app.engine.parsing.job_settings import read_job_settings
from app.engine.parsing.namespaces import BPMN, bpmn, camunda, child, children, is_bpmn, is_true, local_name, text_of
from app.engine.parsing.source import Source, one_line, read_documentation, read_properties, read_source, read_words
from app.engine.parsing.task_settings import Common
from app.engine.parsing.values import read_formal_expression, read_parameters
from app.engine.parsing.xml_document import read_xml
from app.engine.problems.findings import Findings, Place
from app.engine.problems.problem import ArtifactUnreadable
from app.i18n import lazy_gettext as _

_TASK_READERS = {
    "userTask": task_settings.read_user_task,
    "serviceTask": task_settings.read_service_task,
    "scriptTask": task_settings.read_script_task,
    "businessRuleTask": task_settings.read_business_rule_task,
    "callActivity": task_settings.read_call_activity,
}


def read_diagram(file_name: str, content: bytes) -> Diagram:
    """Read a diagram. What is wrong with single elements is in its `findings`.

    Raises:
        ArtifactUnreadable: it is no XML that we take, or no BPMN.
    """
    document = read_xml(file_name, content)
    findings = Findings(file_name)
    diagram = Diagram(file_name, content, document, findings)
    if document.root.tag != bpmn("definitions"):
        findings.add("not-bpmn", Place(*document.place(document.root)), tag=local_name(document.root))
        raise ArtifactUnreadable(findings.problems)
    reader = _Reader(
        diagram, read_definitions(document.root), _read_lanes(document.root), read_associations(document.root)
    )
    diagram.processes = [reader.read_process(xml) for xml in children(document.root, bpmn("process"))]
    return diagram


def _read_lanes(root: etree._Element) -> Mapping[str, str]:
    return {
        text_of(reference): one_line(reference.getparent().get("name") or "")
        for reference in root.iter(f"{{{BPMN}}}flowNodeRef")
    }


class _Reader:
    def __init__(
        self, diagram: Diagram, definitions: Definitions, lanes: Mapping[str, str], associations: Associations
    ) -> None:
        self._diagram = diagram
        self._definitions = definitions
        self._lanes = lanes
        self._associations = associations

    def _source(self, xml: etree._Element) -> Source:
        return read_source(self._diagram.document, self._diagram.findings, xml)

    def read_process(self, xml: etree._Element) -> Process:
        source = self._source(xml)
        properties = read_properties(xml)
        key = xml.get("id") or ""
        executable = is_true(xml, "isExecutable")
        return Process(
            key=key,
            name=read_words(one_line(xml.get("name") or "") or key, properties, "name"),
            xml=xml,
            scope=self._read_scope(key, source) if executable else Scope(key, source.place),
            place=source.place,
            record_type=properties.get("recordType") or None,
            variables=tuple(part.strip() for part in properties.get("variables", "").split(",") if part.strip()),
            executable=executable,
            startable=is_true(xml, camunda("isStartableInTasklist"), default=True),
        )

    def _read_scope(self, scope_id: str, source: Source) -> Scope:
        scope = Scope(scope_id, source.place)
        for xml in source.xml:
            if not is_bpmn(xml):
                continue
            tag = local_name(xml)
            if tag in NODE_TAGS and xml.get("id"):
                node = self._read_node(xml, tag)
                scope.nodes[node.id] = node
            elif tag == "sequenceFlow":
                self._read_flow(scope, xml)
        _connect(scope)
        connect_handlers(scope, self._associations)
        return scope

    def _read_flow(self, scope: Scope, xml: etree._Element) -> None:
        source = self._source(xml)
        condition = child(xml, bpmn("conditionExpression"))
        flow_id = xml.get("id") or f"flow_{source.place.line}_{source.place.column}"
        what = _("condition")
        scope.flows[flow_id] = Flow(
            id=flow_id,
            source=xml.get("sourceRef") or "",
            target=xml.get("targetRef") or "",
            name=read_words(one_line(xml.get("name") or ""), read_properties(xml), "name"),
            condition=read_formal_expression(source, what, condition) if condition is not None else None,
            has_condition=condition is not None,
            line=source.place.line or 0,
            column=source.place.column or 0,
        )

    def _read_node(self, xml: etree._Element, tag: str) -> Node:
        source = self._source(xml)
        node = Node(
            element=self._read_element(source, tag),
            xml=xml,
            default_flow=source.attribute("default"),
            attached_to=source.attribute("attachedToRef") if tag == "boundaryEvent" else None,
        )
        if tag in ("subProcess", "transaction"):
            node.inner = self._read_scope(node.id, source)
            node.inner.owner = node
        if tag in EVENT_TAGS and event_kind(xml) == event_settings.LINK:
            node.link_name = one_line(event_definitions(xml)[0].get("name") or "")
        node.is_compensation_event = tag in EVENT_TAGS and event_kind(xml) == event_settings.COMPENSATION
        return node

    def _read_element(self, source: Source, tag: str) -> Element:
        common = self._read_common(source, tag)
        if tag in EVENT_TAGS:
            return event_settings.read_event(source, common, self._definitions)
        if tag in ("sendTask", "businessRuleTask") and source.camunda("topic") is not None:
            return task_settings.read_service_task(source, common)
        if tag in ("sendTask", "receiveTask"):
            return event_settings.read_message_task(source, common, self._definitions)
        return _TASK_READERS.get(tag, task_settings.read_plain)(source, common)

    def _read_common(self, source: Source, tag: str) -> Common:
        xml = source.xml
        properties = read_properties(xml)
        element_id = xml.get("id") or ""
        return Common(
            {
                "id": element_id,
                "tag": tag,
                "name": read_words(one_line(xml.get("name") or "") or element_id, properties, "name"),
                "documentation": read_documentation(xml, properties),
                "line": source.place.line or 0,
                "column": source.place.column or 0,
                "properties": properties,
                "lane": self._lanes.get(element_id) or None,
                "inputs": read_parameters(source, "inputParameter"),
                "outputs": read_parameters(source, "outputParameter"),
                "multi_instance": task_settings.read_multi_instance(source),
                "job": read_job_settings(source),
            }
        )


def _connect(scope: Scope) -> None:
    """Tell each element its flows and boundary events. Flows that lead nowhere stay in `scope.flows` only."""
    for flow in scope.flows.values():
        source, target = scope.nodes.get(flow.source), scope.nodes.get(flow.target)
        if source is not None and target is not None:
            source.outgoing.append(flow)
            target.incoming.append(flow)
    for node in scope.nodes.values():
        host = scope.nodes.get(node.attached_to or "")
        if host is not None:
            (host.compensation_events if node.is_compensation_event else host.boundary_events).append(node)
