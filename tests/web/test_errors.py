import logging
import re

import pytest
from flask import abort

from app.access.demo import load_people
from app.access.permissions import requires
from tests.visitors import Visitor, signed_in

CODE = re.compile(r"<code>([0-9a-f]{8})</code>")


@pytest.fixture
def failing(own_app):
    """An application with `/fail/<status>`, which answers that status, and `/break`, which breaks."""

    @requires("public")
    def fail(status: int):
        abort(status)

    @requires("public")
    def fail_in_words():
        abort(409, description="The deal has moved on.")

    @requires("public")
    def break_down():
        raise ZeroDivisionError

    own_app.add_url_rule("/fail/<int:status>", "fail", fail)
    own_app.add_url_rule("/fail-in-words", "fail_in_words", fail_in_words)
    own_app.add_url_rule("/break", "break_down", break_down)
    own_app.add_url_rule("/api/break", "api_break_down", break_down)
    load_people()
    return own_app


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 412, 413, 415, 429])
def test_an_error_says_what_happened_and_has_a_code_that_is_in_the_log(failing, caplog, status):
    caplog.set_level(logging.INFO, logger="app.web")
    answer = signed_in(failing, "manager").get(f"/fail/{status}")
    assert answer.status_code == status
    assert f'<p class="error-status">{status}</p>' in answer.text
    assert CODE.search(answer.text)[1] in caplog.text
    assert "app-menu" in answer.text


def test_a_page_that_is_not_there_is_404_for_strangers_too(app, people):
    assert Visitor(app).get("/nothing-is-here").status_code == 404


def test_a_breakdown_shows_no_traceback_and_logs_it_with_the_code(failing, caplog):
    answer = Visitor(failing).get("/break")
    assert answer.status_code == 500
    assert "ZeroDivisionError" not in answer.text
    assert "ZeroDivisionError" in caplog.text
    assert CODE.search(answer.text)[1] in caplog.text


def test_htmx_gets_a_toast_with_the_code(failing):
    answer = Visitor(failing).get("/break", htmx=True)
    assert (answer.status_code, answer.text) == (500, "")
    assert re.search(r'"toast".*code [0-9a-f]{8}', answer.headers["HX-Trigger"])


def test_own_words_are_shown_as_they_are(failing):
    assert "The deal has moved on." in Visitor(failing).get("/fail-in-words").text
    assert "The deal has moved on." in Visitor(failing).get("/fail-in-words", htmx=True).headers["HX-Trigger"]


def test_a_session_that_ended_under_htmx_keeps_the_page_open(app, people):
    answer = Visitor(app).get("/counters", htmx=True)
    assert answer.status_code == 401
    assert "X-Sign-In-Again" in answer.headers


def test_programs_get_json(failing):
    answer = Visitor(failing).get("/api/break")
    assert answer.status_code == 500
    assert answer.json["type"] == "InternalError"
    assert re.fullmatch("[0-9a-f]{8}", answer.json["details"]["code"])


def test_a_body_that_is_too_large_is_refused_in_words(app, people):
    visitor = signed_in(app, "manager")
    answer = visitor.post("/theme", {"theme": "x" * (11 * 1024 * 1024)})
    assert answer.status_code == 413
    assert "At most 10 MB" in answer.text


def test_errors_speak_the_language_of_the_visitor(app, people):
    assert '<html lang="ru"' in Visitor(app, language="ru").get("/nothing-is-here").text


def test_a_method_that_is_not_there_is_answered_with_those_that_are(crm):
    answer = crm.test_client().open("/api/v1/tasks", method="TRACE")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
