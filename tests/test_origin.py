"""What a page of another site lets a browser send: refused at every door, whatever it carries."""

import base64

import pytest
from flask import Flask

from app.access.tokens import issue_token
from tests.visitors import Visitor, signed_in

BASIC = {"Authorization": "Basic " + base64.b64encode(b"admin:demo").decode()}
FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://localhost:8080"},
    {"Origin": "http://["},
    {"Origin": "null"},
]
OWN = [{}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": "http://localhost"}]
START = "/engine-rest/process-definition/key/nothing/start"


def doors(app: Flask):
    """Every method and address that may change something."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values = {name: "deals" if name == "record_type" else 1 for name in rule.arguments}
        for method in sorted(rule.methods - {"GET", "HEAD", "OPTIONS", "TRACE"}):
            yield method, adapter.build(rule.endpoint, values, method=method)


def test_every_door_refuses_what_another_site_sends(crm, sign_in):
    client = sign_in("admin")
    found = list(doors(crm))
    assert len(found) > 60
    for carried in ({}, BASIC):
        answers = {
            (method, address): client.open(
                address, method=method, headers={"Sec-Fetch-Site": "cross-site", **carried}
            ).status_code
            for method, address in found
        }
        assert {door: status for door, status in answers.items() if status != 403} == {}


@pytest.mark.parametrize("headers", FOREIGN)
def test_cached_credentials_of_a_program_are_no_excuse(app, people, headers):
    answer = Visitor(app).send("POST", START, json={}, headers=headers | BASIC)
    assert (answer.status_code, answer.json["type"]) == (403, "Forbidden")
    assert "another site" in answer.json["message"]


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_token_is_no_excuse(app, people, headers):
    token = issue_token(people["admin"], "Отчёты")
    answer = Visitor(app).send("POST", START, json={}, headers=headers | {"Authorization": f"Bearer {token}"})
    assert answer.status_code == 403


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_session_with_its_token_is_no_excuse(app, people, headers):
    visitor = signed_in(app, "manager")
    answer = visitor.post("/theme", {"theme": "dark"}, headers=dict(headers))
    assert answer.status_code == 403


@pytest.mark.parametrize("headers", OWN)
def test_own_pages_and_programs_go_on(app, people, headers):
    assert Visitor(app).send("POST", START, json={}, headers=headers | BASIC).status_code == 404
    assert signed_in(app, "manager").post("/theme", {"theme": "dark"}, headers=dict(headers)).status_code == 303


def test_every_door_for_programs_takes_json_only_but_for_the_one_that_takes_files(crm, sign_in):
    client = sign_in("admin")
    found = [door for door in doors(crm) if door[1].startswith(("/api/", "/engine-rest/"))]
    answers = {
        (method, address): client.open(address, method=method, data=b"x=1", content_type=media).status_code
        for method, address in found
        for media in ("text/plain", "application/x-www-form-urlencoded", None)
    }
    others = {door for door, status in answers.items() if status != 415}
    assert others == {("POST", "/engine-rest/deployment/create")}


def test_reading_from_a_link_on_another_site_is_no_change(app, people):
    assert signed_in(app, "manager").get("/profile", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Mode": "navigate"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://localhost"},
        {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0)"},
    ],
)
def test_a_browser_is_never_asked_for_a_password_to_keep(app, people, headers):
    answer = Visitor(app).get("/api/v1/leads", headers=headers)
    assert answer.status_code == 401
    assert "Basic" not in answer.headers["WWW-Authenticate"]


def test_a_program_is_told_both_ways_in(app, people):
    challenge = Visitor(app).get("/api/v1/leads", headers={"User-Agent": "curl/8"}).headers["WWW-Authenticate"]
    assert challenge.startswith("Basic ")
    assert "Bearer " in challenge
