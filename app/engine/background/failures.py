"""What failed in the background is tried again after a time, and left to a person after the last attempt."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select, update

from app.engine.deploying import deployment
from app.engine.ground.actor import SYSTEM
from app.engine.ground.elements import Element
from app.engine.ground.errors import EngineError
from app.engine.ground.expressions import Value
from app.engine.instance.waiting import task_by_id
from app.engine.specs.continuations import is_put_off, put_off
from app.engine.time.due_work import Kind
from app.engine.time.retries import USUAL, RetryCycle, retry_cycle
from app.engine.unit.incidents import record_incident
from app.engine.unit.unit_of_work import UnitOfWork, unit_of_work
from app.feel import FeelError

logger = logging.getLogger(__name__)


def failed(kind: Kind, row: Mapping[str, Any], error: Exception) -> None:
    """Count a failure: the next attempt is due as the diagram says, or there is an incident.

    A refusal is not tried again by itself: the diagram would give the same answer; a fault may pass.
    """
    with unit_of_work(SYSTEM) as unit:
        cycle, variables = _settings(unit, row)
        table = kind.table
        current = unit.connection.execute(select(table).where(table.c.id == row["id"]).with_for_update()).first()
        if current is None:
            return
        failures = current.attempts + 1
        left = max(0, (cycle.attempts if current.retries is None else current.retries) - 1)
        if _is_final(error):
            left = 0
        unit.connection.execute(
            update(table)
            .where(table.c.id == row["id"])
            .values(
                attempts=failures,
                retries=left,
                active=current.active and left > 0,
                due_at=cycle.next_attempt(failures, unit.now) if left else current.due_at,
                locked_until=None,
            )
        )
        if not left:
            record_incident(
                unit.connection,
                command=kind.command,
                arguments={**kind.arguments(row), "variables": variables},
                error=error,
                process_instance_id=row.get("process_instance_id"),
                element_id=row["element_id"],
            )


def _is_final(error: Exception) -> bool:
    return isinstance(error, EngineError) and not hasattr(error, "cause")


def _settings(unit: UnitOfWork, row: Mapping[str, Any]) -> tuple[RetryCycle, Mapping[str, Any]]:
    """How the diagram wants it tried again, and the variables there. Locks the instance first, as every command."""
    if row.get("process_instance_id") is None:
        definition = deployment.definition(row["process_definition_id"])
        return _cycle(definition.process.elements[row["element_id"]], lambda retry: retry.evaluate({})), {}
    try:
        runtime = unit.instance(row["process_instance_id"])
        task = task_by_id(runtime.workflow, row["task_id"])
    except EngineError:
        logger.warning("process %s cannot be read", row["process_instance_id"], exc_info=True)
        return USUAL, {}
    if task is None:
        return USUAL, {}
    element = put_off(task)[0] if is_put_off(task) else task.task_spec.element
    return _cycle(element, lambda retry: runtime.value(task, retry)), task.data


def _cycle(element: Element, evaluate: Callable[[Value], Any]) -> RetryCycle:
    if element.job.retry is None:
        return USUAL
    try:
        return retry_cycle(evaluate(element.job.retry))
    except (EngineError, FeelError, ValueError):
        logger.warning("the retry time cycle of %s gives none", element.id, exc_info=True)
        return USUAL
