"""`POST /engine-rest/process-definition/…/start`."""

import pytest


@pytest.fixture(autouse=True)
def diagrams(deployed):
    deployed("application", "applied")


def test_a_process_starts_without_a_record(doors):
    started = doors.post(
        "process-definition/key/application/start",
        {"variables": {"amount": {"value": 500, "type": "Integer"}}, "withVariablesInReturn": True},
        200,
    )
    assert (started["businessKey"], started["ended"], started["definitionKey"]) == (None, False, "application")
    assert started["variables"]["amount"] == {"type": "Integer", "value": 500, "valueInfo": {}}
    assert doors.get(f"process-instance/{started['id']}")["definitionId"] == started["definitionId"]


def test_a_process_starts_by_the_id_of_its_version(doors):
    definition = doors.get("process-definition/key/application")["id"]
    assert doors.post(f"process-definition/{definition}/start", {}, 200)["definitionId"] == definition


def test_a_process_about_records_needs_one(doors):
    assert "lead:<id>" in doors.post("process-definition/key/lead/start", {}, 400)["message"]
    assert doors.post("process-definition/key/lead/start", {"businessKey": "deal:1"}, 400)["message"]


def test_a_process_starts_for_a_record(doors, actors):
    lead = doors.client.post("/api/v1/leads", json={"name": "А", "manager": actors["manager"].id}).json
    instance = doors.start("application", f"leads:{lead['id']}", amount=1)
    (found,) = doors.get("process-instance", businessKey=f"lead:{lead['id']}", processDefinitionKey="application")
    assert (found["id"], found["businessKey"]) == (instance, f"lead:{lead['id']}")


def test_a_process_that_a_message_starts_is_not_started_by_itself(doors):
    answer = doors.post("process-definition/key/applied/start", {}, 409)
    assert answer["details"]["code"] == "noPlainStart"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"startInstructions": [{"type": "startBeforeActivity"}]}, 400),
        ({"caseInstanceId": "1"}, 400),
        ({"businessKey": "nothing:1"}, 404),
        ({"businessKey": "lead:77"}, 404),
        ({"businessKey": 5}, 400),
        ({"withVariablesInReturn": "yes"}, 400),
        ({"variables": [1]}, 400),
        ({"variables": {"amount": 5}}, 400),
        ({"variables": {"amount": {"value": "x", "type": "Integer"}}}, 400),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(doors, body, status):
    doors.post("process-definition/key/application/start", body, status)
    assert doors.get("process-instance/count", processDefinitionKey="application") == {"count": 0}


def test_there_is_no_such_process(doors):
    doors.post("process-definition/key/nothing/start", {}, 404)
    doors.post("process-definition/nothing:1:99/start", {}, 404)


def test_the_same_request_again_starts_no_second_process(doors):
    headers = {"Idempotency-Key": "once"}
    first = doors.post("process-definition/key/application/start", {}, 200, headers=headers)
    assert doors.post("process-definition/key/application/start", {}, 200, headers=headers) == first
    assert doors.get("process-instance/count", processDefinitionKey="application") == {"count": 1}


@pytest.mark.parametrize("login", ["manager", "director", "analyst"])
def test_only_administrators_start(doors_of, login):
    doors_of(login).post("process-definition/key/application/start", {}, 403)


FOREIGN = {"surprise": {"value": 1}}
OWN = {"nrOfInstances": {"value": 1}}


class TestWhatADiagramDoesNotSpeakOf:
    """Every door gives a process the variables of which its diagram speaks, and no others."""

    @pytest.fixture(autouse=True)
    def diagrams(self, deployed):
        deployed("application", "applied", "billing")

    @pytest.fixture(params=[FOREIGN, OWN], ids=["unknown", "the engine's own"])
    def foreign(self, request):
        return request.param

    def refused(self, doors, path: str, body: dict, foreign: dict) -> None:
        answer = doors.post(path, body, 409)
        (name,) = foreign
        assert (answer["details"]["code"], answer["details"]["names"]) == ("variableUndeclared", [name])
        assert name in answer["message"]

    def test_at_the_start(self, doors, foreign):
        self.refused(doors, "process-definition/key/application/start", {"variables": foreign}, foreign)

    def test_in_a_message_that_a_process_waits_for(self, doors, foreign):
        instance = doors.start("application")
        doors.complete("pack", instance)
        self.refused(doors, "message", {"messageName": "paid", "processVariables": foreign}, foreign)
        doors.post("message", {"messageName": "paid", "processVariables": {"sum": {"value": 1}}})

    def test_in_a_message_that_starts_a_process(self, doors, foreign):
        self.refused(doors, "message", {"messageName": "applied", "processVariables": foreign}, foreign)

    def test_in_a_signal(self, doors, foreign):
        doors.start("application")
        self.refused(doors, "signal", {"name": "alarm", "variables": foreign}, foreign)

    def test_in_what_a_worker_says(self, doors, foreign):
        doors.start("billing", order="A", amount=1)
        topics = [{"topicName": "charge-card", "lockDuration": 60_000}]
        (task,) = doors.post("external-task/fetchAndLock", {"workerId": "w", "maxTasks": 1, "topics": topics}, 200)
        work = f"external-task/{task['id']}"
        self.refused(doors, f"{work}/complete", {"workerId": "w", "variables": foreign}, foreign)
        self.refused(doors, f"{work}/complete", {"workerId": "w", "localVariables": foreign}, foreign)
        error = {"workerId": "w", "errorCode": "cardRefused", "variables": foreign}
        self.refused(doors, f"{work}/bpmnError", error, foreign)
        failure = {"workerId": "w", "errorMessage": "x", "retries": 1, "variables": foreign}
        self.refused(doors, f"{work}/failure", failure, foreign)
        doors.post(f"{work}/complete", {"workerId": "w", "variables": {"receipt": {"value": 1}}})

    def test_in_variables_that_are_changed(self, doors, foreign):
        instance = doors.start("application")
        path = f"process-instance/{instance}/variables"
        self.refused(doors, path, {"modifications": foreign}, foreign)
        (name,) = foreign
        doors.put(f"{path}/{name}", {"value": 1}, 409)
        doors.put(f"{path}/sum", {"value": 1})

    def test_too_much_in_a_signal(self, doors):
        doors.start("application")
        doors.post("signal", {"name": "alarm", "variables": {"why": {"value": "x" * 1_100_000}}}, 409)
