"""`/payments/new?order=…`: a payment of an order begins with what no payment brings yet."""

from typing import Any

from flask import Blueprint, request

from app.access.permissions import requires
from app.access.session import current_actor
from app.bounds import whole_number
from app.clock import clock
from app.crm.order import order
from app.crm.payment.balance import balances
from app.crm.payment.record_type import payment
from app.engine import NotFound
from app.i18n import local_time
from app.records import rights
from app.records.pages.card.editing import Answer, new_page
from app.records.rights.reading import readable_record

blueprint = Blueprint("payment", __name__, template_folder="templates")


@blueprint.get("/payments/new")
@requires("record.write")
def new() -> Answer:
    rights.require_create(payment, current_actor())
    return new_page(payment, values=_of_the_order(request.args.get("order", type=whole_number)))


def _of_the_order(order_id: int | None) -> dict[str, Any]:
    """With what the form begins; nothing when there is no order, or everything is planned already."""
    try:
        record = readable_record(order, order_id, current_actor()) if order_id else None
    except NotFound:
        record = None
    if record is None:
        return {}
    unplanned = balances([record], current_actor(), local_time(clock.now()).date())[record.id].unplanned
    return {"amount": unplanned} if unplanned else {}
