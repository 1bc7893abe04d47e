"""Who makes the request: the signed-in session of the browser, or HTTP Basic of an API client."""

from collections.abc import Callable

from flask import Flask, g, has_request_context, request, session
from flask_login import LoginManager, UserMixin, login_user, logout_user
from flask_login import current_user as signed_in_user
from sqlalchemy import ColumnElement, select
from werkzeug.exceptions import TooManyRequests, Unauthorized

from app.access import throttle
from app.access.models import Membership, Person
from app.access.passwords import MAXIMUM_LENGTH, password_matches, recent_passwords, stamp
from app.access.tokens import person_of_token
from app.bounds import keepable
from app.db import db
from app.engine import Actor

login_manager = LoginManager()

API_PREFIXES = ("/api/", "/engine-rest/")


class SignedIn(UserMixin):
    """The person of a session together with their groups."""

    def __init__(self, person: Person, groups: frozenset[str]) -> None:
        self.person = person
        self.groups = groups

    def get_id(self) -> str:
        return f"{self.person.id}.{stamp(self.person.password_hash)}"

    @property
    def actor(self) -> Actor:
        return Actor(self.person.id, self.person.login, self.person.display_name, self.groups)


class SignInRefused(Exception):
    """Login and password do not belong together, or the person is disabled; it is not said which."""


class SignInThrottled(Exception):
    """Too many tries; `minutes` says how long to wait."""

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes


def init_app(app: Flask) -> None:
    """Know who asks before any view is called."""
    login_manager.init_app(app)
    login_manager.user_loader(_load)
    login_manager.session_protection = None  # an address that changes under way (mobile) does not sign anybody out
    app.before_request(_load_person)


def current_actor() -> Actor:
    """Who makes the request.

    Raises:
        Unauthorized: nobody has signed in.
    """
    actor = optional_actor()
    if actor is None:
        raise Unauthorized
    return actor


def optional_actor() -> Actor | None:
    """Who makes the request, None when nobody has signed in or there is no request."""
    return g.get("actor") if has_request_context() else None


def is_api_request() -> bool:
    """Whether the request came through a door for programs: answers are JSON, nobody is sent to a sign-in page."""
    return request.path.startswith(API_PREFIXES)


def sign_in(login: str, password: str, address: str, *, remember: bool = False) -> Person:
    """Start a session for the person.

    Raises:
        SignInRefused: wrong login or password, or the person is disabled.
        SignInThrottled: too many tries.
    """
    found = _check(login, password, address, password_matches)
    login_user(found)
    session.permanent = remember
    _set(found)
    return found.person


def sign_out() -> None:
    """End the session of the browser."""
    logout_user()
    g.person = g.actor = None


def authenticate_basic() -> Actor | None:
    """The actor whom the `Authorization: Basic` header names; None when there is no such header.

    Raises:
        Unauthorized: the header names nobody who may sign in.
        TooManyRequests: too many tries.
    """
    authorization = request.authorization
    if authorization is None or authorization.type != "basic":
        return None
    address = request.remote_addr or ""
    try:
        found = _check(authorization.username or "", authorization.password or "", address, _recent_or_matches)
    except SignInRefused:
        raise Unauthorized from None
    except SignInThrottled as refused:
        raise TooManyRequests(retry_after=refused.minutes * 60) from None
    _set(found)
    return found.actor


def authenticate_bearer() -> Actor | None:
    """The actor whose personal token the `Authorization: Bearer` header carries; None when there is no such header.

    Raises:
        Unauthorized: the token is unknown, revoked or too old, or its owner may not sign in.
    """
    authorization = request.authorization
    if authorization is None or authorization.type != "bearer":
        return None
    person_id = person_of_token(authorization.token or "")
    found = _find(Person.id == person_id) if person_id else None
    if found is None or found.person.disabled:
        raise Unauthorized
    _set(found)
    return found.actor


def _load(key: str) -> SignedIn | None:
    person_id, _, kept_stamp = key.partition(".")
    found = _find(Person.id == int(person_id)) if person_id.isdecimal() and len(person_id) < 10 else None
    if found is None or found.person.disabled or stamp(found.person.password_hash) != kept_stamp:
        return None
    return found


def _load_person() -> None:
    g.person = g.actor = None
    g.by_session = False
    if request.endpoint == "static":
        return
    if is_api_request() and (authenticate_basic() or authenticate_bearer()) is not None:
        return
    if signed_in_user.is_authenticated:
        g.by_session = True
        _set(signed_in_user)


def _set(found: SignedIn) -> None:
    g.person = found.person
    g.actor = found.actor


def _recent_or_matches(password_hash: str | None, password: str) -> bool:
    if not password_hash:
        return password_matches(password_hash, password)
    return recent_passwords.matches(password_hash, password)


def _check(login: str, password: str, address: str, matches: Callable[[str | None, str], bool]) -> SignedIn:
    if not keepable(login):
        raise SignInRefused
    minutes = throttle.minutes_to_wait(login, address)
    if minutes:
        raise SignInThrottled(minutes)
    found = _find(Person.login == login.strip().lower())
    right = matches(found.person.password_hash if found else None, password[: MAXIMUM_LENGTH + 1])
    if not right or found is None or found.person.disabled:
        throttle.note_failure(login, address)
        raise SignInRefused
    throttle.forget_failures(login, address)
    return found


def _find(condition: ColumnElement[bool]) -> SignedIn | None:
    rows = db.session.execute(
        select(Person, Membership.group_id).outerjoin(Membership, Membership.person_id == Person.id).where(condition)
    ).all()
    if not rows:
        return None
    return SignedIn(rows[0][0], frozenset(group for _, group in rows if group))
