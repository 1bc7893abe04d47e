"""The picture of a diagram: people will look at it, so everything that runs must be drawn."""

from app.engine.parsing.diagram import Diagram
from app.engine.parsing.namespaces import BPMN_DIAGRAM
from app.engine.problems.findings import Findings, Place

_MOST = 10  # warnings about single elements; more say nothing new


def check_picture(diagram: Diagram, findings: Findings) -> None:
    """Find what is not drawn."""
    root = diagram.document.root
    drawn = {
        shape.get("bpmnElement") for tag in ("BPMNShape", "BPMNEdge") for shape in root.iter(f"{{{BPMN_DIAGRAM}}}{tag}")
    }
    if not drawn:
        findings.add("diagram-missing", Place(*diagram.document.place(root)))
        return
    missing = [
        place
        for process in diagram.executable_processes
        for scope in process.scope.with_inner()
        for place in (
            *(node.place for node in scope.nodes.values()),
            *(Place(flow.line, flow.column, flow.id, flow.label) for flow in scope.flows.values()),
        )
        if place.element_id not in drawn
    ]
    for place in missing[:_MOST]:
        findings.add("shape-missing", place)
