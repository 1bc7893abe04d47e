"""Event sub-processes: how they begin, and that nothing else leads to them."""

from app.engine.ground.elements import ErrorEvent, EscalationEvent, EventElement, MessageEvent
from app.engine.parsing.diagram import Diagram, Node, Scope
from app.engine.problems.findings import Findings


def check_event_subprocesses(diagram: Diagram, findings: Findings) -> None:
    """Find event sub-processes that could not begin, or of which it is not clear which one begins."""
    for process in diagram.executable_processes:
        for scope in process.scope.with_inner():
            for node in scope.event_subprocesses:
                _check_drawing(node, findings)
                _check_start(node, findings)
            _check_twins(scope, findings)


def _check_drawing(node: Node, findings: Findings) -> None:
    for flow in (*node.incoming, *node.outgoing):
        findings.add("event-subprocess-flow", node.place, element_ids=(flow.id,), flow=flow.label)
    if node.element.multi_instance is not None:
        findings.add("event-subprocess-repeated", node.place)


def _check_start(node: Node, findings: Findings) -> None:
    if len(node.starts) != 1:
        ids = tuple(start.id for start in node.starts)
        findings.add("event-subprocess-start", node.place, element_ids=ids, count=len(node.starts))
    for start in node.starts:
        element = start.element
        if isinstance(element, EventElement) and isinstance(element.event, ErrorEvent) and not element.interrupting:
            findings.add("event-subprocess-error", start.place)


def _check_twins(scope: Scope, findings: Findings) -> None:
    """Two event sub-processes of one scope for the same error, escalation or message: which of them is meant?"""
    first: dict[tuple[type, str | None], Node] = {}
    for node in scope.event_subprocesses:
        for start in node.starts:
            event = start.element.event if isinstance(start.element, EventElement) else None
            if not isinstance(event, ErrorEvent | EscalationEvent | MessageEvent):
                continue
            what = event.name if isinstance(event, MessageEvent) else event.code
            other = first.setdefault((type(event), what), node)
            if other is not node:
                findings.add("event-subprocess-duplicate", node.place, element_ids=(other.id,), other=other.label)
