"""Broadcast a signal."""

from collections.abc import Mapping
from typing import Any

from app.engine.ground.values import plain
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
        Refusal, TechnicalFailure, StepLimitExceeded: a process could not run on.
    """
    values = {key: plain(value) for key, value in (payload or {}).items()}
    unit.queue_signal(name, record_type, record_id, values, everywhere=True)
    unit.run()
