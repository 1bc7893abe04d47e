import io
import re

import pytest

from app.factory import create_app
from tests.applications import make_settings
from tests.visitors import Visitor, signed_in


@pytest.mark.parametrize("address", ["/sign-in", "/static/logo.svg", "/nothing-is-here", "/api/nothing-is-here"])
def test_every_answer_carries_the_protections(app, people, address):
    headers = Visitor(app).get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe-eval" not in policy
    assert "style-src 'self';" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/profile", "/people", "/people/new", "/groups", "/sign-in"])
def test_pages_have_no_inline_script_or_handler(app, people, address):
    page = signed_in(app, "admin").get(address, follow_redirects=True).text
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"\son[a-z]+=", page)
    assert "hx-on" not in page


def test_a_post_without_the_token_is_refused(app, people):
    visitor = signed_in(app, "manager")
    answer = visitor.post("/theme", {"theme": "dark"}, headers={"X-CSRFToken": ""})
    assert answer.status_code == 400
    assert "The page is out of date" in answer.text


def test_the_token_of_another_session_is_refused(app, people):
    first, second = signed_in(app, "manager"), signed_in(app, "director")
    assert first.post("/theme", {"theme": "dark"}, headers={"X-CSRFToken": second._token}).status_code == 400


def test_a_session_that_calls_the_api_needs_the_token_too(app, people):
    visitor = signed_in(app, "admin")
    answer = visitor.post("/engine-rest/deployment/create", {}, headers={"X-CSRFToken": ""})
    assert answer.status_code == 400
    assert "out of date" in answer.json["message"]


def test_the_session_cookie_is_out_of_reach(tmp_path):
    from app.access.demo import load_people
    from app.db import db

    app = create_app(make_settings(tmp_path, secure_cookies=True))
    with app.app_context():
        db.create_all()
        load_people()
        cookie = Visitor(app).get("/sign-in").headers["Set-Cookie"]
        db.session.remove()
        db.engine.dispose()
    assert {"HttpOnly", "Secure", "SameSite=Lax"} <= set(cookie.split("; "))


def test_pages_of_a_person_are_not_kept_by_caches(app, people):
    assert signed_in(app, "manager").get("/profile").headers["Cache-Control"] == "no-store"


def test_forwarded_addresses_are_believed_only_from_trusted_proxies(app, people):
    forged = {"X-Forwarded-For": "1.2.3.4", "X-Forwarded-Proto": "https"}
    assert "Strict-Transport-Security" not in Visitor(app).get("/sign-in", headers=forged).headers


def test_a_file_goes_only_where_a_file_is_expected(app, people):
    visitor = signed_in(app, "manager")
    answer = visitor.post("/theme", {"theme": "dark", "file": (io.BytesIO(b"x"), "x.txt")})
    assert answer.status_code == 415
    assert "No file is expected here." in answer.text
