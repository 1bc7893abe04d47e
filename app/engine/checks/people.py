"""The function `people("role")` of process expressions: the role is there, and no variable hides the function."""

from collections.abc import Collection, Sequence

from app.engine.checks.literals import texts_given_to
from app.engine.checks.written import Written
from app.engine.deploying.deployment_set import DeploymentSet
from app.engine.ground.scope import PEOPLE
from app.engine.problems.findings import Findings
from app.engine.problems.problem import did_you_mean


def check_people(
    written: Written, variables: Collection[str], types: Sequence[str], together: DeploymentSet, findings: Findings
) -> None:
    """Find calls of `people` with a role that no lifecycle of the process's record types has.

    Parameters:
        variables: the process variables; one that is called `people` would be read instead of the function.
        types: the record types that the process may be about.
    """
    asked = list(texts_given_to(written.expression, PEOPLE))
    if asked and PEOPLE in variables:
        findings.add("variable-reserved", written.place, variable=PEOPLE, reserved=PEOPLE)
    known = {record_type: together.roles(record_type) for record_type in types}
    for role in asked:
        missing = [record_type for record_type, roles in known.items() if roles is not None and role not in roles]
        if missing:
            hint = did_you_mean(role, known[missing[0]] or ())
            findings.add("role-unknown", written.place, role=role, record_type=missing[0], hint=hint)
