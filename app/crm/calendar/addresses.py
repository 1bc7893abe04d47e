"""Secret addresses of calendars: made, revoked, and whose they are."""

import hashlib
import secrets
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import OperationalError

from app.access.models import Person
from app.access.security_log import note
from app.access.signed_in import SignedIn, find_person, may_come_in, wait_for_person
from app.access.throttle import Source, begin_attempt
from app.clock import clock
from app.crm.calendar.models import CalendarAddress
from app.db import db, write_transaction

_USED_AGAIN = timedelta(minutes=10)  # an address that is in use is written to once in this time


def address_of(person_id: int) -> CalendarAddress | None:
    """What is known of the address of a person, None when there is none."""
    return db.session.get(CalendarAddress, person_id)


def issue_address(person: Person, password_hash: str | None = None) -> str:
    """Make the address of a person; one that was there before is not valid any more.

    Parameters:
        password_hash: what the person had when they were let in to ask for it.

    Returns:
        Its secret part. It is not kept and cannot be shown again.

    Raises:
        NotAnyMore: the person is disabled, or has got another password since.
    """
    secret = secrets.token_urlsafe(32)
    with write_transaction():
        wait_for_person(person.id, password_hash)
        db.session.execute(delete(CalendarAddress).where(CalendarAddress.person_id == person.id))
        db.session.add(CalendarAddress(person_id=person.id, digest=_digest(secret), created_at=clock.now()))
        note("calendar-address-made", person.login)
    return secret


def remove_address(person_id: int) -> None:
    """Make the address of a person invalid, inside a command."""
    db.session.execute(delete(CalendarAddress).where(CalendarAddress.person_id == person_id))


def revoke_address(person: Person) -> bool:
    """Make the address of a person invalid; False when there is none."""
    removed = delete(CalendarAddress).where(CalendarAddress.person_id == person.id).returning(CalendarAddress.digest)
    with write_transaction():
        found = db.session.execute(removed).first()
        if found is None:
            return False
        note("calendar-address-revoked", person.login)
    return True


def person_behind(secret: str, source: str) -> SignedIn | None:
    """Whose calendar it is, None when the address is not valid or the person may not come in. Its use is noted.

    Parameters:
        source: the network address of whoever asks; who tries wrong ones is slowed down.

    Raises:
        TooManyAttempts
    """
    digest = _digest(secret)
    known = db.session.scalar(select(CalendarAddress).where(CalendarAddress.digest == digest))
    found = find_person(Person.id == known.person_id) if known else None
    if known is None or found is None or not may_come_in(found.person):
        begin_attempt(digest, Source(f"calendar {source}"[:64]))
        return None
    now = clock.now()
    if known.last_used_at is None or now - known.last_used_at > _USED_AGAIN:
        with suppress(OperationalError), write_transaction():  # somebody writes for long: it is noted the next time
            used = update(CalendarAddress).where(CalendarAddress.digest == digest)
            db.session.execute(used.values(last_used_at=now))
    return found


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
