"""The payments of a schedule: each line becomes one, once."""

from typing import Any

from app.engine import NotAllowedNow, UnitOfWork
from app.i18n import gettext as _
from app.records.commands.create import create_record
from app.records.commands.locking import locked
from app.records.commands.status import request_status
from app.records.commands.update import update_record
from app.records.types import RecordType, registry
from app.records.values.of_records import values_of

PAYMENT = "payment"


def due_lines(record_type: RecordType, record: Any) -> list[dict[str, Any]]:
    """The lines of the schedule that have no payment yet."""
    return [line for line in _lines(record_type, record) if line["payment"] is None]


def schedule_payments(unit: UnitOfWork, record_type: RecordType, record_id: int) -> int:
    """Make a planned payment of each line that has none, and note it in the line.

    Returns:
        How many were made.

    Raises:
        NotAllowedNow: there is no such line.
        CommandError: the payments are refused, or the actor may not make them.
    """
    agreement = locked(unit, record_type, record_id)
    lines, due = _lines(record_type, agreement), due_lines(record_type, agreement)
    if not due:
        raise NotAllowedNow(_("Every line of the schedule has its payment already."))
    made = {line["id"]: _payment_of(unit, record_type, agreement, line) for line in due}
    rows = [{**line, "payment": made.get(line["id"], line["payment"])} for line in lines]
    update_record(unit, record_type, record_id, {"schedule": rows}, system=True)
    return len(due)


def _lines(record_type: RecordType, agreement: Any) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = values_of(record_type, agreement, ["schedule"])["schedule"]
    return lines


def _payment_of(unit: UnitOfWork, record_type: RecordType, agreement: Any, line: dict[str, Any]) -> int:
    name = record_type.display(agreement)
    values = {
        "amount": line["amount"],
        "currency": agreement.currency,
        "counterparty": agreement.counterparty_id,
        "responsible": agreement.initiator_id,
        "planned_payment_date": line["planned_date"],
        "comment": f"{name}: {line['comment']}" if line["comment"] else name,
    }
    payment = registry[PAYMENT]
    number: int = create_record(unit, payment, values).id
    request_status(unit, payment, number, "planned", {})
    return number
