"""Who makes the request: the signed-in session of the browser, or a program with a token or with HTTP Basic."""

from flask import Flask, current_app, g, has_request_context, request, session
from flask_login import LoginManager, login_user, logout_user
from flask_login import current_user as signed_in_user
from werkzeug.exceptions import TooManyRequests, Unauthorized

from app.access import security_log
from app.access.browser_sessions import end_session, find_session, start_session
from app.access.credentials import SignInRefused, check_call, check_sign_in
from app.access.devices import cookie_name, remember_device
from app.access.models import Person
from app.access.permissions import is_asked_by_pages
from app.access.signed_in import NotAnyMore, SignedIn, find_person, may_come_in
from app.access.throttle import TooManyAttempts
from app.access.tokens import grant_of
from app.engine import Actor

login_manager = LoginManager()

API_PREFIXES = ("/api/", "/engine-rest/")

_KEPT = ("language", "theme")  # what a browser remembers of whoever sits before it, signed in or not

_OWNER, _FORM_TOKEN = "owner", "csrf_token"  # the second is what Flask-WTF calls it


def init_app(app: Flask) -> None:
    """Know who asks before any view is called."""
    app.config["SESSION_COOKIE_NAME"] = cookie_name("session", app)
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
    """Start a session for the person. Pages that they have open since an earlier session go on working.

    Parameters:
        remember: the browser keeps it when it is closed.

    Raises:
        SignInRefused: wrong login or password, or the person may not come in.
        TooManyAttempts: nothing was tried.
    """
    found = check_sign_in(login, password, address)
    is_back = session.get(_OWNER) == found.person.id
    form_token = session.get(_FORM_TOKEN) if is_back else None
    leave()  # whoever was signed in here before
    session[_OWNER] = found.person.id
    if form_token:
        session[_FORM_TOKEN] = form_token
    found.key = _start_session(found, address)
    login_user(found)
    session.permanent = remember
    remember_device(found.person.id)
    _set(found)
    return found.person


def sign_out() -> None:
    """End the session of the browser, with every copy of its cookie."""
    if g.actor:
        security_log.note("sign-out", g.actor.login)
    leave()


def leave() -> None:
    """The same without a word in the log. What the browser is told anew carries nothing of the session before."""
    if g.session_id is not None:
        end_session(g.person.id, g.session_id)
    logout_user()
    kept = {name: session[name] for name in _KEPT if name in session}
    session.clear()
    session.update(kept)
    g.pop(_FORM_TOKEN, None)  # made for the session before
    g.person = g.actor = g.session_id = None


def authenticate_basic() -> Actor | None:
    """The actor whom the `Authorization: Basic` header names; None when there is no such header.

    Raises:
        Unauthorized: the header names nobody who may come in.
        TooManyRequests: too many tries.
    """
    authorization = request.authorization
    if authorization is None or authorization.type != "basic":
        return None
    try:
        found = check_call(authorization.username or "", authorization.password or "", request.remote_addr or "")
    except SignInRefused:
        raise Unauthorized from None
    except TooManyAttempts as refused:
        raise TooManyRequests(retry_after=refused.minutes * 60) from None
    _set(found)
    return found.actor


def authenticate_bearer() -> Actor | None:
    """The actor whose personal token the `Authorization: Bearer` header carries; None when there is no such header.

    Raises:
        Unauthorized: the token is unknown, revoked or too old, or its owner may not come in.
    """
    authorization = request.authorization
    if authorization is None or authorization.type != "bearer":
        return None
    grant = grant_of(authorization.token or "")
    found = find_person(Person.id == grant.person_id) if grant else None
    if grant is None or found is None or not may_come_in(found.person):
        raise Unauthorized
    g.scopes = grant.scopes
    _set(found)
    return found.actor


def _start_session(found: SignedIn, address: str) -> str:
    try:
        return start_session(found.person, found.password_hash, address, request.headers.get("User-Agent", ""))
    except NotAnyMore:
        raise SignInRefused from None


def _load(key: str) -> SignedIn | None:
    view = current_app.view_functions.get(request.endpoint or "")
    found = find_session(key, in_use=view is None or not is_asked_by_pages(view))
    return found if found is not None and may_come_in(found.person) else None


def _load_person() -> None:
    g.person = g.actor = g.session_id = g.scopes = None
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
    g.session_id = found.session_id
