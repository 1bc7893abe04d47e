"""Where a record may go: every status tried on its diagram, with the diagram's words where it says no."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from app.engine import Actor
from app.engine.queries import MoveOutcome, allowed_moves
from app.i18n import gettext as _
from app.i18n import localized
from app.records.commands.status import obstacle_of_status, require_status_change
from app.records.commands.status_change.changing import submission
from app.records.commands.status_change.form import STATUS
from app.records.errors import Forbidden
from app.records.lifecycle.current import lifecycle_of
from app.records.lifecycle.model import Status
from app.records.types import RecordType


@dataclass(frozen=True)
class Move:
    """One status that a record could be brought into.

    Attributes:
        allowed: the diagram would do it now, as the record is.
        message: why not, in words.
        missing: fields that would have to be filled; empty when nothing can be done about it.
    """

    status: str
    label: str
    allowed: bool
    code: str | None = None
    message: str = ""
    missing: Sequence[str] = ()


def moves_of(record_type: RecordType, record: Any, actor: Actor, only: Collection[str] | None = None) -> list[Move]:
    """The moves of a record, in the order of the lifecycle.

    Parameters:
        only: ids of the statuses to try; None: all but the one in which the record is.
    """
    statuses = [each for each in lifecycle_of(record_type.name).statuses if _is_tried(each, record, only)]
    try:
        require_status_change(record_type, record, actor)
    except Forbidden as refused:
        return [Move(each.id, localized(each.label), False, "forbidden", str(refused)) for each in statuses]
    closed = {each.id: obstacle_of_status(record_type, record.status, each.id) for each in statuses}
    tried = allowed_moves(actor, record_type.name, record.id, [name for name, words in closed.items() if not words])
    outcomes = {name: MoveOutcome(False, "notOffered", words) for name, words in closed.items() if words} | tried
    return [_move(record_type, record, each, outcomes[each.id], actor) for each in statuses]


def _is_tried(status: Status, record: Any, only: Collection[str] | None) -> bool:
    return status.id != record.status if only is None else status.id in only


def _move(record_type: RecordType, record: Any, status: Status, outcome: MoveOutcome, actor: Actor) -> Move:
    label = localized(status.label)
    if not outcome.allowed:
        message = localized(outcome.message) if outcome.message else ""
        return Move(status.id, label, False, outcome.code, message, tuple(outcome.missing))
    errors = submission(record_type, record, status.id, {}, actor).errors
    missing = [name for name in errors if name != STATUS and record_type.has_field(name)]
    if not missing:
        return Move(status.id, label, True)
    names = ", ".join(str(record_type.field(name).label) for name in missing)
    return Move(status.id, label, False, "missing", _("To be filled in: %(fields)s.", fields=names), tuple(missing))
