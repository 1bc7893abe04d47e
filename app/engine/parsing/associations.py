"""Associations: lines to notes, and the lines that lead from a compensation event to what undoes (BPMN 2.0.2, 10.7)."""

from collections import defaultdict
from collections.abc import Mapping

from lxml import etree

from app.engine.parsing.diagram import Scope
from app.engine.parsing.namespaces import BPMN

Associations = Mapping[str, list[str]]


def read_associations(root: etree._Element) -> Associations:
    """All associations of a file: ids of targets by the id of the source."""
    found: dict[str, list[str]] = defaultdict(list)
    for xml in root.iter(f"{{{BPMN}}}association"):
        target = xml.get("targetRef") or ""
        if target not in found[xml.get("sourceRef") or ""]:
            found[xml.get("sourceRef") or ""].append(target)
    return found


def connect_handlers(scope: Scope, associations: Associations) -> None:
    """Tell each boundary event that catches compensation what its associations lead to on the same level."""
    for node in scope.nodes.values():
        if node.tag == "boundaryEvent" and node.is_compensation_event:
            targets = associations.get(node.id, ())
            node.handlers = [scope.nodes[target] for target in targets if target in scope.nodes]
