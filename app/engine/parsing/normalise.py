"""Puts in what a diagram may leave out: implicit ends, the choice behind a task, the flow between link events."""

from dataclasses import replace

from app.engine.ground.elements import Element, EventElement
from app.engine.parsing.diagram import ACTIVITY_TAGS, Flow, Node, Scope

IMPLICIT_END = "implicit_end"
CHOICE = "choice"
LINK = "link"


def normalise(scope: Scope) -> tuple[dict[str, Node], list[Flow]]:
    """The elements and flows of one level with nothing left implicit. The scope itself stays as it was drawn.

    What stands outside of the flow, compensation handlers and the events that lead to them, is left out.

    Returns:
        elements by id, and flows; what was put in has ids made from the element that it belongs to.
    """
    nodes = {node.id: node for node in scope.nodes.values() if not node.is_outside_flow}
    flows = [*scope.flows.values(), *link_flows(scope)]
    flows = _add_choices(nodes, flows)
    _add_ends(nodes, flows)
    return nodes, flows


def made_ids(scope: Scope) -> set[str]:
    """The ids of the elements that `normalise` puts in."""
    nodes, _ = normalise(scope)
    return {node_id for node_id, node in nodes.items() if scope.nodes.get(node_id) is not node}


def link_flows(scope: Scope) -> list[Flow]:
    """A flow from each throwing link event to the catching one of its name."""
    links = [node for node in scope.nodes.values() if node.link_name is not None]
    targets = [node for node in links if node.tag == "intermediateCatchEvent"]
    return [
        Flow(f"{node.id}_{LINK}", node.id, target.id, {}, is_link=True)
        for node in links
        if node.tag == "intermediateThrowEvent"
        for target in targets
        if target.link_name == node.link_name
    ]


def chooses_implicitly(node: Node) -> bool:
    """Whether flows with conditions lead out of an activity: a choice without a gateway."""
    return node.tag in ACTIVITY_TAGS and any(flow.has_condition for flow in node.outgoing)


def _add_choices(nodes: dict[str, Node], flows: list[Flow]) -> list[Flow]:
    """BPMN calls several flows out of a task, all or all but the default with conditions, an inclusive choice."""
    added: list[Flow] = []
    moved: dict[str, str] = {}
    for node in [node for node in nodes.values() if chooses_implicitly(node)]:
        choice_id = f"{node.id}_{CHOICE}"
        element = Element(choice_id, "inclusiveGateway", node.element.name, line=node.element.line, drawn=False)
        nodes[choice_id] = Node(element, node.xml, outgoing=node.outgoing, default_flow=node.default_flow)
        added.append(Flow(f"{node.id}_to_{CHOICE}", node.id, choice_id, {}))
        moved[node.id] = choice_id
    return [_from(flow, moved[flow.source]) if flow.source in moved else flow for flow in flows] + added


def _from(flow: Flow, source: str) -> Flow:
    return replace(flow, source=source)


def _add_ends(nodes: dict[str, Node], flows: list[Flow]) -> None:
    sources = {flow.source for flow in flows}
    for node in list(nodes.values()):
        if node.id in sources or node.tag == "endEvent" or node.is_event_subprocess:
            continue
        end_id = f"{node.id}_{IMPLICIT_END}"
        element = EventElement(end_id, "endEvent", node.element.name, line=node.element.line, drawn=False)
        nodes[end_id] = Node(element, node.xml)
        flows.append(Flow(f"{node.id}_to_{IMPLICIT_END}", node.id, end_id, {}))
