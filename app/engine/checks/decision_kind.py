"""Decision tables (DMN) as an artifact kind."""

from collections.abc import Sequence

from app.engine.deploying.artifact_kinds import register_artifact_kind
from app.engine.deploying.deployment_set import DECISION, DeploymentSet
from app.engine.problems.findings import Findings, Place
from app.engine.problems.problem import ArtifactUnreadable, Problem
from app.feel.dmn import DmnError, Model, load_model
from app.feel.dmn import Problem as DmnProblem
from app.i18n import lazily


def parse_decision(file_name: str, content: bytes) -> tuple[str, Model]:
    """Read a DMN file. Its key is the decision that no other one of the file asks for: the one that diagrams call."""
    try:
        model = load_model(content, file_name=file_name)
    except DmnError as error:
        raise ArtifactUnreadable([_problem(file_name, problem) for problem in error.problems]) from error
    key = _main_decision(model)
    if key is None:
        findings = Findings(file_name)
        findings.add("decision-none", Place(1, 1))
        raise ArtifactUnreadable(findings.problems)
    return key, model


def check_decision(model: Model, together: DeploymentSet) -> Sequence[Problem]:
    return [_problem(model.file_name or "", problem) for problem in model.check()]


def _main_decision(model: Model) -> str | None:
    decisions = model.definitions.decisions
    asked_for = {reference.id for decision in decisions for reference in decision.required_decisions}
    main = [decision.id for decision in decisions if decision.id not in asked_for]
    return main[-1] if main else None


def _problem(file_name: str, problem: DmnProblem) -> Problem:
    return Problem(
        file_name=file_name,
        severity=problem.severity,
        message=lazily(problem),
        line=problem.line,
        element_id=problem.element_id,
        element_name=problem.element_name,
        element_ids=(problem.element_id,) if problem.element_id else (),
        code=problem.code,
    )


register_artifact_kind(DECISION, (".dmn",), parse_decision, check_decision)
