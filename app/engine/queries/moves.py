"""What may happen to a record now: found by trying each status in the diagram and rolling it back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.engine.ground.actor import Actor
from app.engine.ground.errors import CommandError, Refusal
from app.engine.unit.delivery import STATUS_REQUESTED
from app.engine.unit.unit_of_work import UnitOfWork, unit_of_work


@dataclass(frozen=True)
class MoveOutcome:
    """What the diagram says to a requested status.

    Attributes:
        allowed: it would be carried out.
        code: code of the diagram's error, or of the reason why not; "" when allowed.
        message: the words, in both languages for the diagram's own, else in that of the request; "" when allowed.
        missing: record fields that would have to be filled.
    """

    allowed: bool
    code: str = ""
    message: Any = ""
    missing: tuple[str, ...] = ()


def allowed_moves(actor: Actor, record_type: str, record_id: int, statuses: Iterable[str]) -> dict[str, MoveOutcome]:
    """Ask the diagram for each status whether the actor could request it now. Nothing is changed.

    Parameters:
        actor: who would request it.
        statuses: the candidates.

    Returns:
        An outcome for each status, in the given order.
    """
    with unit_of_work(actor, dry_run=True) as unit:
        return {status: try_status(unit, record_type, record_id, status) for status in statuses}


def try_status(unit: UnitOfWork, record_type: str, record_id: int, status: str) -> MoveOutcome:
    """Try one status inside a unit of work, on a savepoint that is rolled back."""
    try:
        with unit.attempt():
            unit.queue_message(record_type, record_id, STATUS_REQUESTED, {"status": status})
    except Refusal as refusal:
        return MoveOutcome(False, refusal.code, refusal.message, refusal.missing)
    except CommandError as error:
        return MoveOutcome(False, error.details.get("code", type(error).__name__), str(error))
    return MoveOutcome(True)
