"""Reference data over the API: codes are there, and there only once."""

import pytest

ADDRESS = "/api/v1/request-categories"


def test_a_code_that_another_record_has_is_refused(api):
    api("admin", "en").post(ADDRESS, json={"code": "fair", "name": "Выставка"})
    answer = api("admin", "en").post(ADDRESS, json={"code": "fair", "name": "Ярмарка"})
    assert answer.status_code == 422
    assert answer.json["details"] == {"code": "Another record has this value already."}


def test_a_record_keeps_its_own_code(api):
    created = api("admin").post(ADDRESS, json={"code": "fair", "name": "Выставка"}).json
    answer = api("admin").patch(f"{ADDRESS}/{created['id']}", json={"code": "fair", "name": "Ярмарка"})
    assert (answer.status_code, answer.json["name"]) == (200, "Ярмарка")


@pytest.mark.parametrize("code", [None, ""])
def test_an_empty_code_is_refused(api, code):
    answer = api("admin", "en").post(ADDRESS, json={"code": code, "name": "Выставка"})
    assert answer.status_code == 422
    assert answer.json["details"] == {"code": "Fill this in."}


def test_a_code_that_is_left_out_is_refused(api):
    assert api("admin").post(ADDRESS, json={"name": "Выставка"}).status_code == 422


def test_a_code_cannot_be_emptied_later(api):
    created = api("admin").post(ADDRESS, json={"code": "fair", "name": "Выставка"}).json
    assert api("admin").patch(f"{ADDRESS}/{created['id']}", json={"code": None}).status_code == 422


def test_an_empty_english_name_is_no_name(api):
    answer = api("admin").post(ADDRESS, json={"code": "fair", "name": "Выставка", "name_en": None})
    assert (answer.status_code, answer.json["name_en"]) == (201, "")


def test_the_date_received_of_a_deal_cannot_be_emptied(api):
    created = api("director").post("/api/v1/deals", json={"name": "Сделка"}).json
    answer = api("director").patch(f"/api/v1/deals/{created['id']}", json={"date_received": None})
    assert answer.status_code == 422
