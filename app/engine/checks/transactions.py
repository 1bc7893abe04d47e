"""Transactions: where they are cancelled, and what happens then (BPMN 2.0.2, 10.3.5)."""

from app.engine.ground.elements import CancelEvent, EventElement
from app.engine.parsing.diagram import Diagram, Node, Scope
from app.engine.problems.findings import Findings

_TRANSACTION = "transaction"


def check_transactions(diagram: Diagram, findings: Findings) -> None:
    """Find cancel events that cancel nothing or that nothing catches."""
    for process in diagram.executable_processes:
        for scope in process.scope.with_inner():
            for node in scope.nodes.values():
                _check_node(node, scope, findings)


def _check_node(node: Node, scope: Scope, findings: Findings) -> None:
    if node.tag == _TRANSACTION and node.element.multi_instance is not None:
        findings.add("transaction-repeated", node.place)
    if not _is_cancel_event(node):
        return
    if node.tag == "endEvent":
        transaction = scope.owner
        if transaction is None or transaction.tag != _TRANSACTION:
            findings.add("cancel-outside-transaction", node.place)
        elif not any(_is_cancel_event(event) for event in transaction.boundary_events):
            findings.add("cancel-uncaught", node.place, element_ids=(transaction.id,), transaction=transaction.label)
    elif node.attached_to in scope.nodes:
        _check_boundary(node, scope.nodes[node.attached_to or ""], findings)


def _check_boundary(node: Node, host: Node, findings: Findings) -> None:
    others = [event for event in host.boundary_events if _is_cancel_event(event)]
    if host.tag != _TRANSACTION or host.inner is None:
        findings.add("cancel-boundary-elsewhere", node.place, element_ids=(host.id,), host=host.label)
    elif not any(_is_cancel_event(event) and event.tag == "endEvent" for event in host.inner.nodes.values()):
        findings.add("cancel-never", node.place, element_ids=(host.id,), host=host.label)
    elif others[0] is not node:
        other = others[0]
        findings.add("boundary-duplicate", node.place, element_ids=(other.id,), host=host.label, other=other.label)
    elif isinstance(node.element, EventElement) and not node.element.interrupting:
        findings.add("cancel-non-interrupting", node.place)


def _is_cancel_event(node: Node) -> bool:
    return isinstance(node.element, EventElement) and isinstance(node.element.event, CancelEvent)
