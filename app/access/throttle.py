"""Slows down whoever tries passwords: attempts are counted in the database, for all servers together.

An attempt is written down before the password is looked at and taken back when it was right, so that many at the same
moment are not more than one after the other.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, text

from app.access.models import SignInAttempt
from app.clock import clock
from app.db import db, write_transaction

WINDOW = timedelta(minutes=15)
PER_LOGIN_AND_ADDRESS = 5
PER_LOGIN = 50
PER_ADDRESS = 50


@dataclass(frozen=True)
class Source:
    """Where an attempt comes from.

    Attributes:
        name: a network address, or what is known of the browser.
        known: a browser at which the person has signed in before, or a page that only they can open: what strangers
            try elsewhere, and what others try from the same network, does not count against it.
    """

    name: str
    known: bool = False


class TooManyAttempts(Exception):
    """Nothing is tried; `minutes` says how long to wait."""

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes


def minutes_to_wait(login: str, source: Source) -> int:
    """How many minutes must pass before this login may be tried again from there; 0 = it may be tried now."""
    now = clock.now()
    same_login = SignInAttempt.login == _kept(login)
    same_source = SignInAttempt.source == source.name
    if source.known:
        limits = [(same_login & same_source, PER_LOGIN_AND_ADDRESS)]
    else:
        strange = SignInAttempt.known.is_(False)
        limits = [
            (same_login & same_source, PER_LOGIN_AND_ADDRESS),
            (same_login & strange, PER_LOGIN),
            (same_source & strange, PER_ADDRESS),
        ]
    recent = SignInAttempt.at > now - WINDOW
    counted: list[Any] = list(
        db.session.execute(
            select(
                *(func.count().filter(condition) for condition, _ in limits),
                *(func.min(SignInAttempt.at, type_=SignInAttempt.at.type).filter(condition) for condition, _ in limits),
            ).where((same_login | same_source) & recent)
        ).one()
    )
    oldest = [
        since
        for (_, limit), count, since in zip(limits, counted[: len(limits)], counted[len(limits) :], strict=True)
        if count >= limit
    ]
    return max((_minutes_until(since + WINDOW, now) for since in oldest), default=0)


def begin_attempt(login: str, source: Source) -> None:
    """Count an attempt before it is made; those that no longer matter are removed.

    Raises:
        TooManyAttempts
    """
    with write_transaction():
        if db.session.connection().dialect.name == "postgresql":  # SQLite's transaction is alone already
            db.session.execute(text("LOCK TABLE sign_in_attempt IN EXCLUSIVE MODE"))
        minutes = minutes_to_wait(login, source)
        if minutes:
            raise TooManyAttempts(minutes)
        db.session.execute(delete(SignInAttempt).where(_is_old()))
        db.session.add(SignInAttempt(login=_kept(login), source=source.name, known=source.known, at=clock.now()))


def forget_attempts(login: str, source: Source) -> None:
    """The password was right: earlier mistakes from there no longer count."""
    with write_transaction():
        mistakes = (SignInAttempt.login == _kept(login)) & (SignInAttempt.source == source.name)
        db.session.execute(delete(SignInAttempt).where(mistakes))


def _kept(login: str) -> str:
    return login.strip().lower()[:64]


def _is_old() -> ColumnElement[bool]:
    return SignInAttempt.at <= clock.now() - WINDOW


def _minutes_until(moment: datetime, now: datetime) -> int:
    return max(1, -(-int((moment - now).total_seconds()) // 60))
