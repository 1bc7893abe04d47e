"""Personal tokens: how programs act as a person without the person's password."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select, update

from app.access.models import PersonalToken
from app.clock import clock
from app.db import db, write_transaction

PREFIX = "dealflow_"


def issue_token(person_id: int, name: str, days: int | None = None) -> str:
    """Make a token for a person.

    Parameters:
        name: for which program it is.
        days: how long it is valid; for ever when not given.

    Returns:
        The token. It is not kept and cannot be shown again.
    """
    token = PREFIX + secrets.token_urlsafe(32)
    now = clock.now()
    with write_transaction():
        db.session.add(
            PersonalToken(
                person_id=person_id,
                name=name,
                digest=_digest(token),
                created_at=now,
                expires_at=now + timedelta(days=days) if days else None,
            )
        )
    return token


def tokens_of(person_id: int) -> Sequence[PersonalToken]:
    """The tokens of a person, newest first."""
    own = select(PersonalToken).where(PersonalToken.person_id == person_id)
    return db.session.scalars(own.order_by(PersonalToken.id.desc())).all()


def revoke_token(person_id: int, token_id: int) -> bool:
    """Make a token of this person invalid; False when they have no such token."""
    own = (PersonalToken.id == token_id, PersonalToken.person_id == person_id)
    with write_transaction():
        return db.session.execute(delete(PersonalToken).where(*own).returning(PersonalToken.id)).first() is not None


def person_of_token(token: str) -> int | None:
    """The id of the person whose valid token this is. The day of its use is noted."""
    found = db.session.scalar(select(PersonalToken).where(PersonalToken.digest == _digest(token)))
    now = clock.now()
    if found is None or (found.expires_at is not None and found.expires_at <= now):
        return None
    if found.last_used_on != now.date():
        with write_transaction():
            used = update(PersonalToken).where(PersonalToken.id == found.id)
            db.session.execute(used.values(last_used_on=now.date()))
    return found.person_id


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
