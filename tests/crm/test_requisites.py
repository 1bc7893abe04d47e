"""Check digits of registration numbers."""

import pytest

from app.crm import requisites
from app.crm.requisites import inn_problem


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


NUMBERS = {
    "ogrn": ("1027700132195", "1027700132194", "304500116000157"),
    "ogrnip": ("304500116000157", "304500116000158", "1027700132195"),
    "okpo": ("00032537", "00032538", "123"),
    "gln": ("4601234567893", "4601234567894", "460123456789"),
    "kpp": ("7707AB001", "7707ab001", "77070100"),
    "iban": ("DE89 3704 0044 0532 0130 00", "DE89370400440532013001", "40702810438000060473"),
    "swift": ("COBADEFFXXX", "COBADEFFX", "coba"),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_and_what_is_none(name):
    problem = getattr(requisites, f"{name}_problem")
    right, *wrong = NUMBERS[name]
    assert problem(right) == ""
    assert all(problem(each) for each in (*wrong, "", "٧٧٠٧٠٨٣٨٩٣", "=cmd()", "😀"))


def test_an_okpo_whose_first_rest_is_ten():
    """Then its weights begin with three."""
    assert requisites.okpo_problem("00000035") == ""
