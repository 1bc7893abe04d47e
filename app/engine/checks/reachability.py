"""What can never be reached, and what can never be left."""

from collections.abc import Iterable, Mapping

from app.engine.parsing.diagram import WAITING_TAGS, Diagram, Node, Scope
from app.engine.parsing.normalise import CHOICE, normalise
from app.engine.problems.findings import Findings

_CHOOSING = ("exclusiveGateway", "inclusiveGateway")
_MAY_WAIT = WAITING_TAGS - {"manualTask"} | {"subProcess", "transaction", "callActivity", "startEvent"}


def check_reachability(diagram: Diagram, findings: Findings) -> None:
    """Find elements that no way leads to, and loops that nothing ends."""
    for process in diagram.executable_processes:
        for scope in process.scope.with_inner():
            nodes, flows = normalise(scope)
            following: dict[str, list[str]] = {node_id: [] for node_id in nodes}
            for flow in flows:
                if flow.source in nodes and flow.target in nodes:
                    following[flow.source].append(flow.target)
            _check_unreachable(scope, following, findings)
            _check_endless(scope, nodes, following, findings)


def _check_unreachable(scope: Scope, following: Mapping[str, list[str]], findings: Findings) -> None:
    starts = [node.id for node in scope.nodes.values() if node.tag == "startEvent" or node.is_event_subprocess]
    if not any(scope.nodes[start].tag == "startEvent" for start in starts):
        return  # said elsewhere; everything would be unreachable
    onward = {node_id: list(targets) for node_id, targets in following.items()}
    for node in scope.nodes.values():
        onward.setdefault(node.id, [flow.target for flow in node.outgoing])
        onward[node.id] += [event.id for event in node.boundary_events]
    reached = _closure(starts, onward)
    lost = [
        node
        for node in scope.nodes.values()
        if node.id not in reached
        and not node.is_outside_flow
        and not (node.tag == "boundaryEvent" and node.attached_to not in scope.nodes)
    ]
    lost_ids = {node.id for node in lost}
    entered = {target for node in lost for target in onward[node.id]}
    covered = _closure(_said_elsewhere(scope.nodes.values()), onward)
    for node in sorted(lost, key=lambda node: node.id in entered):  # beginnings of lost ways first
        if node.id in covered:
            continue
        behind = _closure([node.id], onward) & lost_ids
        covered |= behind
        findings.add("unreachable", node.place, element_ids=tuple(sorted(behind)))


def _said_elsewhere(nodes: Iterable[Node]) -> list[str]:
    """Elements without a way to them that other checks name: event-based gateways as a start, compensation handlers."""
    return [
        node.id for node in nodes if node.is_outside_flow or (node.tag == "eventBasedGateway" and not node.incoming)
    ]


def _closure(starts: Iterable[str], following: Mapping[str, list[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(starts)
    while waiting:
        node_id = waiting.pop()
        if node_id not in reached:
            reached.add(node_id)
            waiting.extend(following.get(node_id, ()))
    return reached


def _check_endless(
    scope: Scope, nodes: Mapping[str, Node], following: Mapping[str, list[str]], findings: Findings
) -> None:
    """A token in one of these elements goes round for ever: it can neither wait nor end, whatever is chosen."""
    caught = {node.id for node in nodes.values() if node.tag not in _MAY_WAIT and not node.boundary_events}
    before: dict[str, list[str]] = {node_id: [] for node_id in nodes}
    for node_id, targets in following.items():
        for target in targets:
            before[target].append(node_id)
    waiting = list(caught)
    while waiting:
        node_id = waiting.pop()
        if node_id in caught and _escapes(nodes[node_id], following[node_id], caught):
            caught.remove(node_id)
            waiting.extend(before[node_id])
    members = [node for node in scope.nodes.values() if node.id in caught]
    if members:
        names = ", ".join(f"«{node.label}»" for node in members[:10])
        findings.add("endless-loop", members[0].place, element_ids=tuple(node.id for node in members), members=names)


def _escapes(node: Node, targets: list[str], caught: set[str]) -> bool:
    chooses = node.tag in _CHOOSING or node.id.endswith(f"_{CHOICE}")
    if chooses:
        return not targets or any(target not in caught for target in targets)
    return not any(target in caught for target in targets)
