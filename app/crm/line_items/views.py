"""`/<plural>/<id>/prices`: the prices of the catalogue are taken over into the lines of a record."""

from flask import Blueprint, Response, abort

from app.access.permissions import requires
from app.access.session import current_actor
from app.crm.line_items.prices import LINES, take_prices
from app.engine import unit_of_work
from app.htmx import done
from app.i18n import gettext as _
from app.records.pages.card.answers import writable_card
from app.records.routing import record_address
from app.records.types import RecordType

blueprint = Blueprint("line_items", __name__, template_folder="templates")


@blueprint.post("/<records:record_type>/<int:record_id>/prices")
@requires("record.write")
def take(record_type: RecordType, record_id: int) -> Response:
    if LINES not in record_type.forms:
        abort(404)
    writable_card(record_type, record_id)
    with unit_of_work(current_actor()) as unit:
        count = take_prices(unit, record_type, record_id)
    to = record_address(record_type, record_id, arguments={"tab": LINES})
    return done(_("Prices taken over: %(count)s.", count=count), to=to)
