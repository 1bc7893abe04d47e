"""Check digits of registration numbers."""

import pytest

from app.crm.counterparty.requisites import inn_problem, ogrn_problem


@pytest.fixture(autouse=True)
def _request(app):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        yield


@pytest.mark.parametrize("inn", ["7707083893", "7727563778", "500100732259"])
def test_a_right_inn(inn):
    assert inn_problem(inn) == ""


@pytest.mark.parametrize("inn", ["7707083894", "500100732258", "500100732250"])
def test_a_slip_in_an_inn(inn):
    assert "check digit" in inn_problem(inn)


@pytest.mark.parametrize("inn", ["", "77070838", "77070838933", "770708389x", "٧٧٠٧٠٨٣٨٩٣"])
def test_what_is_no_inn(inn):
    assert "10 digits" in inn_problem(inn)


@pytest.mark.parametrize("ogrn", ["1027700132195", "304500116000157"])
def test_a_right_ogrn(ogrn):
    assert ogrn_problem(ogrn) == ""


@pytest.mark.parametrize("ogrn", ["1027700132194", "304500116000158", "123"])
def test_a_wrong_ogrn(ogrn):
    assert ogrn_problem(ogrn) != ""
