"""`/engine-rest/process-instance`: lists, the tree of activities, variables."""

import pytest


@pytest.fixture(autouse=True)
def diagrams(deployed):
    deployed("application", "reviews")


def test_lists_are_filtered_sorted_and_paged(doors):
    ids = [doors.start("application") for _ in range(3)]
    query = {"processDefinitionKey": "application"}
    assert [row["id"] for row in doors.get("process-instance", **query)] == ids
    assert [row["id"] for row in doors.get("process-instance", sortBy="instanceId", sortOrder="desc", **query)] == ids[
        ::-1
    ]
    assert [row["id"] for row in doors.get("process-instance", firstResult=1, maxResults=1, **query)] == ids[1:2]
    assert [row["id"] for row in doors.get("process-instance", processInstanceIds=f"{ids[0]},{ids[2]}")] == [
        ids[0],
        ids[2],
    ]
    assert doors.get("process-instance/count", **query) == {"count": 3}
    definition = doors.get("process-definition/key/application")["id"]
    assert doors.get("process-instance/count", processDefinitionId=definition, active="true") == {"count": 3}
    assert doors.get("process-instance/count", suspended="true") == {"count": 0}


@pytest.mark.parametrize(
    "query",
    [
        {"processDefinitionkey": "application"},
        {"variables": "a_eq_1"},
        {"sortBy": "luck"},
        {"sortOrder": "up"},
        {"active": "maybe"},
        {"maxResults": "-1"},
    ],
)
def test_a_filter_that_is_not_known_is_refused_not_passed_over(doors, query):
    doors.get("process-instance", 400, **query)


def test_an_ended_process_is_not_there_any_more(doors):
    instance = doors.start("application")
    doors.complete("pack", instance)
    doors.post("message", {"messageName": "paid", "processInstanceId": instance})
    doors.get(f"process-instance/{instance}", 404)
    assert doors.get(f"history/process-instance/{instance}")["state"] == "COMPLETED"


def test_the_tree_shows_the_activities_in_their_sub_processes(doors):
    instance = doors.start("application")
    tree = doors.get(f"process-instance/{instance}/activity-instances")
    assert (tree["id"], tree["activityType"], tree["activityId"]) == (instance, "processDefinition", "application")
    (packing,) = tree["childActivityInstances"]
    assert (packing["activityId"], packing["activityType"]) == ("packing", "subProcess")
    (pack,) = packing["childActivityInstances"]
    assert (pack["activityId"], pack["activityType"], pack["activityName"]) == ("pack", "userTask", "Собрать")
    assert pack["parentActivityInstanceId"] == packing["id"]


def test_the_tree_shows_the_runs_of_a_multi_instance_activity(doors):
    tree = doors.get(f"process-instance/{doors.start('reviews')}/activity-instances")
    (body,) = tree["childActivityInstances"]
    assert (body["activityId"], body["activityType"]) == ("review#multiInstanceBody", "multiInstanceBody")
    assert [run["activityId"] for run in body["childActivityInstances"]] == ["review"]


def test_variables_keep_their_types(doors):
    typed = {
        "text": {"value": "а", "type": "String"},
        "whole": {"value": 7, "type": "Integer"},
        "large": {"value": 2**40, "type": "Long"},
        "part": {"value": 1.5, "type": "Double"},
        "yes": {"value": True, "type": "Boolean"},
        "nothing": {"value": None, "type": "Null"},
        "moment": {"value": "2026-03-02T09:00:00.000+0000", "type": "Date"},
        "tree": {"value": '{"a": [1, null]}', "type": "Json"},
    }
    started = doors.post("process-definition/key/application/start", {"variables": typed}, 200)
    answered = doors.get(f"process-instance/{started['id']}/variables")
    assert answered == {name: {**entry, "valueInfo": {}} for name, entry in typed.items()}
    task = doors.get("task", processInstanceId=started["id"])[0]["id"]
    assert doors.get(f"task/{task}/variables") == answered
    assert doors.get(f"task/{task}/variables/text")["value"] == "а"
    assert list(doors.get(f"task/{task}/form-variables", variableNames="text,none")) == ["text"]


def test_names_of_types_may_begin_with_a_small_letter(doors):
    body = {"variables": {"amount": {"value": "5", "type": "integer"}, "number": {"value": 5, "type": "string"}}}
    started = doors.post("process-definition/key/application/start", body, 200)
    variables = doors.get(f"process-instance/{started['id']}/variables")
    assert (variables["amount"]["value"], variables["number"]["value"]) == (5, "5")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ({}, "Object"),
        ("a", "Bytes"),
        ("a", "Nothing"),
        ("a", 5),
        (1.5, "Integer"),
        (True, "Integer"),
        (2**31, "Integer"),
        ("9" * 5000, "Integer"),
        (2**63, "Long"),
        ("NaN", "Double"),
        ("yes", "Boolean"),
        ("2026-03-02", "Date"),
        ("yesterday", "Date"),
        ("{", "Json"),
        ("[" * 5000, "Json"),
        ([], "String"),
        (0, "Null"),
    ],
)
def test_a_value_that_does_not_fit_its_type_is_refused(doors, value, kind):
    instance = doors.start("application")
    doors.put(f"process-instance/{instance}/variables/amount", {"value": value, "type": kind}, 400)
    assert doors.get(f"process-instance/{instance}/variables") == {}


def test_variables_are_changed_and_removed(doors):
    instance = doors.start("application", number="A")
    doors.put(f"process-instance/{instance}/variables/amount", {"value": 5, "type": "Integer"})
    assert doors.get(f"process-instance/{instance}/variables/amount")["value"] == 5
    body = {"modifications": {"amount": {"value": 6}}, "deletions": ["number"]}
    doors.post(f"process-instance/{instance}/variables", body)
    assert {name: each["value"] for name, each in doors.get(f"process-instance/{instance}/variables").items()} == {
        "amount": 6
    }
    doors.delete(f"process-instance/{instance}/variables/amount")
    doors.get(f"process-instance/{instance}/variables/amount", 404)
    doors.post(f"process-instance/{instance}/variables", {}, 400)
    doors.complete("pack", instance)
    assert doors.get(f"process-instance/{instance}/variables").keys() == {"outcome", "pack_outcome"}


def test_a_list_takes_the_same_statements_however_long_it_is(doors, crm, count_statements):
    def statements(path: str) -> int:
        with count_statements() as found:
            doors.get(path)
        return len(found)

    paths = ("process-instance", "history/process-instance", "history/activity-instance", "history/task")
    doors.start("application")
    few = [statements(path) for path in paths]
    for _ in range(20):
        doors.start("application")
    assert [statements(path) for path in paths] == few


class TestRights:
    def test_processes_of_records_are_for_those_who_may_read_the_record(self, doors, doors_of, actors):
        lead = doors.client.post("/api/v1/leads", json={"name": "А", "manager": actors["manager"].id}).json
        query = {"businessKey": f"lead:{lead['id']}"}
        (found,) = doors_of("manager").get("process-instance", **query)
        assert found["definitionKey"] == "lead"
        stranger = doors_of("observer")
        assert stranger.get("process-instance", **query) == []
        assert stranger.get("history/activity-instance", processInstanceId=found["id"]) == []
        assert stranger.get("history/task", processInstanceId=found["id"]) == []
        for path in ("", "/variables", "/activity-instances"):
            stranger.get(f"process-instance/{found['id']}{path}", 404)
        stranger.get(f"history/process-instance/{found['id']}", 404)

    def test_processes_without_a_record_are_for_analysts_and_administrators(self, doors, doors_of):
        instance = doors.start("application")
        assert doors_of("analyst").get(f"process-instance/{instance}")["id"] == instance
        doors_of("manager").get(f"process-instance/{instance}", 404)
        assert doors_of("manager").get("process-instance/count", processDefinitionKey="application") == {"count": 0}

    def test_only_administrators_change_variables(self, doors, doors_of):
        instance = doors.start("application")
        doors_of("analyst").put(f"process-instance/{instance}/variables/amount", {"value": 1}, 403)
        doors_of("analyst").delete(f"process-instance/{instance}/variables/amount", 403)
        doors_of("analyst").post(f"process-instance/{instance}/variables", {"deletions": ["a"]}, 403)
