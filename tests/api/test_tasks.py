"""`/api/v1/tasks` and `/engine-rest/task`."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.engine import deploy

FORMS = Path(__file__).parents[2] / "forms"


@pytest.fixture
def lead_id(api, actors) -> int:
    """A lead that waits to be taken to work."""
    return api("director").post("/api/v1/leads", json={"name": "Заявка"}).json["id"]


def test_the_task_says_what_it_is_about_and_how_it_ends(api, lead_id):
    (task,) = api("manager").get("/api/v1/tasks").json["items"]
    assert task["name"] == "Взятие в работу"
    assert task["record"] == {"type": "leads", "id": lead_id, "display_name": "Лид №1: Заявка"}
    assert {each["id"] for each in task["outcomes"]} == {"takeToWork", "disqualify"}


def test_taking_to_work_makes_the_person_responsible(api, lead_id, actors):
    manager = api("manager")
    task = manager.get(f"/api/v1/tasks?record=leads:{lead_id}").json["items"][0]
    assert manager.post(f"/api/v1/tasks/{task['id']}/complete", json={"outcome": "takeToWork"}).status_code == 204
    record = manager.get(f"/api/v1/leads/{lead_id}").json
    assert (record["status"], record["manager"]) == ("nurturing", actors["manager"].id)


def test_the_loser_of_a_race_gets_409(api, lead_id):
    manager, other = api("manager"), api("manager2")
    task = manager.get("/api/v1/tasks").json["items"][0]
    manager.post(f"/api/v1/tasks/{task['id']}/complete", json={"outcome": "takeToWork"})
    answer = other.post(f"/api/v1/tasks/{task['id']}/complete", json={"outcome": "takeToWork"})
    assert (answer.status_code, answer.json["type"]) == (409, "TaskAlreadyCompleted")


def test_what_takes_the_diagram_too_long_is_a_conflict_with_words_for_who_set_the_limit(api, crm, lead_id):
    manager = api("manager", language="en")
    task = manager.get("/api/v1/tasks").json["items"][0]
    crm.config["SETTINGS"] = replace(crm.config["SETTINGS"], command_time=0)
    answer = manager.post(f"/api/v1/tasks/{task['id']}/complete", json={"outcome": "takeToWork"})
    assert (answer.status_code, answer.json["type"]) == (409, "CommandTimeExceeded")
    assert "DEALFLOW_COMMAND_TIME" in answer.json["message"]


def test_disqualifying_without_a_reason_leaves_the_task_open(api, lead_id):
    manager = api("manager")
    task = manager.get("/api/v1/tasks").json["items"][0]
    answer = manager.post(f"/api/v1/tasks/{task['id']}/complete", json={"outcome": "disqualify"})
    assert (answer.status_code, answer.json["details"]["missing"]) == (409, ["disqualification_reason"])
    assert manager.get("/api/v1/tasks").json["total"] == 1


def test_disqualifying_writes_the_reason_to_the_lead(api, lead_id):
    manager = api("manager")
    task = manager.get("/api/v1/tasks").json["items"][0]
    body = {"outcome": "disqualify", "variables": {"disqualification_reason": "spam"}}
    assert manager.post(f"/api/v1/tasks/{task['id']}/complete", json=body).status_code == 204
    record = api("director").get(f"/api/v1/leads/{lead_id}").json
    assert (record["status"], record["disqualification_reason"]) == ("disqualified", "spam")


def test_claim_and_release(api, lead_id):
    manager, other = api("manager"), api("manager2")
    task = manager.get("/api/v1/tasks").json["items"][0]
    assert manager.post(f"/api/v1/tasks/{task['id']}/claim").status_code == 204
    assert other.get("/api/v1/tasks").json["total"] == 0
    assert other.post(f"/api/v1/tasks/{task['id']}/claim").status_code == 409
    assert manager.post(f"/api/v1/tasks/{task['id']}/release").status_code == 204
    assert other.get("/api/v1/tasks").json["total"] == 1


def test_a_task_that_is_not_yours_is_not_answered(api, lead_id):
    task = api("manager").get("/api/v1/tasks").json["items"][0]
    answer = api("observer").post(f"/api/v1/tasks/{task['id']}/complete", json={"outcome": "takeToWork"})
    assert answer.status_code in (403, 404)


def test_an_unknown_task_is_404(api):
    assert api("manager").post("/api/v1/tasks/nothing/complete", json={}).status_code == 404


def test_bulk_answers_per_task(api, lead_id):
    manager = api("manager")
    task = manager.get("/api/v1/tasks").json["items"][0]
    answer = manager.post("/api/v1/tasks/bulk", json={"ids": [task["id"], "nothing"], "action": "claim"})
    assert [each["ok"] for each in answer.json["items"]] == [True, False]


def test_camunda_clients_list_claim_and_complete(api, lead_id):
    manager = api("manager")
    (task,) = manager.get("/engine-rest/task?candidateGroup=crm-cco&processDefinitionKey=lead").json
    assert (task["name"], task["taskDefinitionKey"]) == ("Взятие в работу", "takeToWork")
    assert manager.get("/engine-rest/task/count").json == {"count": 1}
    assert manager.post(f"/engine-rest/task/{task['id']}/claim", json={"userId": "manager"}).status_code == 204
    assert manager.get("/engine-rest/task?assignee=manager").json[0]["assignee"] == "manager"
    body = {"variables": {"outcome": {"value": "takeToWork", "type": "String"}}}
    assert manager.post(f"/engine-rest/task/{task['id']}/complete", json=body).status_code == 204
    assert manager.get(f"/engine-rest/task/{task['id']}").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "sortBy=colour",
        "maxResults=x",
        "dueBefore=soon",
        "processInstanceId=a",
        pytest.param("nameLike=" + "a" * 60_000, id="nameLike"),
    ],
)
def test_a_wrong_parameter_is_named(api, query):
    assert api("manager").get(f"/engine-rest/task?{query}").status_code == 400


def test_an_administrator_gives_a_task_back_for_somebody_else(api, lead_id):
    manager = api("manager")
    task = manager.get("/api/v1/tasks").json["items"][0]
    manager.post(f"/api/v1/tasks/{task['id']}/claim")
    assert api("manager2").post(f"/api/v1/tasks/{task['id']}/release").status_code == 403
    assert api("admin").post(f"/api/v1/tasks/{task['id']}/release").status_code == 204
    assert api("manager2").get("/api/v1/tasks").json["total"] == 1


def test_a_field_that_the_form_only_shows_is_not_written(api, actors):
    form = json.loads((FORMS / "lead-take-to-work.form").read_text(encoding="utf-8"))
    shown = {"id": "shown", "type": "datetime", "subtype": "datetime", "key": "start_processing_date", "disabled": True}
    form["components"].append(shown)
    deploy({"lead-take-to-work.form": json.dumps(form).encode()}, name="Форма", actor=actors["analyst"])
    lead = api("director").post("/api/v1/leads", json={"name": "Заявка"}).json
    manager = api("manager")
    task = manager.get("/api/v1/tasks").json["items"][0]
    body = {"outcome": "takeToWork", "variables": {"start_processing_date": "2020-01-01T00:00:00+00:00"}}
    answer = manager.post(f"/api/v1/tasks/{task['id']}/complete", json=body)
    assert (answer.status_code, list(answer.json["details"])) == (422, ["start_processing_date"])
    assert api("director").get(f"/api/v1/leads/{lead['id']}").json["status"] == "new"


@pytest.mark.parametrize("answer", [{"variables": ["a"]}, {"outcome": {"id": "takeToWork"}}])
def test_an_answer_of_another_shape_is_refused(api, lead_id, answer):
    manager = api("manager")
    task = manager.get("/api/v1/tasks").json["items"][0]
    assert manager.post(f"/api/v1/tasks/{task['id']}/complete", json=answer).status_code == 400
    bulk = {"ids": [task["id"]], "action": "complete", **answer}
    assert manager.post("/api/v1/tasks/bulk", json=bulk).status_code == 400


def test_an_outcome_of_another_type_is_refused(api, lead_id):
    manager = api("manager")
    task = manager.get("/api/v1/tasks").json["items"][0]
    body = {"variables": {"outcome": {"value": ["takeToWork"], "type": "Json"}}}
    assert manager.post(f"/engine-rest/task/{task['id']}/complete", json=body).status_code == 400


@pytest.mark.parametrize("action", ["claim", "release", "complete"])
def test_whoever_may_not_know_of_a_task_is_told_nothing_of_it(api, actors, action):
    deal = api("director").post("/api/v1/deals", json={"name": "Сделка"}).json
    [task] = api("director").get(f"/api/v1/deals/{deal['id']}/tasks").json["items"]
    api("manager").post(f"/api/v1/tasks/{task['id']}/claim")
    answers = [
        api("observer").post(f"/api/v1/tasks/{task['id']}/{action}", json={}),
        api("observer").post(f"/engine-rest/task/{task['id']}/{action}".replace("release", "unclaim"), json={}),
    ]
    assert [answer.status_code for answer in answers] == [404, 404]


@pytest.fixture
def decision(api, actors):
    """The director's task on a deal."""
    manager = api("manager")
    deal = manager.post("/api/v1/deals", json={"name": "Поставка", "manager": actors["manager"].id}).json
    manager.post(f"/api/v1/deals/{deal['id']}/status", json={"status": "decision"})
    return api("director").get(f"/api/v1/tasks?record=deals:{deal['id']}").json["items"][0]


def test_a_program_is_held_to_the_form_of_the_task(api, decision):
    body = {"outcome": "complete", "variables": {"decision_comment": "x" * 5001}}
    answer = api("director").post(f"/api/v1/tasks/{decision['id']}/complete", json=body)
    assert (answer.status_code, list(answer.json["details"])) == (422, ["decision_comment"])


def test_what_was_written_beside_the_decision_stands_in_the_history(api, sign_in, decision):
    body = {"outcome": "backToOffer", "variables": {"decision_comment": "Скидка мала"}}
    assert api("director").post(f"/api/v1/tasks/{decision['id']}/complete", json=body).status_code == 204
    deal_id = decision["record"]["id"]
    entries = api("director").get(f"/api/v1/deals/{deal_id}/history").json["items"]
    (completed,) = [each["data"] for each in entries if each["kind"] == "taskCompleted"]
    assert completed["remarks"][0]["value"] == "Скидка мала"
    assert "Комментарий к решению: Скидка мала" in sign_in("director").get(f"/deals/{deal_id}?tab=history").text
