"""What diagrams may do with activities."""

from datetime import tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import Schema, fields, validate

from app.access.models import Person
from app.crm.activity.record_type import REPEATS
from app.crm.activity.recurrence import next_occurrence
from app.db import db
from app.engine import Execution, UnitOfWork, service_task
from app.i18n import lazy_gettext as _


class OccurrenceInputs(Schema):
    first = fields.AwareDateTime(required=True, metadata={"label": _("First of the series")})
    every = fields.String(
        required=True, metadata={"label": _("Repeat")}, validate=validate.OneOf([each.id for each in REPEATS])
    )
    after = fields.AwareDateTime(required=True, metadata={"label": _("Later than")})
    until = fields.Date(allow_none=True, metadata={"label": _("Repeat until")})
    person = fields.Integer(allow_none=True, metadata={"label": _("In the time zone of the person")})


@service_task(
    "calendar.next",
    name=_("Next date of a series"),
    description=_(
        "Finds when what repeats comes next; outputs read it as result.moment, null when the series has ended."
    ),
    inputs=OccurrenceInputs,
)
def find_next(unit: UnitOfWork, execution: Execution, inputs: dict[str, Any]) -> dict[str, Any]:
    zone = _zone_of(inputs.get("person")) or unit.zone
    return {"moment": next_occurrence(inputs["first"], inputs["every"], inputs["after"], zone, inputs.get("until"))}


def _zone_of(person_id: int | None) -> tzinfo | None:
    person = db.session.get(Person, person_id) if person_id else None
    return ZoneInfo(person.time_zone) if person and person.time_zone else None
