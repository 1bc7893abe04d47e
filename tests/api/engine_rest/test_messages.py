"""`POST /engine-rest/message` and `/signal` for processes without a record."""

import pytest


@pytest.fixture(autouse=True)
def diagrams(deployed):
    deployed("application", "applied", "payment")


def waiting(doors, **variables) -> str:
    """A process that waits for its payment."""
    instance = doors.start("application", **variables)
    doors.complete("pack", instance)
    return instance


def ended(doors, instance: str) -> bool:
    return doors.get(f"history/process-instance/{instance}")["state"] == "COMPLETED"


def test_a_message_finds_the_process_by_its_variables(doors):
    first, second = waiting(doors, number="A-1", amount=5), waiting(doors, number="A-2", amount=5)
    keys = {"number": {"value": "A-2", "type": "String"}, "amount": {"value": 5, "type": "Integer"}}
    body = {"messageName": "paid", "correlationKeys": keys, "processVariables": {"sum": {"value": 7}}}
    (result,) = doors.post("message", {**body, "resultEnabled": True, "variablesInResultEnabled": True}, 200)
    assert (result["resultType"], result["execution"]["processInstanceId"]) == ("Execution", second)
    assert result["variables"]["sum"]["value"] == 7
    assert (ended(doors, first), ended(doors, second)) == (False, True)
    assert doors.post("message", body, 400)["type"] == "MismatchingMessageCorrelationException"


def test_a_message_that_fits_several_is_refused_unless_all_are_meant(doors):
    instances = [waiting(doors), waiting(doors)]
    answer = doors.post("message", {"messageName": "paid"}, 400)
    assert answer["details"]["code"] == "messageAmbiguous"
    assert [ended(doors, each) for each in instances] == [False, False]
    doors.post("message", {"messageName": "paid", "all": True})
    assert [ended(doors, each) for each in instances] == [True, True]


@pytest.fixture
def of_one_lead(doors, actors) -> tuple[str, list[str]]:
    """The key of a lead, and two processes about it that wait for their payment."""
    lead = doors.client.post("/api/v1/leads", json={"name": "А", "manager": actors["manager"].id}).json
    key, instances = f"lead:{lead['id']}", []
    for number in ("A-1", "A-2"):
        instances.append(doors.start("payment", key, number=number))
    return key, instances


def test_a_message_to_a_record_that_fits_two_processes_moves_none(doors, of_one_lead):
    key, instances = of_one_lead
    answer = doors.post("message", {"messageName": "paymentCame", "businessKey": key}, 400)
    assert answer["type"] == "MismatchingMessageCorrelationException"
    assert [ended(doors, each) for each in instances] == [False, False]
    doors.post("message", {"messageName": "paymentCame", "businessKey": key, "all": True})
    assert [ended(doors, each) for each in instances] == [True, True]


def test_keys_and_a_process_choose_among_those_of_a_record(doors, of_one_lead):
    key, (first, second) = of_one_lead
    keys = {"number": {"value": "A-2", "type": "String"}}
    doors.post("message", {"messageName": "paymentCame", "businessKey": key, "correlationKeys": keys})
    assert (ended(doors, first), ended(doors, second)) == (False, True)
    doors.post("message", {"messageName": "paymentCame", "businessKey": key, "processInstanceId": first})
    assert ended(doors, first)


@pytest.mark.parametrize("name", ["nothing", "paymentCame"])
def test_a_message_that_nothing_awaits_is_a_mismatch_with_a_record_too(doors, actors, name):
    lead = doors.client.post("/api/v1/leads", json={"name": "А", "manager": actors["manager"].id}).json
    for body in ({"messageName": name}, {"messageName": name, "businessKey": f"lead:{lead['id']}"}):
        assert doors.post("message", body, 400)["type"] == "MismatchingMessageCorrelationException"
        doors.post("message", {**body, "all": True})
        assert doors.post("message", {**body, "all": True, "resultEnabled": True}, 200) == []


def test_a_message_that_contradicts_itself_is_refused(doors, actors, of_one_lead):
    _key, (first, _second) = of_one_lead
    other = doors.client.post("/api/v1/leads", json={"name": "Б", "manager": actors["manager"].id}).json
    body = {"messageName": "paymentCame", "processInstanceId": first}
    answer = doors.post("message", {**body, "businessKey": f"lead:{other['id']}"}, 400)
    assert answer["type"] == "MismatchingMessageCorrelationException"
    doors.post("message", {**body, "variablesInResultEnabled": True}, 400)
    assert not ended(doors, first)


def test_a_variable_of_another_name_with_the_same_value_does_not_fit(doors):
    waiting(doors, number="A-1", amount={"number": "A-2"})
    doors.post("message", {"messageName": "paid", "correlationKeys": {"number": {"value": "A-2"}}}, 400)


def test_a_message_starts_a_process(doors):
    body = {"messageName": "applied", "processVariables": {"x": {"value": 1}}, "resultEnabled": True}
    (result,) = doors.post("message", body, 200)
    assert result["resultType"] == "ProcessDefinition"
    assert doors.path(result["processInstance"]["id"]) == ["heard", "work"]


def test_a_message_to_a_process_does_not_start_another(doors):
    instance = waiting(doors)
    doors.post("message", {"messageName": "applied", "processInstanceId": instance}, 400)
    doors.post("message", {"messageName": "paid", "processInstanceId": "777"}, 404)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"messageName": 5},
        {"messageName": "x" * 300},
        {"messageName": "paid", "all": 1},
        {"messageName": "paid", "correlationKeys": []},
        {"messageName": "paid", "processInstanceId": 5},
        {"messageName": "paid", "localCorrelationKeys": {"a": {"value": 1}}},
        {"messageName": "paid", "tenantId": "a"},
    ],
)
def test_a_body_that_cannot_be_understood_is_refused(doors, body):
    doors.post("message", body, 400)


def test_messages_without_a_record_are_for_administrators(doors, doors_of):
    instance = waiting(doors)
    doors_of("manager").post("message", {"messageName": "paid"}, 403)
    doors_of("manager").post("message", {"messageName": "paid", "processInstanceId": instance}, 404)
    doors_of("analyst").post("message", {"messageName": "paid", "processInstanceId": instance}, 403)
    assert not ended(doors, instance)


def test_a_message_to_the_process_of_a_record_gives_no_more_rights(doors, doors_of, actors):
    lead = doors.client.post("/api/v1/leads", json={"name": "А", "manager": actors["manager"].id}).json
    (process,) = doors.get("process-instance", businessKey=f"lead:{lead['id']}")
    body = {
        "messageName": "statusRequested",
        "processInstanceId": process["id"],
        "processVariables": {"status": {"value": "interest"}},
    }
    doors_of("observer").post("message", body, 404)
    doors_of("manager").post("message", body)
    assert doors.client.get(f"/api/v1/leads/{lead['id']}").json["status"] == "interest"


def test_a_signal_reaches_everybody_who_waits(doors):
    instances = [doors.start("application") for _ in range(2)]
    doors.post("signal", {"name": "alarm", "variables": {"why": {"value": "fire"}}})
    assert [ended(doors, each) for each in instances] == [True, True]


@pytest.mark.parametrize(
    "body", [{}, {"name": 1}, {"name": "alarm", "executionId": "5"}, {"name": "a", "tenantId": "t"}]
)
def test_a_signal_that_cannot_be_understood_is_refused(doors, body):
    doors.post("signal", body, 400)


def test_only_administrators_send_signals(doors_of):
    doors_of("director").post("signal", {"name": "alarm"}, 403)
