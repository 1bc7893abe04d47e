"""Slows down whoever tries passwords: refused sign-ins are counted in the database, for all servers together."""

from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.sql import ColumnElement

from app.access.models import SignInFailure
from app.clock import clock
from app.db import db, write_transaction

WINDOW = timedelta(minutes=15)
PER_LOGIN_AND_ADDRESS = 5
PER_LOGIN = 50
PER_ADDRESS = 50


def minutes_to_wait(login: str, address: str) -> int:
    """How many minutes this address must wait before it may try this login again; 0 = it may try now."""
    now = clock.now()
    same_login = SignInFailure.login == _kept(login)
    same_address = SignInFailure.address == address
    counted = db.session.execute(
        select(
            _count(same_login & same_address),
            _count(same_login),
            _count(same_address),
            func.min(SignInFailure.at, type_=SignInFailure.at.type),
        ).where((same_login | same_address) & (SignInFailure.at > now - WINDOW))
    ).one()
    limits = (PER_LOGIN_AND_ADDRESS, PER_LOGIN, PER_ADDRESS)
    if not any(count >= limit for count, limit in zip(counted[:3], limits, strict=True)):
        return 0
    left = counted[3] + WINDOW - now
    return max(1, -(-int(left.total_seconds()) // 60))


def note_failure(login: str, address: str) -> None:
    """Count a refused sign-in; those that no longer matter are removed."""
    with write_transaction():
        db.session.execute(delete(SignInFailure).where(SignInFailure.at <= clock.now() - WINDOW))
        db.session.add(SignInFailure(login=_kept(login), address=address, at=clock.now()))


def forget_failures(login: str, address: str) -> None:
    """The person signed in: earlier mistakes at this address no longer count."""
    mistakes = (SignInFailure.login == _kept(login)) & (SignInFailure.address == address)
    if db.session.scalar(select(SignInFailure.id).where(mistakes).limit(1)) is None:
        return
    with write_transaction():
        db.session.execute(delete(SignInFailure).where(mistakes))


def _kept(login: str) -> str:
    return login.strip().lower()[:64]


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(condition)
