"""Broadcast a signal."""

from collections.abc import Mapping
from typing import Any

from app.engine.deploying import deployment
from app.engine.ground.store import waiting_definitions
from app.engine.instance.waiting import SIGNAL
from app.engine.unit.from_outside import variables_for_some
from app.engine.unit.unit_of_work import UnitOfWork


def broadcast_signal(
    unit: UnitOfWork,
    name: str,
    payload: Mapping[str, Any] | None = None,
    record_type: str | None = None,
    record_id: int | None = None,
) -> None:
    """Tell every process that waits for a signal, and start those that begin with it.

    Parameters:
        payload: becomes process variables.
        record_type, record_id: the record that the signal is about, if any.

    Raises:
        NotAllowedNow: a variable of which no diagram that hears the signal speaks.
        Refusal, TechnicalFailure, StepLimitExceeded: a process could not run on.
    """
    hearing = (deployment.definition(number) for number in waiting_definitions(unit.connection, SIGNAL, name))
    started = deployment.definitions_started_by_signal(name, record_type)
    values = variables_for_some([*hearing, *started], payload, record_type)
    unit.queue_signal(name, record_type, record_id, values, everywhere=True, from_outside=True)
    unit.run()
