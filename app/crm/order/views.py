"""`/orders/new?deal=…`: an order of a deal begins with what is left of the deal."""

from typing import Any

from flask import Blueprint, request

from app.access.permissions import requires
from app.access.session import current_actor
from app.bounds import whole_number
from app.crm.deal import deal
from app.crm.order.left import LINES, lines_left, ordered_lines
from app.crm.order.record_type import order
from app.engine import NotFound
from app.i18n import gettext as _
from app.records import rights
from app.records.pages.card.editing import Answer, new_page
from app.records.rights.reading import readable_record

blueprint = Blueprint("order", __name__, template_folder="templates")


@blueprint.get("/orders/new")
@requires("record.write")
def new() -> Answer:
    rights.require_create(order, current_actor())
    return new_page(order, **_of_the_deal(request.args.get("deal", type=whole_number)))


def _of_the_deal(deal_id: int | None) -> dict[str, Any]:
    """With what the form begins when a part of the deal is ordered already; nothing when none is."""
    try:
        record = readable_record(deal, deal_id, current_actor()) if deal_id else None
    except NotFound:
        record = None
    lines = ordered_lines(record, current_actor()) if record else []
    if not any(each.ordered for each in lines):
        return {}
    left = lines_left(lines)
    note = _("What is left of the deal.") if left else _("Everything in the deal is ordered already.")
    return {"values": {LINES: left}, "note": note}
