"""What a token may be used for."""

import pytest

from app.access.demo import load_people
from app.access.permissions import requires
from app.access.scopes import ANY, SCOPES, needed_scope
from app.access.tokens import issue_token

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
DOORS = {
    "records": ("POST", "/api/v1/leads"),
    "tasks": ("POST", "/api/v1/tasks/1/claim"),
    "engine": ("POST", "/engine-rest/signal"),
    "deploy": ("POST", "/engine-rest/deployment/create"),
    "read": ("GET", "/api/v1/leads"),
}


def status(crm, token: str, method: str, address: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    return crm.test_client().open(address, method=method, headers=headers).status_code


def test_every_door_for_programs_belongs_to_a_scope(crm):
    found = {}
    for rule in crm.url_map.iter_rules():
        if rule.rule.startswith(("/api/", "/engine-rest/")):
            for method in rule.methods - {"OPTIONS", "HEAD"}:
                found[rule.rule, method] = needed_scope(crm.view_functions[rule.endpoint], method)
    assert [door for door, scope in found.items() if scope not in (*SCOPES, ANY)] == []
    assert {scope for (_, method), scope in found.items() if method in UNSAFE} == set(SCOPES) - {"read"}


@pytest.mark.parametrize("scope", list(SCOPES))
def test_a_token_opens_the_doors_of_its_scopes_only(crm, actors, scope):
    token = issue_token(actors["admin"].id, "x", scopes=[scope])
    opened = {name for name, door in DOORS.items() if status(crm, token, *door) != 403}
    assert opened == {scope}
    assert status(crm, token, "GET", "/engine-rest/version") == 200


def test_a_token_never_opens_more_than_its_owner_may(crm, actors):
    token = issue_token(actors["manager"].id, "x")
    assert status(crm, token, *DOORS["deploy"]) == 403


def test_what_is_missing_is_said(crm, actors):
    token = issue_token(actors["manager"].id, "x", scopes=["read"])
    answer = crm.test_client().post("/api/v1/leads", json={}, headers={"Authorization": f"Bearer {token}"})
    assert "records" in answer.json["message"]


def test_a_door_of_which_no_scope_is_said_is_only_read_with_a_token(own_app):
    """As in a package that has not called `register_scopes`."""

    @own_app.route("/api/bonus", methods=["GET", "POST"])
    @requires("signed_in")
    def bonus():
        return {"points": 7}

    token = issue_token(load_people()["manager"], "x")
    assert status(own_app, token, "GET", "/api/bonus") == 200
    answer = own_app.test_client().post("/api/bonus", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 403
    assert answer.json["message"] == "Токены здесь не действуют, какие бы у них ни были области."


def test_a_password_and_a_session_open_what_the_person_may(crm, sign_in):
    assert sign_in("manager").post("/api/v1/leads", json={"name": "Заявка"}).status_code == 201
