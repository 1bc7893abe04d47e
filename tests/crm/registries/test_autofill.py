"""Autofill by INN: what is empty is filled, what is different is shown first, trouble is said in words."""

import re

import pytest

from tests.crm.registries.conftest import party
from tests.visitors import signed_in

FORM = {"counterparty_kind": "legalEntity", "inn": "7707083893"}


@pytest.fixture
def press(crm):
    """Press the button of the form; answers the page."""
    visitor = signed_in(crm, "manager")

    def pressed(button="inn", **values):
        answer = visitor.post("/counterparties/new", FORM | values | {"_fill": button})
        assert answer.status_code == 200
        return answer.text

    return pressed


def value(page, name):
    found = re.search(rf'<input[^>]*value="([^"]*)"[^>]*name="{name}"', page)
    return found[1] if found else ""


def test_S53_the_requisites_come_by_the_inn(dadata, press):
    page = press()
    assert value(page, "full_organization_name") == "ПАО «СБЕРБАНК РОССИИ»"
    assert value(page, "juridical_address") == "117312, г Москва, ул Вавилова, д 19"
    assert [value(page, name) for name in ("kpp", "ogrn", "okpo")] == ["773601001", "1027700132195", "00032537"]
    assert value(page, "ceo_name") == "Греф Герман Оскарович"
    [(path, token, asked)] = dadata.asked
    assert (path, token, asked["query"]) == ("/rs/findById/party", "Token secret", "7707083893")


def test_what_is_there_is_replaced_only_when_somebody_says_so(dadata, press):
    page = press(kpp="770701001")
    assert value(page, "kpp") == "770701001"
    assert "KPP: 770701001 → 773601001" in page
    assert value(press("inn:773601001:replace", kpp="770701001"), "kpp") == "773601001"


def test_a_branch_is_chosen(dadata, press):
    branch = party("780002001", "BRANCH", address={"value": "г Санкт-Петербург"})
    dadata.suggestions = [branch, party()]
    page = press()
    assert value(page, "kpp") == ""
    assert page.index('value="inn:773601001"') < page.index('value="inn:780002001"')
    assert value(press("inn:780002001"), "juridical_address") == "г Санкт-Петербург"


def test_a_sole_proprietor(dadata, press):
    dadata.suggestions = [party("", inn="500100732259", type="INDIVIDUAL", ogrn="304500116000157", okpo="0123456789")]
    page = press(inn="500100732259", counterparty_kind="individualEntrepreneur")
    assert value(page, "ogrnip") == "304500116000157"


def test_a_company_that_is_gone_is_told(dadata, press):
    dadata.suggestions = [party(state={"status": "LIQUIDATED"})]
    assert "LIQUIDATED" in press()


def test_a_company_that_nobody_knows(dadata, press):
    dadata.suggestions = []
    assert "knows no company with this INN" in press()


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "DEALFLOW_DADATA_TOKEN"), (403, "limit"), (429, "too often"), (500, "does not answer"), (413, "not answer")],
)
def test_what_the_service_refuses_is_said_in_words(dadata, press, status, words):
    dadata.status = status
    page = press(full_organization_name="Моё")
    assert words in page
    assert value(page, "full_organization_name") == "Моё"


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"suggestions": [{"data": {"name": 5}}]}', b"{}"])
def test_an_answer_that_is_none_is_no_error_of_ours(dadata, press, body):
    dadata.body = body
    press()


@pytest.mark.parametrize(("inn", "words"), [("", "Enter the INN first."), ("7707083894", "check digit")])
def test_nobody_is_asked_about_what_is_no_inn(dadata, press, inn, words):
    assert words in press(inn=inn)
    assert dadata.asked == []


def test_without_a_token_the_button_says_whom_to_ask(press):
    page = press()
    assert "token of DaData is missing" in page
    assert "Ask the administrator" in page
