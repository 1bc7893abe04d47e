"""Browsers at which somebody has signed in before: their owner gets in while strangers are slowed down.

What the cookie says is signed. It opens nothing; it only has its own count of wrong passwords (OWASP, "Slow Down Online
Guessing Attacks with Device Cookies").
"""

import secrets
from typing import Any

from flask import Flask, Response, after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

_YEAR = 365 * 24 * 3600
_MOST_PEOPLE = 20


def known_device(person_id: int) -> str | None:
    """The id of the browser that makes the request, when this person has signed in with it before."""
    device = _read()
    return device["id"] if device and person_id in device["people"] else None


def remember_device(person_id: int) -> None:
    """The person has signed in: the answer lets the browser be known next time."""
    device = _read() or {"id": secrets.token_urlsafe(12), "people": []}
    others = [each for each in device["people"] if each != person_id]
    value = _serializer().dumps({"id": device["id"], "people": [person_id, *others][:_MOST_PEOPLE]})
    secure = current_app.config["SETTINGS"].secure_cookies

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(
            cookie_name("device", current_app), value, max_age=_YEAR, httponly=True, secure=secure, samesite="Lax"
        )
        return response


def cookie_name(name: str, app: Flask) -> str:
    """The name of a cookie: over HTTPS browsers hold `__Host-…` to this one host, this path and a safe connection."""
    return f"__Host-{name}" if app.config["SETTINGS"].secure_cookies else name


def _read() -> dict[str, Any] | None:
    value = request.cookies.get(cookie_name("device", current_app), "")
    try:
        return _serializer().loads(value, max_age=_YEAR) if value else None
    except BadSignature:
        return None


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="known device")
