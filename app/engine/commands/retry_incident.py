"""Try again what failed in the background, or leave it."""

from collections.abc import Mapping
from typing import Any

from app.engine.commands.continue_process import continue_process
from app.engine.commands.fire_timer import fire_timer
from app.engine.commands.start_by_timer import start_by_timer
from app.engine.time import due_work
from app.engine.unit import incidents
from app.engine.unit.unit_of_work import UnitOfWork


def retry_incident(unit: UnitOfWork, incident_id: int) -> None:
    """Do again what had failed and close the incident; when it fails again the incident stays open.

    Raises:
        NotFound: there is no such incident.
        NotAllowedNow: it is closed already.
        CommandError: it failed again.
    """
    incidents.retry(unit, incident_id)


def retry_incidents_alike(unit: UnitOfWork, incident_id: int) -> int:
    """Give everything that failed for the same cause new attempts, and close the incidents; the clock does the rest.

    Same cause: the same command at the same element with the same words. What cannot be put back (an effect of a
    command without a job) keeps its incident.

    Returns:
        How many were put back.

    Raises:
        NotFound: there is no such incident.
        NotAllowedNow: it is closed already.
    """
    count = 0
    for row in incidents.alike(unit, incident_id):
        found = due_work.find_failed(unit, row["command"], row["arguments"])
        if found is not None:
            due_work.put_back(unit, *found, None)
            incidents.close(unit, row)
            count += 1
    return count


def skip_incident(unit: UnitOfWork, incident_id: int, reason: str) -> None:
    """Close an incident without doing what had failed.

    Raises:
        NotFound, NotAllowedNow: as for `retry_incident`.
    """
    incidents.skip(unit, incident_id, reason)


@incidents.retries("fire_timer")
def _fire_again(unit: UnitOfWork, arguments: Mapping[str, Any]) -> None:
    fire_timer(unit, arguments["task_id"])


@incidents.retries("start_by_timer")
def _start_again(unit: UnitOfWork, arguments: Mapping[str, Any]) -> None:
    start_by_timer(unit, arguments["id"], at_once=True)


@incidents.retries("execute_job")
def _continue_again(unit: UnitOfWork, arguments: Mapping[str, Any]) -> None:
    continue_process(unit, arguments["task_id"])
