"""Personal tokens."""

from datetime import timedelta

import pytest

from app.access.commands import update_person
from app.access.tokens import DAYS, issue_token, revoke_token, tokens_of
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
    assert revoke_token(tokens_of(actors["manager"].id)[0].id, actors["manager"].id)
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


def test_a_token_expires_when_nothing_else_is_said(crm, actors, sign_in):
    sign_in("manager").post("/profile/tokens", data={"name": "Отчёты"})
    (token,) = tokens_of(actors["manager"].id)
    assert token.expires_at - token.created_at == timedelta(days=DAYS)
    assert token.scopes == ["read"]


def test_a_token_opens_what_was_chosen(crm, actors, sign_in):
    given = {"name": "Выгрузка", "scopes": ["read", "records"], "days": "7"}
    sign_in("manager").post("/profile/tokens", data=given)
    (token,) = tokens_of(actors["manager"].id)
    assert token.scopes == ["read", "records"]
    assert token.expires_at - token.created_at == timedelta(days=7)


def test_its_last_use_is_seen(crm, actors):
    token = issue_token(actors["manager"].id, "Отчёты")
    assert tokens_of(actors["manager"].id)[0].last_used_at is None
    call(crm, token)
    assert tokens_of(actors["manager"].id)[0].last_used_at is not None


def test_enabling_a_person_revives_no_token(crm, actors):
    token = issue_token(actors["manager"].id, "Отчёты")
    update_person(actors["manager"].id, disabled=True)
    assert call(crm, token).status_code == 401
    update_person(actors["manager"].id, disabled=False)
    assert call(crm, token).status_code == 401


def test_an_administrator_sees_and_revokes_the_tokens_of_everybody(crm, actors, sign_in):
    token = issue_token(actors["manager"].id, "Отчёты директора")
    token_id = tokens_of(actors["manager"].id)[0].id
    assert sign_in("analyst").get("/tokens").status_code == 403
    assert sign_in("analyst").post(f"/tokens/{token_id}/revoke").status_code == 403
    admin = sign_in("admin")
    page = admin.get("/tokens").text
    assert "Отчёты директора" in page
    assert "Усачёв" in page
    assert admin.post(f"/tokens/{token_id}/revoke").status_code == 303
    assert call(crm, token).status_code == 401
    assert admin.post(f"/tokens/{token_id}/revoke").status_code == 404
