"""Where a record may go: every status tried on its diagram, with the diagram's words where it says no."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from flask_babel import get_timezone

from app.engine import Actor
from app.engine.queries import MoveOutcome, allowed_moves
from app.i18n import gettext as _
from app.i18n import localized
from app.records import rights
from app.records.commands import CHANGE_STATUS
from app.records.forms.filling import FormRefused, submitted
from app.records.forms.values import show_value
from app.records.lifecycle.current import lifecycle_of
from app.records.lifecycle.model import Status
from app.records.status_change.form import STATUS, status_form
from app.records.types import RecordType
from app.records.values import values_of


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


def may_change_status(record_type: RecordType, record: Any, actor: Actor) -> bool:
    """Whether the actor may write the record and has a role that changes statuses."""
    return rights.may(record_type, record, actor, "write") and rights.may_act(record_type, record, actor, CHANGE_STATUS)


def moves_of(record_type: RecordType, record: Any, actor: Actor, only: Sequence[str] = ()) -> list[Move]:
    """All moves of a record, in the order of the lifecycle; its present status is not among them.

    Parameters:
        only: the statuses to try; all of them when empty.
    """
    statuses = [each for each in lifecycle_of(record_type.name).statuses if each.id != record.status]
    statuses = [each for each in statuses if not only or each.id in only]
    if not may_change_status(record_type, record, actor):
        words = _("You do not have the right to change the status of this record.")
        return [Move(each.id, localized(each.label), False, "forbidden", words) for each in statuses]
    outcomes = allowed_moves(actor, record_type.name, record.id, [each.id for each in statuses])
    return [_move(record_type, record, each, outcomes[each.id], actor) for each in statuses]


def required_fields(record_type: RecordType, record: Any, status: str, actor: Actor) -> list[str]:
    """The fields that the form of the status change insists on for this status, and that the record has not."""
    form = status_form(record_type)
    names = [each.key for each in form.inputs() if each.key != STATUS and record_type.has_field(each.key)]
    values = values_of(record_type, record, names)
    zone = get_timezone() or UTC
    posted = {name: show_value(form.component(name), value, zone) for name, value in values.items()}
    try:
        submitted(form, posted | {STATUS: status}, values, actor=actor)
    except FormRefused as refused:
        return [name for name in refused.errors if record_type.has_field(name)]
    return []


def _move(record_type: RecordType, record: Any, status: Status, outcome: MoveOutcome, actor: Actor) -> Move:
    label = localized(status.label)
    if not outcome.allowed:
        message = localized(outcome.message) if outcome.message else ""
        return Move(status.id, label, False, outcome.code, message, tuple(outcome.missing))
    missing = required_fields(record_type, record, status.id, actor) if status.offered else []
    if not missing:
        return Move(status.id, label, True)
    names = ", ".join(str(record_type.field(name).label) for name in missing)
    return Move(status.id, label, False, "missing", _("To be filled in: %(fields)s.", fields=names), tuple(missing))
