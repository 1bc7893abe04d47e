"""Honest deploy: what does not run as BPMN says is refused before anybody depends on it."""

from app.engine.deployment_set import DeploymentSet
from app.engine.parsing.diagram import Diagram
from app.engine.problems import Problem as Problem


def check_diagram(diagram: Diagram, deployment_set: DeploymentSet) -> list[Problem]:
    """All problems of a diagram beside the other artifacts of a deployment."""
    return list(diagram.findings.problems)
