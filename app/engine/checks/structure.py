"""Starts, flows, gateways and boundary events: what the drawing must be for it to run."""

from app.engine.ground.elements import ErrorEvent, EscalationEvent, EventElement, ServiceTaskElement
from app.engine.parsing.diagram import ACTIVITY_TAGS, Diagram, Flow, Node, Process, Scope
from app.engine.parsing.event_settings import event_kind
from app.engine.parsing.normalise import chooses_implicitly
from app.engine.problems.findings import Findings, Place
from app.i18n import lazy_pgettext

_CHOOSING = ("exclusiveGateway", "inclusiveGateway")
_ERROR_HOSTS = frozenset({"serviceTask", "sendTask", "subProcess", "callActivity", "transaction", "adHocSubProcess"})
_ESCALATION_HOSTS = frozenset({"subProcess", "callActivity", "transaction", "adHocSubProcess"})


def check_structure(diagram: Diagram, findings: Findings) -> None:
    """Find what is wrong with starts, flows, gateways, links and boundary events."""
    places = {
        node.id: scope
        for process in diagram.executable_processes
        for scope in process.scope.with_inner()
        for node in scope.nodes.values()
    }
    for process in diagram.executable_processes:
        for scope in process.scope.with_inner():
            for flow in scope.flows.values():
                _check_flow(flow, scope, places, findings)
            _check_starts(scope, process, findings)
            for node in scope.nodes.values():
                _check_node(node, scope, findings)


def flow_place(flow: Flow) -> Place:
    return Place(flow.line, flow.column, flow.id, flow.label)


def _check_flow(flow: Flow, scope: Scope, places: dict[str, Scope], findings: Findings) -> None:
    for end, direction in (
        (flow.source, lazy_pgettext("flow", "from")),
        (flow.target, lazy_pgettext("flow", "to")),
    ):
        if end in scope.nodes:
            continue
        if end in places:
            findings.add("flow-across", flow_place(flow), element_ids=(flow.source, flow.target))
            return
        findings.add("flow-dangling", flow_place(flow), direction=direction, target=end or "?")
        return


def _check_starts(scope: Scope, process: Process, findings: Findings) -> None:
    starts = [node for node in scope.nodes.values() if node.tag == "startEvent"]
    plain = [node for node in starts if event_kind(node.xml) == "none"]
    if scope.owner is not None and scope.owner.is_event_subprocess:
        return  # see `app.engine.checks.event_subprocesses`
    for node in starts:
        if isinstance(node.element, EventElement) and not node.element.interrupting:
            findings.add("start-interrupts-nothing", node.place)
    if scope is not process.scope:
        if len(starts) != 1 or len(plain) != 1:
            findings.add("start-in-subprocess", scope.place, element_ids=tuple(node.id for node in starts))
    elif not starts:
        findings.add("start-missing", scope.place)
    elif len(plain) > 1:
        findings.add("start-several", scope.place, element_ids=tuple(node.id for node in plain))


def _check_node(node: Node, scope: Scope, findings: Findings) -> None:
    if node.tag == "startEvent" and node.incoming:
        findings.add("flow-into-start", node.place, element_ids=_ids(node.incoming))
    if node.tag == "endEvent" and node.outgoing:
        findings.add("flow-out-of-end", node.place, element_ids=_ids(node.outgoing))
    _check_twice(node, scope, findings)
    _check_default(node, findings)
    if node.tag in _CHOOSING or chooses_implicitly(node):
        _check_choice(node, findings)
    else:
        for flow in node.outgoing:
            if flow.has_condition:
                findings.add("condition-ignored", node.place, element_ids=(flow.id,), flow=flow.label)
    if node.tag == "boundaryEvent":
        _check_boundary(node, scope, findings)
    elif node.tag == "eventBasedGateway":
        _check_event_gateway(node, scope, findings)
    if node.link_name is not None:
        _check_link(node, scope, findings)


def _ids(flows: list[Flow]) -> tuple[str, ...]:
    return tuple(flow.id for flow in flows)


def _check_twice(node: Node, scope: Scope, findings: Findings) -> None:
    """The engine knows a way by its two ends, and a join counts the elements that lead to it."""
    first: dict[str, Flow] = {}
    for flow in node.outgoing:
        other = first.setdefault(flow.target, flow)
        if other is not flow:
            target = scope.nodes[flow.target].label
            findings.add("flow-twice", node.place, element_ids=(other.id, flow.id), target=target)


def _check_default(node: Node, findings: Findings) -> None:
    if node.default_flow is None:
        return
    default = next((flow for flow in node.outgoing if flow.id == node.default_flow), None)
    if default is None:
        findings.add("default-unknown", node.place, flow=node.default_flow)
    elif default.has_condition:
        findings.add("default-with-condition", node.place, element_ids=(default.id,), flow=default.label)


def _check_choice(node: Node, findings: Findings) -> None:
    if len(node.outgoing) < 2:
        for flow in node.outgoing:
            if flow.has_condition:
                findings.add("condition-alone", node.place, element_ids=(flow.id,), flow=flow.label)
        return
    bare = [flow for flow in node.outgoing if not flow.has_condition and flow.id != node.default_flow]
    if bare and node.tag not in _CHOOSING:
        findings.add("task-flows-mixed", node.place, element_ids=_ids(bare))
        return
    for flow in bare:
        findings.add("gateway-condition-missing", node.place, element_ids=(flow.id,), flow=flow.label)
    if not bare and node.default_flow is None:
        findings.add("gateway-default-missing", node.place)


def _check_boundary(node: Node, scope: Scope, findings: Findings) -> None:
    if node.incoming:
        findings.add("flow-into-boundary", node.place, element_ids=_ids(node.incoming))
    host = scope.nodes.get(node.attached_to or "")
    if host is None or host.tag not in ACTIVITY_TAGS:
        findings.add("boundary-detached", node.place)
        return
    if host.is_event_subprocess:
        findings.add("boundary-on-event-subprocess", node.place, element_ids=(host.id,), host=host.label)
        return
    event = node.element.event if isinstance(node.element, EventElement) else None
    if isinstance(event, ErrorEvent):
        if not node.interrupting:
            findings.add("boundary-error-non-interrupting", node.place)
        if host.tag not in _ERROR_HOSTS or (
            host.tag == "sendTask" and not isinstance(host.element, ServiceTaskElement)
        ):
            what = lazy_pgettext("thrown", "an error")
            findings.add("boundary-never", node.place, element_ids=(host.id,), host=host.label, what=what)
    if isinstance(event, EscalationEvent) and host.tag not in _ESCALATION_HOSTS:
        what = lazy_pgettext("thrown", "an escalation")
        findings.add("boundary-never", node.place, element_ids=(host.id,), host=host.label, what=what)
    _check_twins(node, host, event, findings)


def _check_twins(node: Node, host: Node, event: object, findings: Findings) -> None:
    """Two boundary events for the same error: which of them catches it?"""
    if not isinstance(event, ErrorEvent | EscalationEvent):
        return
    for other in host.boundary_events:
        if other is node:
            return
        twin = other.element.event if isinstance(other.element, EventElement) else None
        if type(twin) is type(event) and twin.code == event.code:
            findings.add("boundary-duplicate", node.place, element_ids=(other.id,), host=host.label, other=other.label)


def _check_event_gateway(node: Node, scope: Scope, findings: Findings) -> None:
    if len(node.outgoing) < 2:
        findings.add("event-gateway-few", node.place)
    if not node.incoming:
        findings.add("event-gateway-instantiate", node.place)
    seen: dict[object, str] = {}
    for flow in node.outgoing:
        target = scope.nodes[flow.target]
        awaited = target.tag in ("intermediateCatchEvent", "receiveTask") and target.link_name is None
        if not awaited or target.boundary_events:
            findings.add("event-gateway-target", node.place, element_ids=(target.id,), target=target.label)
            continue
        if len(target.incoming) > 1:
            findings.add("event-gateway-shared", node.place, element_ids=(target.id,), target=target.label)
        event = getattr(target.element, "event", None)
        name = getattr(event, "name", None)
        if name is not None and seen.setdefault((type(event), name), target.id) != target.id:
            findings.add("event-gateway-same", node.place, element_ids=(target.id,), target=name)


def _check_link(node: Node, scope: Scope, findings: Findings) -> None:
    if not node.link_name:
        findings.add("link-name-missing", node.place)
        return
    targets = [
        other
        for other in scope.nodes.values()
        if other.link_name == node.link_name and other.tag == "intermediateCatchEvent"
    ]
    if node.tag == "intermediateThrowEvent":
        if not targets:
            findings.add("link-target-missing", node.place, link=node.link_name)
        if node.outgoing:
            findings.add("link-with-flow", node.place, element_ids=_ids(node.outgoing))
    elif node.incoming:
        findings.add("link-with-flow", node.place, element_ids=_ids(node.incoming))
    if len(targets) > 1 and targets[0] is node:
        ids = tuple(other.id for other in targets)
        findings.add("link-target-several", node.place, element_ids=ids, link=node.link_name)
