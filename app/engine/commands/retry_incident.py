"""Try again what failed in the background, or leave it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import update

from app.engine import incidents, store
from app.engine.commands.fire_timer import fire_timer
from app.engine.unit_of_work import UnitOfWork


def retry_incident(unit: UnitOfWork, incident_id: int) -> None:
    """Do again what had failed and close the incident; when it fails again the incident stays open.

    Raises:
        NotFound: there is no such incident.
        NotAllowedNow: it is closed already.
        CommandError: it failed again.
    """
    incidents.retry(unit, incident_id)


def skip_incident(unit: UnitOfWork, incident_id: int, reason: str) -> None:
    """Close an incident without doing what had failed.

    Raises:
        NotFound, NotAllowedNow: as for `retry_incident`.
    """
    incidents.skip(unit, incident_id, reason)


@incidents.retries("fire_timer")
def _fire_again(unit: UnitOfWork, arguments: Mapping[str, Any]) -> None:
    timer = store.TIMER
    unit.connection.execute(update(timer).where(timer.c.task_id == arguments["task_id"]).values(attempts=0))
    fire_timer(unit, arguments["task_id"])
