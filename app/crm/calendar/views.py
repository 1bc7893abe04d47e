"""`/calendar`: who is occupied when, to be moved by dragging; `/calendar/events`: the same for scripts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from sqlalchemy import select

from app.access.models import Person
from app.access.permissions import requires
from app.access.session import current_actor
from app.bounds import whole_number, whole_numbers
from app.crm.activity.record_type import activity
from app.crm.calendar.moving import Move, move
from app.crm.calendar.period import PEOPLE, VIEWS, Period, read_period
from app.crm.calendar.slots import MOST, Slot, slots_of
from app.db import db
from app.engine import CommandError
from app.i18n import gettext as _
from app.i18n import local_time
from app.records import rights
from app.records.commands.verdicts import verdict_of
from app.records.lifecycle.current import lifecycle_of
from app.records.routing import record_address

MOST_PEOPLE = 20
SHORTEST = timedelta(minutes=15)
"""How long an activity is drawn at least, also in the night in which the clocks are put back."""

blueprint = Blueprint("calendar", __name__, template_folder="templates")


@blueprint.get("/calendar")
@requires("record.read")
def show() -> str:
    period = _period()
    people = _people()
    chosen = [each.id for each in people]
    slots = slots_of(chosen, *period.moments(), current_actor())
    names = {each.id: each.display_name for each in people}
    return render_template(
        "crm/calendar/page.html",
        period=period,
        views=VIEWS,
        people=people,
        colleagues=_colleagues(),
        listed=[_drawn(slot, names) for slot in slots],
        most=MOST if len(slots) == MOST else 0,
        events_address=_address("calendar.events", period, chosen),
        addresses={view: _address("calendar.show", Period(view, period.day), chosen) for view in VIEWS},
        earlier=_address("calendar.show", period.moved(-1), chosen),
        later=_address("calendar.show", period.moved(1), chosen),
        today=url_for("calendar.show", view=period.view, person=chosen),
        new_address=record_address(activity, None, "new") if rights.may_create(activity, current_actor()) else "",
        side_by_side=period.view == PEOPLE,
    )


@blueprint.get("/calendar/events")
@requires("record.read")
def events() -> Response:
    """What is drawn in the calendar, in the wall time of the person."""
    people = _people()
    names = {each.id: each.display_name for each in people}
    slots = slots_of(list(names), *_period().moments(), current_actor())
    return jsonify([_drawn(slot, names) for slot in slots])


@blueprint.post("/calendar/activities/<int:record_id>")
@requires("record.write")
def drop(record_id: int) -> tuple[Response, int]:
    """An activity was dragged to another time, or to another person."""
    given = request.values
    wanted = Move(
        given.get("begins", ""),
        given.get("ends", ""),
        given.get("from", type=whole_number),
        given.get("to", type=whole_number),
        given.get("_revision", type=whole_number),
    )
    try:
        record, back = move(record_id, wanted, current_actor())
    except CommandError as error:
        verdict = verdict_of(error)
        words = " ".join(str(each) for each in verdict.fields.values()) or verdict.words
        db.session.rollback()
        return jsonify(message=words), verdict.status
    undo = url_for("calendar.drop", record_id=record_id, **back)
    words = _("Moved: %(name)s.", name=activity.display(record))
    return jsonify(revision=record.revision, message=words, undo=undo), 200


def _period() -> Period:
    return read_period(request.args.get("view", ""), request.args.get("date", ""))


def _people() -> Sequence[Person]:
    """Those who are asked about: whom the address names, else who asks."""
    asked = list(dict.fromkeys(whole_numbers(request.args.getlist("person"))))[:MOST_PEOPLE]
    found = _enabled(asked) if asked else []
    return found or _enabled([current_actor().id or 0])


def _enabled(people: Sequence[int]) -> Sequence[Person]:
    wanted = select(Person).where(Person.id.in_(people), Person.disabled.is_(False))
    place = {each: number for number, each in enumerate(people)}
    return sorted(db.session.scalars(wanted), key=lambda each: place[each.id])


def _colleagues() -> Sequence[Person]:
    return db.session.scalars(select(Person).where(Person.disabled.is_(False)).order_by(Person.last_name)).all()


def _address(endpoint: str, period: Period, people: Sequence[int]) -> str:
    return url_for(endpoint, view=period.view, date=period.day.isoformat(), person=people)


def _drawn(slot: Slot, names: dict[int, str]) -> dict[str, Any]:
    """A slot for the page and its script. What may not be read is a time and no more."""
    begins, ends = _wall(slot.begins), _wall(slot.ends)
    record = slot.record
    who = ", ".join(names[each] for each in slot.people)
    common = {
        "begins": begins.isoformat(timespec="minutes"),
        "ends": max(ends, begins + SHORTEST).isoformat(timespec="minutes"),
        "people": list(slot.people),
        "who": who,
    }
    if record is None:
        return {**common, "title": _("Busy"), "status": "busy"}
    status = lifecycle_of(activity.name).status(record.status)
    return {
        **common,
        "id": record.id,
        "title": activity.display(record),
        "status": "done" if status and status.final else record.status,
        "address": record_address(activity, record.id),
        "revision": record.revision,
        "may_write": slot.may_write,
        "responsible": record.responsible_id,
    }


def _wall(moment: datetime) -> datetime:
    return local_time(moment).replace(tzinfo=None)
