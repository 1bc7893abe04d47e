"""`/engine-rest/history`: what processes have done."""

from datetime import UTC, datetime, timedelta

import pytest

from app.clock import clock


@pytest.fixture(autouse=True)
def diagrams(deployed):
    deployed("application", "reviews", "called_at_once", "at_once")


@pytest.fixture
def turn_clock(crm):
    """`turn_clock(hours=1)`: the clock stands still and is turned by hand."""
    moment = {"now": datetime.now(UTC).replace(microsecond=0)}
    clock.set(lambda: moment["now"])

    def turn(**delta):
        moment["now"] += timedelta(**delta)

    yield turn
    clock.reset()


def test_the_way_is_told_in_order(doors):
    instance = doors.start("application", amount=500)
    doors.complete("decide", instance)
    doors.complete("pack", instance)
    doors.post("message", {"messageName": "paid", "processInstanceId": instance})
    assert doors.path(instance) == [
        "start",
        "choose",
        "decide",
        "merge",
        "packing",
        "packStart",
        "pack",
        "packEnd",
        "awaitPayment",
        "done",
    ]
    assert doors.path(instance, activityType="noneEndEvent") == ["packEnd", "done"]
    assert doors.path(instance, sortBy="startTime", sortOrder="desc", maxResults=1) == ["done"]
    assert doors.get("history/activity-instance/count", processInstanceId=instance, finished="true") == {"count": 10}


def test_an_activity_that_waited_has_its_times(doors, turn_clock):
    instance = doors.start("application")
    turn_clock(minutes=5)
    (waiting,) = doors.get("history/activity-instance", processInstanceId=instance, activityId="pack")
    assert (waiting["endTime"], waiting["durationInMillis"], waiting["canceled"]) == (None, None, False)
    task = doors.get("task", processInstanceId=instance)[0]["id"]
    assert (waiting["taskId"], waiting["activityType"]) == (task, "userTask")
    doors.post(f"task/{task}/assignee", {"userId": "admin"})
    doors.complete("pack", instance)
    (done,) = doors.get("history/activity-instance", processInstanceId=instance, activityId="pack")
    assert (done["id"], done["startTime"], done["durationInMillis"]) == (waiting["id"], waiting["startTime"], 300_000)
    assert (done["assignee"], done["taskId"]) == ("admin", task)
    (packing,) = doors.get("history/activity-instance", processInstanceId=instance, activityId="packing")
    assert (packing["durationInMillis"], done["parentActivityInstanceId"]) == (300_000, packing["id"])
    assert doors.path(instance, unfinished="true") == ["awaitPayment"]


def test_what_was_interrupted_is_canceled(doors):
    instance = doors.start("application")
    doors.post("signal", {"name": "alarm"})
    assert doors.path(instance, canceled="true") == ["packing", "pack"]
    assert doors.path(instance)[-2:] == ["alarmed", "stopped"]
    (task,) = doors.get("history/task", processInstanceId=instance)
    assert (task["deleteReason"], task["taskState"]) == ("deleted", "Deleted")


def test_runs_of_a_multi_instance_activity_are_apart(doors):
    instance = doors.start("reviews")
    doors.complete("review", instance)
    doors.complete("review", instance)
    assert doors.path(instance) == ["start", "review#multiInstanceBody", "review", "review", "done"]
    assert doors.path(instance, unfinished="true") == []


def test_what_begins_and_ends_at_once_has_its_rows_too(doors):
    instance = doors.start("at_once")
    assert doors.path(instance) == [
        "start",
        *("count#multiInstanceBody", "count", "count", "count"),
        *("each#multiInstanceBody", "each", "eachStart", "eachEnd", "each", "eachStart", "eachEnd"),
        *("call#multiInstanceBody", "call", "call", "calledStart", "calledStart", "calledEnd", "calledEnd"),
        *("tried", "triedStart", "triedEnd", "failed", "end"),
    ]
    assert doors.path(instance, canceled="true") == ["tried"]
    assert doors.path(instance, unfinished="true") == []
    rows = doors.get("history/activity-instance", processInstanceId=instance)
    assert len({row["id"] for row in rows}) == len(rows)


def test_without_a_process_the_latest_are_told(doors):
    first, second = doors.start("application"), doors.start("application", amount=500)
    rows = doors.get("history/activity-instance", processDefinitionKey="application", unfinished="true")
    assert [(row["processInstanceId"], row["activityId"]) for row in rows] == [
        (first, "packing"),
        (first, "pack"),
        (second, "decide"),
    ]


def test_history_of_processes(doors, turn_clock):
    instance = doors.start("application")
    turn_clock(hours=1)
    doors.post("signal", {"name": "alarm"})
    (row,) = doors.get("history/process-instance", processDefinitionKey="application", finished="true")
    assert (row["id"], row["state"], row["durationInMillis"]) == (instance, "COMPLETED", 3_600_000)
    assert (row["startUserId"], row["startActivityId"], row["processDefinitionName"]) == ("admin", "start", "Заявление")
    assert doors.get("history/process-instance", processInstanceId=instance, unfinished="true") == []
    later = row["endTime"]
    assert doors.get("history/process-instance/count", processInstanceId=instance, finishedAfter=later) == {"count": 1}
    assert doors.get("history/process-instance/count", processInstanceId=instance, startedAfter=later) == {"count": 0}
    doors.get("history/process-instance", 400, startedAfter="yesterday")
    doors.get("history/process-instance/99999", 404)


def test_history_of_tasks(doors):
    instance = doors.start("application")
    doors.complete("pack", instance)
    (row,) = doors.get("history/task", processInstanceId=instance, finished="true", taskDefinitionKey="pack")
    assert (row["deleteReason"], row["name"], row["taskState"]) == ("completed", "Собрать", "Completed")
    assert doors.get("history/task/count", processInstanceId=instance, unfinished="true") == {"count": 0}
