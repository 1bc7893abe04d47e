"""Sessions of browsers: they live here and not in the cookie, so that whoever ends one ends every copy of it."""

import hashlib
import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

from flask import current_app
from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.exc import OperationalError

from app.access import security_log
from app.access.models import BrowserSession, Membership, Person
from app.access.signed_in import SignedIn, wait_for_person
from app.clock import clock
from app.db import db, write_transaction

_SEEN_AGAIN = timedelta(minutes=5)  # a session that is in use is written to once in this time, or a fifth of its limit


def start_session(person: Person, password_hash: str, address: str, browser: str) -> str:
    """Sign the person in at a browser; sessions that are over are removed.

    Parameters:
        password_hash: what the password has been compared with.

    Returns:
        What the cookie is to hold.

    Raises:
        NotAnyMore: since that comparison the person was disabled or got another password; that has ended all sessions,
            and the one that is on its way is none of those that come after it.
    """
    key = secrets.token_urlsafe(32)
    now = clock.now()
    with write_transaction():
        wait_for_person(person.id, password_hash)
        db.session.execute(delete(BrowserSession).where(_is_over()))
        db.session.add(
            BrowserSession(
                person_id=person.id,
                digest=_digest(key),
                address=address[:64],
                browser=browser[:255],
                created_at=now,
                last_seen_at=now,
            )
        )
    return key


def remove_ended_sessions() -> int:
    """Remove the sessions that are over; how many there were."""
    with write_transaction():
        return len(db.session.execute(delete(BrowserSession).where(_is_over()).returning(BrowserSession.id)).all())


def find_session(key: str, *, in_use: bool = True) -> SignedIn | None:
    """Who is signed in with what a cookie holds; None when that session has ended or was idle for too long.

    Parameters:
        in_use: whether a person stands behind the request; what a page asks by itself keeps no session from ending.
    """
    now = clock.now()
    rows = db.session.execute(
        select(Person, Membership.group_id, BrowserSession.id, BrowserSession.last_seen_at)
        .join(BrowserSession, BrowserSession.person_id == Person.id)
        .outerjoin(Membership, Membership.person_id == Person.id)
        .where(BrowserSession.digest == _digest(key), ~_is_over())
    ).all()
    if not rows:
        return None
    person, _, session_id, seen = rows[0]
    if in_use and now - seen > min(_SEEN_AGAIN, timedelta(minutes=current_app.config["SETTINGS"].session_idle) / 5):
        _note_use(session_id)
    return SignedIn(person, frozenset(row.group_id for row in rows if row.group_id), key, session_id)


def sessions_of(person_id: int) -> Sequence[BrowserSession]:
    """The sessions of a person that are not over, the one used last first."""
    own = select(BrowserSession).where(BrowserSession.person_id == person_id, ~_is_over())
    return db.session.scalars(own.order_by(BrowserSession.last_seen_at.desc(), BrowserSession.id.desc())).all()


def end_session(person_id: int, session_id: int) -> bool:
    """End one session of this person; False when they have no such session."""
    with write_transaction():
        found = delete(BrowserSession).where(BrowserSession.id == session_id, BrowserSession.person_id == person_id)
        return db.session.execute(found.returning(BrowserSession.id)).first() is not None


def end_all_sessions(person: Person, keep: int | None = None) -> int:
    """End the sessions of a person; how many there were.

    Parameters:
        keep: id of the session that goes on.
    """
    with write_transaction():
        ended = remove_sessions(person.id, keep)
        security_log.note("sessions-ended", person.login, data={"sessions": ended})
    return ended


def remove_sessions(person_id: int, keep: int | None = None) -> int:
    """The same inside a command that writes its own line into the security log."""
    own = delete(BrowserSession).where(BrowserSession.person_id == person_id)
    if keep is not None:
        own = own.where(BrowserSession.id != keep)
    return len(db.session.execute(own.returning(BrowserSession.id)).all())


def _note_use(session_id: int) -> None:
    with suppress(OperationalError), write_transaction():  # somebody writes for long: it is noted the next time
        seen = update(BrowserSession).where(BrowserSession.id == session_id)
        db.session.execute(seen.values(last_seen_at=clock.now()))


def _is_over() -> ColumnElement[bool]:
    settings = current_app.config["SETTINGS"]
    now = clock.now()
    return or_(
        BrowserSession.last_seen_at <= now - timedelta(minutes=settings.session_idle),
        BrowserSession.created_at <= now - timedelta(hours=settings.session_lifetime),
    )


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
