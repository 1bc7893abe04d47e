"""`/engine-rest`: what Camunda Modeler and messages need."""

import io
from pathlib import Path

import pytest

from app.engine import deploy
from tests.records.samples import new

BPMN = Path(__file__).parents[2] / "bpmn"


def deployed(client, **files):
    data = {"deployment-name": "Проверка", "enable-duplicate-filtering": "true"}
    data |= {name: (io.BytesIO(content), f"{name}.bpmn") for name, content in files.items()}
    return client.post("/engine-rest/deployment/create", data=data, content_type="multipart/form-data")


def test_modeler_finds_an_engine(api):
    analyst = api("analyst")
    assert analyst.get("/engine-rest/engine").json == [{"name": "default"}]
    assert analyst.get("/engine-rest/version").json["version"].startswith("7.")


def test_the_same_diagram_again_is_no_new_version(api):
    analyst = api("analyst")
    before = analyst.get("/engine-rest/process-definition/key/lead").json["version"]
    assert deployed(analyst, lead=(BPMN / "lead.bpmn").read_bytes()).status_code == 200
    assert analyst.get("/engine-rest/process-definition/key/lead").json["version"] == before


def test_a_changed_diagram_is_a_new_version(api):
    analyst = api("analyst")
    changed = (BPMN / "lead.bpmn").read_text(encoding="utf-8").replace("Необходимо указать причину", "Укажите причину")
    answer = deployed(analyst, lead=changed.encode())
    (definition,) = answer.json["deployedProcessDefinitions"].values()
    assert (definition["key"], definition["version"]) == ("lead", 2)
    assert "Укажите причину" in analyst.get("/engine-rest/process-definition/key/lead/xml").json["bpmn20Xml"]


def test_what_needs_a_confirmation_is_published_with_it(api, actors):
    analyst = api("analyst")

    def publish(fields: str, **form: str):
        file = io.BytesIO(f"record_type: deal\nfields: [{fields}]\n".encode()), "deal.fields.yaml"
        return analyst.post("/engine-rest/deployment/create", data={"data": file, **form})

    assert publish("{name: floors, type: integer, label: {ru: A, en: A}}").status_code == 200
    new(actors["director"], "deal", name="A", floors=3)
    refused = publish("")
    assert (refused.status_code, refused.json["type"]) == (400, "ParseException")
    (error,) = refused.json["details"]["deal.fields.yaml"]["errors"]
    done = publish("", confirm=error["confirmation"])
    assert done.status_code == 200
    assert [each["confirmation"] for each in done.json["warnings"]["deal.fields.yaml"]["warnings"]] == [
        error["confirmation"]
    ]


def test_a_broken_diagram_answers_in_camundas_form(api):
    broken = (BPMN / "lead.bpmn").read_text(encoding="utf-8").replace('scriptFormat="feel"', 'scriptFormat="python"')
    answer = deployed(api("analyst"), lead=broken.encode())
    assert (answer.status_code, answer.json["type"]) == (400, "ParseException")
    error = answer.json["details"]["lead.bpmn"]["errors"][0]
    assert error["line"] > 0
    assert error["mainElementId"] in error["elementIds"]


@pytest.mark.parametrize(
    ("language", "refusal", "error"),
    [
        ("ru", "Не опубликовано: в файлах 2 ошибки.", "не читается: Ожидается выражение"),
        ("en", "Not published: 2 errors in the files.", "cannot be read: Expected an expression"),
    ],
)
def test_a_broken_expression_is_told_in_the_callers_language(api, language, refusal, error):
    broken = (BPMN / "lead.bpmn").read_text(encoding="utf-8").replace("lead.manager != null<", "lead.manager !=<")
    answer = deployed(api("analyst", language), lead=broken.encode())
    assert answer.json["message"].startswith(refusal)
    assert error in answer.json["details"]["lead.bpmn"]["errors"][0]["message"]


@pytest.mark.parametrize(
    "content", [b"", b"<", b"not xml", b"<a/>", b"\x00" * 100, b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"]
)
def test_anything_but_a_diagram_is_refused_in_words(api, content):
    answer = deployed(api("analyst"), lead=content)
    assert answer.status_code == 400
    assert answer.json["details"]["lead.bpmn"]["errors"][0]["message"]


def test_only_analysts_deploy(api):
    assert deployed(api("manager"), lead=b"<a/>").status_code == 403


def test_a_message_reaches_the_process_of_a_record(api, actors):
    manager = api("manager")
    lead = manager.post("/api/v1/leads", json={"name": "А", "manager": actors["manager"].id}).json
    body = {
        "messageName": "statusRequested",
        "businessKey": f"lead:{lead['id']}",
        "processVariables": {"status": {"value": "interest", "type": "String"}},
    }
    assert manager.post("/engine-rest/message", json=body).status_code == 204
    assert manager.get(f"/api/v1/leads/{lead['id']}").json["status"] == "interest"


def test_a_message_that_nothing_waits_for_is_refused(api, actors):
    manager = api("manager")
    lead = manager.post("/api/v1/leads", json={"name": "А", "manager": actors["manager"].id}).json
    answer = manager.post("/engine-rest/message", json={"messageName": "hello", "businessKey": f"lead:{lead['id']}"})
    assert answer.status_code == 400
    assert answer.json["type"] == "MismatchingMessageCorrelationException"


def test_a_message_gives_no_more_rights_than_a_request_of_a_status(api, actors):
    lifecycle = (BPMN / "lead.lifecycle.yaml").read_text(encoding="utf-8")
    narrowed = lifecycle.replace("change-status: [manager, cco, crmAdministrators]", "change-status: [cco]")
    assert narrowed != lifecycle
    deploy({"lead.lifecycle.yaml": narrowed.encode()}, name="Правила", actor=actors["analyst"])
    manager = api("manager")
    lead = manager.post("/api/v1/leads", json={"name": "А", "manager": actors["manager"].id}).json
    body = {
        "messageName": "statusRequested",
        "businessKey": f"lead:{lead['id']}",
        "processVariables": {"status": {"value": "interest", "type": "String"}},
    }
    assert manager.post("/engine-rest/message", json=body).status_code == 403
    assert api("director").post("/engine-rest/message", json=body).status_code == 204


def test_two_files_of_one_name_are_refused(api):
    content = (BPMN / "lead.bpmn").read_bytes()
    files = {"a": (io.BytesIO(content), "process.bpmn"), "b": (io.BytesIO(b"<x/>"), "process.bpmn")}
    answer = api("analyst").post("/engine-rest/deployment/create", data=files, content_type="multipart/form-data")
    assert answer.status_code == 400
    assert "именем" in answer.json["message"] or "name" in answer.json["message"]
