"""What a person has planned as an iCalendar document (RFC 5545), made by the library `icalendar`."""

from collections.abc import Sequence
from datetime import timedelta

from icalendar import Calendar, Event

from app.clock import clock
from app.crm.activity.record_type import activity
from app.crm.calendar.slots import Slot, slots_of
from app.engine import Actor
from app.i18n import gettext as _
from app.records.fields.rich_text import plain_text
from app.records.routing import record_address

BEHIND, AHEAD = timedelta(days=60), timedelta(days=366)
"""How far back and ahead of now it goes."""
REFRESHED = timedelta(minutes=15)


def document_of(actor: Actor, host: str) -> bytes:
    """The activities in which a person takes part and which they may read now.

    Parameters:
        actor: the person.
        host: scheme and host of the server, such as `https://crm.example`, for the links to the cards.
    """
    now = clock.now()
    slots = slots_of([actor.id or 0], now - BEHIND, now + AHEAD, actor)
    made: bytes = _document([each for each in slots if each.record is not None], host).to_ical()
    return made


def _document(slots: Sequence[Slot], host: str) -> Calendar:
    document = Calendar()
    document.add("prodid", "-//Dealflow//Dealflow//RU")
    document.add("version", "2.0")
    document.add("method", "PUBLISH")
    document.add("name", _("Activities"))
    document.add("x-wr-calname", _("Activities"))
    document.add("refresh-interval", REFRESHED)
    for slot in slots:
        document.add_component(_event(slot, host))
    return document


def _event(slot: Slot, host: str) -> Event:
    record, event = slot.record, Event()
    address = host + record_address(activity, record.id)
    event.add("uid", f"activity-{record.id}@{host.rpartition('/')[2]}")
    event.add("dtstamp", record.modified_at)
    event.add("last-modified", record.modified_at)
    event.add("created", record.created_at)
    event.add("sequence", record.revision)
    event.add("dtstart", slot.begins)
    event.add("dtend", slot.ends)
    event.add("summary", activity.display(record))
    event.add("description", f"{plain_text(record.text)}\n\n{address}")
    event.add("url", address)
    return event
