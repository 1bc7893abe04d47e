"""Look at the conditional events of a record."""

from collections.abc import Collection

from app.engine.unit.unit_of_work import UnitOfWork


def record_changed(unit: UnitOfWork, record_type: str, record_id: int, fields: Collection[str]) -> None:
    """Fields of a record have changed: conditional events that read one of them are looked at, and processes run on.

    Raises:
        Refusal, TechnicalFailure, StepLimitExceeded: a process could not run on.
    """
    unit.record_changed(record_type, record_id, fields)
    unit.run()
