"""A process for deals runs only on deals, by whichever door it is begun."""

import pytest


@pytest.fixture(autouse=True)
def diagrams(deployed):
    deployed("for_deals")


@pytest.fixture
def lead(doors, actors) -> str:
    made = doors.client.post("/api/v1/leads", json={"name": "А", "manager": actors["manager"].id}).json
    return f"lead:{made['id']}"


@pytest.fixture
def deal(doors, actors) -> str:
    made = doors.client.post("/api/v1/deals", json={"name": "Б", "manager": actors["manager"].id}).json
    return f"deal:{made['id']}"


def begun(doors) -> list[str]:
    return [row["businessKey"] for row in doors.get("process-instance", processDefinitionKey="for_deals")]


def test_a_message_about_a_lead_starts_no_process_for_deals(doors, lead):
    answer = doors.post("message", {"messageName": "dealt", "businessKey": lead}, 400)
    assert answer["details"]["code"] == "messageNotAwaited"
    assert begun(doors) == []


def test_a_message_about_a_deal_starts_it(doors, deal):
    doors.post("message", {"messageName": "dealt", "businessKey": deal})
    assert begun(doors) == [deal]


def test_a_message_or_signal_about_no_record_starts_no_process_for_deals(doors):
    doors.post("message", {"messageName": "dealt"}, 400)
    doors.post("signal", {"name": "market"})
    assert begun(doors) == []


def test_it_is_not_started_on_a_lead_by_name(doors, lead):
    definition = doors.get("process-definition/key/for_deals")["id"]
    for path in ("key/for_deals", definition):
        answer = doors.post(f"process-definition/{path}/start", {"businessKey": lead}, 400)
        assert "deal:<id>" in answer["message"]
    assert begun(doors) == []
