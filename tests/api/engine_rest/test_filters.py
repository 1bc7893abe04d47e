"""What a list of `/engine-rest` is asked with."""

import pytest
from flask import current_app

PARTS = {
    "deployment_id": "1",
    "definition_id": "application:1:1",
    "key": "application",
    "instance_id": "1",
    "activity_instance_id": "work:1-0",
    "external_task_id": "x",
    "incident_id": "1",
    "job_id": "1",
    "task_id": "x",
    "name": "x",
}


def doors_to_read() -> list[str]:
    """The addresses of all that can be read, with something in the place of ids."""
    addresses = []
    for rule in current_app.url_map.iter_rules():
        if rule.endpoint.startswith("engine_rest.") and "GET" in (rule.methods or ()):
            address = rule.rule
            for argument in rule.arguments:
                address = address.replace(f"<{argument}>", PARTS[argument]).replace(
                    f"<int:{argument}>", PARTS[argument]
                )
            addresses.append(address.removeprefix("/engine-rest/"))
    return addresses


def test_a_parameter_that_a_door_does_not_know_is_refused(doors):
    addresses = doors_to_read()
    assert len(addresses) > 30
    for address in addresses:
        answer = doors.client.get(f"/engine-rest/{address}?noSuchFilter=1")
        assert (answer.status_code, answer.json["type"]) == (400, "BadRequest"), address
        assert "noSuchFilter" in answer.json["message"]


@pytest.mark.parametrize("name", ["processInstanceBusinessKey", "unassigned", "tenantIdIn"])
def test_a_filter_of_tasks_that_is_not_there_does_not_find_all(doors, name):
    assert name in doors.client.get(f"/engine-rest/task?{name}=true").json["message"]


def test_what_clients_send_to_every_list_is_let_through(doors):
    for address in ("deployment?maxResults=0", "task?withoutTenantId=true", "process-definition?firstResult=0"):
        assert doors.client.get(f"/engine-rest/{address}").status_code == 200
