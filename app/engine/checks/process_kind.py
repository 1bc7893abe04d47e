"""Diagrams (BPMN) as an artifact kind."""

from collections.abc import Sequence

from app.engine.checks import check_diagram
from app.engine.deploying.artifact_kinds import register_artifact_kind
from app.engine.deploying.deployment_set import PROCESS, DeploymentSet
from app.engine.parsing.diagram import Diagram
from app.engine.parsing.reader import read_diagram
from app.engine.problems.problem import Problem


def parse_process(file_name: str, content: bytes) -> tuple[str, Diagram]:
    """Read a diagram; its key is that of its first executable process."""
    diagram = read_diagram(file_name, content)
    processes = diagram.executable_processes or diagram.processes
    return (processes[0].key if processes else file_name), diagram


def check_process(diagram: Diagram, deployment_set: DeploymentSet) -> Sequence[Problem]:
    return check_diagram(diagram, deployment_set)


register_artifact_kind(PROCESS, (".bpmn", ".bpmn20.xml"), parse_process, check_process)
