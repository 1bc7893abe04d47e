"""Business rule tasks: the result of a decision, in the shape that the diagram asks for."""

from collections.abc import Mapping
from typing import Any

from app.engine.deploying import deployment
from app.engine.ground.elements import BusinessRuleTaskElement
from app.i18n import lazy_gettext as _


def decide(element: BusinessRuleTaskElement, scope: Mapping[str, Any], deployment_id: int) -> Any:
    """Take the decision of a business rule task.

    Parameters:
        element: names the decision and the shape (`camunda:mapDecisionResult`).
        scope: what its inputs may read.
        deployment_id: of the diagram.

    Raises:
        NotFound: the decision is not deployed.
        ValueError: the result does not have the shape.
    """
    found = deployment.bound_artifact(
        "decision", element.decision_key, element.decision_binding, element.decision_version, deployment_id
    )
    result = found.parsed.evaluate(element.decision_key, scope).value
    return _shaped(result, element.map_result)


def _shaped(result: Any, shape: str) -> Any:
    """`singleEntry` one value, `singleResult` one row, `collectEntries` a list of values, `resultList` as it came."""
    rows = result if isinstance(result, list) else [] if result is None else [result]
    if shape == "resultList":
        return rows
    if shape == "collectEntries":
        return [_entry(row) for row in rows]
    if len(rows) > 1:
        raise ValueError(str(_("the decision gives %(count)s results where one is expected", count=len(rows))))
    if not rows:
        return None
    return _entry(rows[0]) if shape == "singleEntry" else rows[0]


def _entry(row: Any) -> Any:
    if not isinstance(row, dict):
        return row
    if len(row) > 1:
        raise ValueError(str(_("the decision gives several values where one is expected")))
    return next(iter(row.values()), None)
