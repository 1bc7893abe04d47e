"""Somebody who visits the pages: a test client that signs in and carries the CSRF token as a browser does."""

import re
from contextvars import Context

from flask import Flask
from werkzeug.test import TestResponse

_LIGHTEST_PAGE = "/not-a-page"  # an error in the shell, with a token as every page has
_TOKEN = re.compile(r'<meta name="csrf-token" content="([^"]+)">')


class Visitor:
    """A browser without scripts. Each request runs in a context of its own, as on a server."""

    def __init__(self, app: Flask, *, address: str = "127.0.0.1", language: str = "en") -> None:
        self._client = app.test_client()
        self._environment = {"REMOTE_ADDR": address}
        self._language = language
        self._token = ""

    def get(self, path: str, *, htmx: bool = False, **options) -> TestResponse:
        return self._open(path, "GET", htmx, options)

    def post(self, path: str, data: dict | None = None, *, htmx: bool = False, **options) -> TestResponse:
        headers = options.setdefault("headers", {})
        headers.setdefault("X-CSRFToken", self._token)
        return self._open(path, "POST", htmx, options | {"data": data})

    def send(self, method: str, path: str, **options) -> TestResponse:
        """A request with another method, as scripts make it."""
        return self._open(path, method, False, {"headers": {"X-CSRFToken": self._token}} | options)

    def sign_in(self, login: str, password: str = "demo", **fields) -> TestResponse:
        """Sign in on the sign-in page; the answer may be a refusal."""
        self.get("/sign-in")
        answer = self.post("/sign-in", {"login": login, "password": password, **fields})
        if answer.status_code == 303:
            self.get(_LIGHTEST_PAGE)  # the new session has a new token
        return answer

    def _open(self, path: str, method: str, htmx: bool, options: dict) -> TestResponse:
        headers = {"Accept-Language": self._language} | options.pop("headers", {})
        if htmx:
            headers["HX-Request"] = "true"
        call = {"method": method, "headers": headers, "environ_base": self._environment, "buffered": True} | options
        answer = Context().run(self._client.open, path, **call)
        found = _TOKEN.search(answer.text) if answer.mimetype == "text/html" else None
        if found:
            self._token = found[1]
        return answer


def signed_in(app: Flask, login: str, **options) -> Visitor:
    """A visitor who has signed in as one of the demo people (load them first: fixture `people`)."""
    visitor = Visitor(app, **options)
    answer = visitor.sign_in(login)
    assert answer.status_code == 303, answer.text
    return visitor
