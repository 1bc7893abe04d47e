"""What `/engine-rest` answers is what its document says."""

import pytest

from tests.api.documented import Document
from tests.api.doors import all_doors


@pytest.fixture
def things(doors, deployed) -> dict[str, str]:
    """What stands in the place of ids, each of something that is there."""
    deployed("application", "billing")
    instance = doors.start("application", number="A-1")
    task = doors.get("task", processInstanceId=instance)[0]
    deployment = doors.get("deployment")[0]["id"]
    return {
        "/process-instance/1": f"/process-instance/{instance}",
        "/variables/x": "/variables/number",
        "/task/x": f"/task/{task['id']}",
        "application:1:1": task["processDefinitionId"],
        "/history/process-instance/1": f"/history/process-instance/{instance}",
        "/deployment/1": f"/deployment/{deployment}",
    }


def _documented(rule: str) -> str:
    return rule.replace("<int:", "<").replace("<", "{").replace(">", "}")


def test_every_answer_is_as_documented(doors, things):
    document, faults, answered = Document(doors.client), [], 0
    for method, address, rule in all_doors("/engine-rest/"):
        if method != "GET" or rule.endswith("/errorDetails"):
            continue
        for placeholder, thing in things.items():
            address = address.replace(placeholder, thing)
        answer = doors.client.get(address)
        answered += answer.status_code == 200
        faults += document.faults_of_answer(_documented(rule), "get", answer)
    assert faults == []
    assert answered > 25
