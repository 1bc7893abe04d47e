"""Personal tokens: how programs act as a person without the person's password."""

import hashlib
import secrets
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import contains_eager

from app.access import security_log
from app.access.models import Person, PersonalToken
from app.access.scopes import SCOPES
from app.access.signed_in import wait_for_person
from app.clock import clock
from app.db import db, write_transaction

PREFIX = "dealflow_"
DAYS = 90
MOST_DAYS = 366

Removal = Callable[[int], object]
_removals: dict[str, Removal] = {}


def register_key(name: str, remove: Removal) -> None:
    """Add what else lets somebody in as a person; it is removed together with the tokens of the person.

    Parameters:
        name: the same again replaces it.
        remove: given the id of the person, inside a command.
    """
    _removals[name] = remove


_USED_AGAIN = timedelta(minutes=10)  # a token that is in use is written to once in this time


@dataclass(frozen=True)
class Grant:
    """What a valid token stands for."""

    person_id: int
    scopes: frozenset[str]


def issue_token(
    person_id: int,
    name: str,
    days: int = DAYS,
    scopes: Collection[str] = tuple(SCOPES),
    password_hash: str | None = None,
) -> str:
    """Make a token for a person.

    Parameters:
        name: for which program it is.
        days: how long it is valid.
        scopes: what it may be used for, names of `SCOPES`.
        password_hash: what the person had when they were let in to ask for it.

    Returns:
        The token. It is not kept and cannot be shown again.

    Raises:
        NotAnyMore: the person is disabled, or has got another password since: that has ended all tokens.
    """
    token = PREFIX + secrets.token_urlsafe(32)
    now = clock.now()
    chosen = [scope for scope in SCOPES if scope in scopes]
    with write_transaction():
        wait_for_person(person_id, password_hash)
        db.session.add(
            PersonalToken(
                person_id=person_id,
                name=name,
                digest=_digest(token),
                scopes=chosen,
                created_at=now,
                expires_at=now + timedelta(days=days),
            )
        )
        security_log.note("token-made", name, data={"person": _login(person_id), "scopes": chosen, "days": days})
    return token


def tokens_of(person_id: int) -> Sequence[PersonalToken]:
    """The tokens of a person, newest first."""
    own = select(PersonalToken).where(PersonalToken.person_id == person_id)
    return db.session.scalars(own.order_by(PersonalToken.id.desc())).all()


def all_tokens(page: int, per_page: int) -> tuple[Sequence[PersonalToken], int]:
    """The tokens of everybody that have not expired, with their owners, newest first; and how many there are."""
    valid = or_(PersonalToken.expires_at.is_(None), PersonalToken.expires_at > clock.now())
    total = db.session.scalar(select(func.count()).select_from(PersonalToken).where(valid)) or 0
    chosen = select(PersonalToken).join(PersonalToken.person).options(contains_eager(PersonalToken.person)).where(valid)
    rows = db.session.scalars(
        chosen.order_by(PersonalToken.id.desc()).limit(per_page).offset((page - 1) * per_page)
    ).all()
    return rows, total


def revoke_token(token_id: int, person_id: int | None = None) -> bool:
    """Make a token invalid; False when there is none.

    Parameters:
        person_id: only when it belongs to this person; an administrator revokes anybody's.
    """
    with write_transaction():
        found = db.session.get(PersonalToken, token_id, populate_existing=True)
        if found is None or person_id not in (None, found.person_id):
            return False
        db.session.delete(found)
        security_log.note("token-revoked", found.name, data={"person": _login(found.person_id)})
    return True


def remove_tokens(person_id: int) -> int:
    """Make all tokens of a person invalid, and what else lets in as them, inside a command; how many tokens."""
    for remove in _removals.values():
        remove(person_id)
    removed = delete(PersonalToken).where(PersonalToken.person_id == person_id).returning(PersonalToken.id)
    return len(db.session.execute(removed).all())


def grant_of(token: str) -> Grant | None:
    """What this token stands for, None when it is not valid. Its use is noted, to ten minutes."""
    found = db.session.scalar(select(PersonalToken).where(PersonalToken.digest == _digest(token)))
    now = clock.now()
    if found is None or (found.expires_at is not None and found.expires_at <= now):
        return None
    if found.last_used_at is None or now - found.last_used_at > _USED_AGAIN:
        with suppress(OperationalError), write_transaction():  # somebody writes for long: it is noted the next time
            used = update(PersonalToken).where(PersonalToken.id == found.id)
            db.session.execute(used.values(last_used_at=now))
    return Grant(found.person_id, frozenset(found.scopes))


def _login(person_id: int) -> str | None:
    return db.session.scalar(select(Person.login).where(Person.id == person_id))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
