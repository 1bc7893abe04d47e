"""What diagrams may do with contracts."""

from typing import Any

from marshmallow import Schema

from app.crm.agreements.schedule import schedule_payments
from app.engine import Execution, UnitOfWork, service_task
from app.i18n import lazy_gettext as _
from app.records.types import registry


@service_task(
    "agreement.schedule-payments",
    name=_("Create the payments of the schedule"),
    description=_(
        "Each line of the payment schedule that has no payment gets a planned one; outputs read their count."
    ),
    inputs=Schema,
)
def schedule(unit: UnitOfWork, execution: Execution, inputs: dict[str, Any]) -> dict[str, Any]:
    if execution.record_type is None or execution.record_id is None:
        raise LookupError(str(_("the process is about no record")))
    return {"count": schedule_payments(unit, registry[execution.record_type], execution.record_id)}
