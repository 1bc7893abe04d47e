"""Personal tokens."""

from datetime import timedelta

import pytest

from app.access.tokens import issue_token, revoke_token, tokens_of
from app.clock import clock


def call(crm, token: str):
    return crm.test_client().get("/api/v1/leads", headers={"Authorization": f"Bearer {token}"})


def test_a_token_lets_a_program_act_as_the_person(crm, actors):
    assert call(crm, issue_token(actors["manager"].id, "Отчёты")).status_code == 200


@pytest.mark.parametrize("token", ["", "wrong", "dealflow_wrong", "\u00e9"])
def test_an_unknown_token_is_refused(crm, token):
    assert call(crm, token).status_code == 401


def test_a_revoked_token_is_refused(crm, actors):
    token = issue_token(actors["manager"].id, "Отчёты")
    assert revoke_token(actors["manager"].id, tokens_of(actors["manager"].id)[0].id)
    assert call(crm, token).status_code == 401


def test_a_token_ends_with_its_time(crm, actors):
    token = issue_token(actors["manager"].id, "Отчёты", days=1)
    later = clock.now() + timedelta(days=1)
    clock.set(lambda: later)
    assert call(crm, token).status_code == 401


def test_nobody_revokes_the_token_of_another(sign_in, actors):
    issue_token(actors["manager"].id, "Отчёты")
    token_id = tokens_of(actors["manager"].id)[0].id
    assert sign_in("manager2").post(f"/profile/tokens/{token_id}/revoke").status_code == 404


def test_the_page_shows_a_new_token_once(sign_in, actors):
    client = sign_in("manager")
    page = client.post("/profile/tokens", data={"name": "Отчёты"})
    assert "dealflow_" in page.text
    again = client.get("/profile/tokens")
    assert "Отчёты" in again.text
    assert "dealflow_" not in again.text


def test_the_token_itself_is_not_kept(actors):
    token = issue_token(actors["manager"].id, "Отчёты")
    assert token not in str(vars(tokens_of(actors["manager"].id)[0]))
