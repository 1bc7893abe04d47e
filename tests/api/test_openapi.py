"""The OpenAPI document describes what there is."""

import re

import pytest


def test_every_address_of_the_api_is_described(crm):
    undescribed = [
        rule.rule
        for rule in crm.url_map.iter_rules()
        if re.match(r"/(api/v1|engine-rest)/", rule.rule)
        and not hasattr(crm.view_functions[rule.endpoint], "description")
    ]
    assert undescribed == []


def test_each_record_type_has_its_paths_and_its_schema(api):
    document = api("manager").get("/api/openapi.json").json
    assert "/api/v1/leads/{record_id}/moves" in document["paths"]
    assert "/api/v1/request-sources/{record_id}/moves" not in document["paths"]
    assert document["components"]["schemas"]["Lead"]["properties"]["disqualification_reason"]["enum"]


def test_operation_ids_are_unique(api):
    document = api("manager").get("/api/openapi.json").json
    ids = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_page_shows_the_operations(sign_in, language):
    page = sign_in("manager", language).get("/api/docs")
    assert page.status_code == 200
    assert "/engine-rest/deployment/create" in page.text


def test_success_and_errors_have_the_codes_that_are_answered(api):
    paths = api("admin").get("/api/openapi.json").json["paths"]
    assert set(paths["/api/v1/deals"]["post"]["responses"]) == {"201", "400", "401", "403", "409", "415", "422", "429"}
    assert set(paths["/api/v1/deals/{record_id}"]["delete"]["responses"]) == {
        "204",
        "400",
        "401",
        "403",
        "404",
        "409",
        "412",
        "429",
    }


def test_the_scope_that_a_token_needs_is_named(api):
    paths = api("admin").get("/api/openapi.json").json["paths"]
    assert paths["/api/v1/deals"]["post"]["x-token-scope"] == "records"
    assert paths["/api/v1/deals"]["get"]["x-token-scope"] == "read"
    assert paths["/engine-rest/deployment/create"]["post"]["x-token-scope"] == "deploy"


def test_a_change_names_the_headers_that_it_obeys(api):
    change = api("admin").get("/api/openapi.json").json["paths"]["/api/v1/deals/{record_id}"]["patch"]
    assert {each["name"] for each in change["parameters"] if each["in"] == "header"} == {"If-Match", "Idempotency-Key"}


def test_ids_of_records_are_whole_numbers(api):
    show = api("admin").get("/api/openapi.json").json["paths"]["/api/v1/deals/{record_id}"]["get"]
    assert show["parameters"][0]["schema"] == {"type": "integer"}
