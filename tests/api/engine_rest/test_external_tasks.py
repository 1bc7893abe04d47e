"""`/engine-rest/external-task`: what workers fetch and say; and what operators do with jobs, incidents, processes."""

import threading

import pytest

from app.db import db
from tests.api.engine_rest.conftest import Doors

TOPIC = {"topicName": "charge-card", "lockDuration": 60_000}


@pytest.fixture(autouse=True)
def diagrams(deployed):
    deployed("billing")


def fetch(doors, worker="w", most=10, **options):
    topic = TOPIC | options.pop("topic", {})
    return doors.post(
        "external-task/fetchAndLock", {"workerId": worker, "maxTasks": most, "topics": [topic], **options}, 200
    )


def start(doors, order="A", amount=3) -> str:
    return doors.start("billing", order=order, amount=amount)


def test_a_worker_fetches_and_completes(doors):
    instance = start(doors)
    (task,) = fetch(doors)
    assert {name: each["value"] for name, each in task["variables"].items()} == {"order": "A", "amount": 3, "total": 6}
    assert (task["activityId"], task["topicName"], task["workerId"], task["priority"]) == (
        "charge",
        "charge-card",
        "w",
        3,
    )
    assert (task["processInstanceId"], task["processDefinitionKey"], task["retries"]) == (instance, "billing", None)
    doors.post(
        f"external-task/{task['id']}/complete",
        {"workerId": "w", "variables": {"receipt": {"value": "R-1", "type": "String"}}},
    )
    assert doors.path(instance) == ["start", "charge", "paid"]
    doors.post(f"external-task/{task['id']}/complete", {"workerId": "w"}, 404)


def test_the_highest_priority_comes_first_unless_it_does_not_matter(doors):
    for amount in (1, 9, 5):
        start(doors, amount=amount)
    assert [task["priority"] for task in fetch(doors, most=2)] == [9, 5]
    assert doors.get("external-task/count", locked="true") == {"count": 2}
    assert [task["priority"] for task in fetch(doors, usePriority=False)] == [1]


def test_a_topic_may_choose_variables_and_processes(doors):
    start(doors)
    assert fetch(doors, topic={"processDefinitionKey": "lead"}) == []
    assert fetch(doors, topic={"processDefinitionIdIn": ["billing:1:99999"]}) == []
    options = {"variables": ["order"], "includeExtensionProperties": True, "processDefinitionKeyIn": ["billing"]}
    (task,) = fetch(doors, topic=options)
    assert (list(task["variables"]), task["extensionProperties"]) == (["order"], {"retries": "often"})


def test_a_failure_is_tried_again_then_an_incident(doors):
    instance = start(doors)
    (task,) = fetch(doors)
    failure = {"workerId": "w", "errorMessage": "no wire", "errorDetails": "all of it"}
    doors.post(f"external-task/{task['id']}/failure", {**failure, "retries": 1, "retryTimeout": 0})
    assert doors.get(f"external-task/{task['id']}")["retries"] == 1
    assert doors.get("incident/count", processInstanceId=instance) == {"count": 0}
    fetch(doors)
    doors.post(f"external-task/{task['id']}/failure", {**failure, "retries": 0})
    (incident,) = doors.get("incident", processInstanceId=instance)
    assert (incident["incidentType"], incident["activityId"], incident["configuration"]) == (
        "failedExternalTask",
        "charge",
        task["id"],
    )
    assert incident["incidentMessage"] == "no wire"
    assert doors.client.get(f"/engine-rest/external-task/{task['id']}/errorDetails").text == "all of it"
    assert fetch(doors) == []
    assert [row["id"] for row in doors.get("process-instance", withIncident="true")] == [instance]
    doors.put(f"external-task/{task['id']}/retries", {"retries": 2})
    assert doors.get("incident/count") == {"count": 0}
    assert len(fetch(doors)) == 1


def test_an_incident_is_shown_and_closed(doors):
    start(doors)
    (task,) = fetch(doors)
    doors.post(f"external-task/{task['id']}/failure", {"workerId": "w", "errorMessage": "no wire"})
    (incident,) = doors.get("incident")
    assert doors.get(f"incident/{incident['id']}") == incident
    doors.delete(f"incident/{incident['id']}")
    doors.get(f"incident/{incident['id']}", 404)
    doors.delete("incident/none", 404)


def test_a_bpmn_error_is_caught_by_the_diagram(doors):
    instance = start(doors)
    (task,) = fetch(doors)
    body = {"workerId": "w", "errorCode": "cardRefused", "errorMessage": "нет денег", "variables": {"x": {"value": 1}}}
    doors.post(f"external-task/{task['id']}/bpmnError", body)
    variables = doors.get(f"process-instance/{instance}/variables")
    assert (variables["errorMessage"]["value"], variables["x"]["value"]) == ("нет денег", 1)
    assert doors.path(instance) == ["start", "charge", "refused", "call"]


def test_a_bpmn_error_that_nothing_catches_is_an_incident(doors):
    start(doors)
    (task,) = fetch(doors)
    doors.post(f"external-task/{task['id']}/bpmnError", {"workerId": "w", "errorCode": "unknown"})
    (incident,) = doors.get("incident")
    assert "unknown" in incident["incidentMessage"]


def test_another_worker_is_told_whose_the_task_is(doors):
    start(doors)
    (task,) = fetch(doors)
    path = f"external-task/{task['id']}"
    for verb, body in (
        ("complete", {}),
        ("failure", {}),
        ("bpmnError", {"errorCode": "a"}),
        ("extendLock", {"newDuration": 1000}),
        ("lock", {"lockDuration": 1000}),
    ):
        answer = doors.post(f"{path}/{verb}", {"workerId": "other", **body}, 400)
        assert (answer["type"], answer["details"]["worker"]) == ("BadUserRequestException", "w")
    doors.post(f"{path}/extendLock", {"workerId": "w", "newDuration": 120_000})
    doors.post(f"{path}/unlock", {})
    doors.post(f"{path}/complete", {"workerId": "w"}, 400)
    doors.post(f"{path}/lock", {"workerId": "other", "lockDuration": 1000})
    doors.post(f"{path}/complete", {"workerId": "other"})


def test_lists_of_external_tasks(doors):
    first, second = start(doors, amount=1), start(doors, amount=2)
    fetch(doors, most=1)
    assert [row["processInstanceId"] for row in doors.get("external-task", notLocked="true")] == [first]
    ranked = doors.get("external-task", sortBy="taskPriority", sortOrder="desc")
    assert [row["processInstanceId"] for row in ranked] == [second, first]
    assert doors.get("external-task/count", topicName="charge-card", priorityHigherThanOrEquals=2) == {"count": 1}
    assert doors.get("external-task/topic-names") == ["charge-card"]
    doors.get("external-task", 400, topic="charge-card")
    doors.get("external-task/none", 404)


def test_waiting_in_vain_ends_with_nothing(doors):
    assert fetch(doors, asyncResponseTimeout=1) == []


def test_who_waits_is_given_what_comes_meanwhile(doors, api, crm):
    found = []

    def wait():
        with crm.app_context():
            found.extend(fetch(Doors(api("admin")), asyncResponseTimeout=20_000))
            db.session.remove()

    waiting = threading.Thread(target=wait)
    waiting.start()
    instance = start(doors)
    waiting.join()
    assert [task["processInstanceId"] for task in found] == [instance]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"workerId": "w"},
        {"workerId": "w", "maxTasks": 0, "topics": [TOPIC]},
        {"workerId": "w", "maxTasks": "5", "topics": [TOPIC]},
        {"workerId": "", "maxTasks": 1, "topics": [TOPIC]},
        {"workerId": "w" * 300, "maxTasks": 1, "topics": [TOPIC]},
        {"workerId": "w", "maxTasks": 1, "topics": "charge-card"},
        {"workerId": "w", "maxTasks": 1, "topics": ["charge-card"]},
        {"workerId": "w", "maxTasks": 1, "topics": [{"topicName": "charge-card"}]},
        {"workerId": "w", "maxTasks": 1, "topics": [{**TOPIC, "lockDuration": -1}]},
        {"workerId": "w", "maxTasks": 1, "topics": [{**TOPIC, "lockDuration": 10**30}]},
        {"workerId": "w", "maxTasks": 1, "topics": [{**TOPIC, "variables": "all"}]},
        {"workerId": "w", "maxTasks": 1, "topics": [{**TOPIC, "processVariables": {"a": 1}}]},
        {"workerId": "w", "maxTasks": 1, "topics": [TOPIC] * 51},
        {"workerId": "w", "maxTasks": 1, "topics": [TOPIC], "asyncResponseTimeout": 10**9},
        {"workerId": "w", "maxTasks": 1, "topics": [TOPIC], "usePriority": "yes"},
    ],
)
def test_a_request_that_cannot_be_understood_is_refused(doors, body):
    doors.post("external-task/fetchAndLock", body, 400)


class TestOperating:
    def test_a_timer_is_a_job_and_can_be_executed(self, doors):
        instance = start(doors)
        (job,) = doors.get("job", processInstanceId=instance)
        assert (job["activityId"], job["retries"], job["exceptionMessage"]) == ("late", 3, None)
        assert doors.get(f"job/{job['id']}") == job
        assert doors.get("job/count", timers="true", processDefinitionKey="billing") == {"count": 1}
        doors.put(f"job/{job['id']}/retries", {"retries": 5})
        assert doors.get(f"job/{job['id']}")["retries"] == 5
        doors.post(f"job/{job['id']}/execute")
        assert doors.path(instance)[-2:] == ["late", "tooLate"]
        doors.post(f"job/{job['id']}/execute", status=404)
        doors.get(f"job/{job['id']}", 404)
        assert doors.get("external-task/count") == {"count": 0}

    def test_a_suspended_process_waits(self, doors):
        instance = start(doors)
        doors.put(f"process-instance/{instance}/suspended", {"suspended": True})
        assert doors.get(f"process-instance/{instance}")["suspended"] is True
        assert fetch(doors) == []
        doors.put(f"process-instance/{instance}/suspended", {"suspended": "no"}, 400)
        doors.put(f"process-instance/{instance}/suspended", {"suspended": False})
        assert len(fetch(doors)) == 1

    def test_a_deleted_process_is_history(self, doors):
        instance = start(doors)
        doors.delete(f"process-instance/{instance}")
        doors.delete(f"process-instance/{instance}", 404)
        assert doors.get(f"history/process-instance/{instance}")["state"] == "EXTERNALLY_TERMINATED"
        assert doors.get("external-task/count") == {"count": 0}
        assert doors.path(instance, canceled="true") == ["charge"]

    def test_all_this_is_for_administrators(self, doors, doors_of):
        instance = start(doors)
        analyst = doors_of("analyst")
        for path in ("external-task", "external-task/count", "incident", "job", "job/1", "incident/1"):
            analyst.get(path, 403)
        for path in ("external-task/fetchAndLock", "external-task/1/complete", "job/1/execute"):
            analyst.post(path, {}, 403)
        analyst.delete(f"process-instance/{instance}", 403)
        analyst.put(f"process-instance/{instance}/suspended", {"suspended": True}, 403)
