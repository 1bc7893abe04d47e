"""The patch for a form that is being filled."""

import pytest

ADDRESS = "/forms/lead-change-status/evaluate"


@pytest.fixture
def client(sign_in):
    return sign_in("manager")


def test_what_is_typed_decides_what_is_shown(client):
    patch = client.post(ADDRESS, data={"status": "disqualified"}).json

    assert patch["hidden"] == {
        "lead_change_status_disqualification_reason": False,
        "lead_change_status_counterparty": True,
        "lead_change_status_resume_date": True,
    }


def test_what_the_page_knows_besides_is_sent_with_it(client):
    patch = client.post("/forms/lead/evaluate", data={"_scope": '{"status": "new", "created_deal": 5}'}).json

    assert patch["hidden"]["lead_created_deal"] is False
    assert patch["hidden"]["lead_disqualification_reason"] is False


@pytest.mark.parametrize("scope", ["[]", "{", '"x"', "[" * 50_000, "1"])
def test_a_scope_that_is_none_is_refused(client, scope):
    assert client.post(ADDRESS, data={"_scope": scope}).status_code == 400


def test_a_form_that_is_not_there(client):
    assert client.post("/forms/nothing/evaluate").status_code == 404


def test_strangers_get_nothing(crm):
    crm.config["WTF_CSRF_ENABLED"] = False

    assert crm.test_client().post(ADDRESS, data={}).status_code in (302, 303, 401)
