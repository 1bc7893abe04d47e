"""Send a message to the processes of a record."""

from collections.abc import Mapping
from typing import Any

from app.engine.ground.values import plain
from app.engine.unit.unit_of_work import UnitOfWork


def send_message(
    unit: UnitOfWork,
    name: str,
    record_type: str | None,
    record_id: int | None,
    payload: Mapping[str, Any] | None = None,
) -> None:
    """Send a message; every process of the record that waits for it goes on, else a process that it starts.

    Parameters:
        payload: becomes process variables; of `statusRequested` the `status` becomes `requested_status`.

    Raises:
        NotAllowedNow: nothing waits for it.
        Refusal, TechnicalFailure, StepLimitExceeded: the process could not run on.
    """
    unit.queue_message(record_type, record_id, name, {key: plain(value) for key, value in (payload or {}).items()})
    unit.run()
