"""What is given to a form is held to the checks of the form."""

import pytest

from app.records.forms.schema import submit
from tests.records.forms.sample import People, contacts, form_of, text

pytestmark = pytest.mark.usefixtures("app")

ORDER = {
    "id": "inOrder",
    "check": "high = null or high >= low",
    "fields": ["low", "high"],
    "message": {"ru": "Наоборот", "en": "The other way round"},
}
NUMBERS = ({"type": "number", "key": "low"}, {"type": "number", "key": "high"})


def errors(check: dict, raw: dict, *components: dict, **scope) -> dict:
    return submit(form_of(*components, checks=[check]), raw, People(), scope).errors


def test_the_words_stand_at_the_fields_that_the_check_names():
    assert errors(ORDER, {"low": 2, "high": 1}, *NUMBERS) == {"low": ["Наоборот"], "high": ["Наоборот"]}


@pytest.mark.parametrize("raw", [{"low": 1, "high": 2}, {"low": 1}, {"high": 1}, {}])
def test_what_holds_and_what_is_not_known_pass(raw):
    assert errors(ORDER, raw, *NUMBERS) == {}


def test_everything_wrong_is_said_at_once():
    name = text("name", validate={"required": True})
    assert errors(ORDER, {"low": 2, "high": 1}, *NUMBERS, name).keys() == {"low", "high", "name"}


def test_nothing_is_said_of_a_check_that_needs_what_cannot_be_read():
    check = ORDER | {"check": "high != null", "fields": ["low"]}
    assert errors(check, {"low": 2, "high": "many"}, *NUMBERS).keys() == {"high"}


def test_what_is_hidden_counts_as_nothing():
    hidden = {**NUMBERS[1], "conditional": {"hide": "=true"}}
    check = ORDER | {"check": "high = null"}
    assert errors(check, {"low": 2, "high": 1}, NUMBERS[0], hidden) == {}


def test_each_row_is_checked():
    check = ORDER | {"rows": "contacts", "check": 'full_name != "" and email != boss', "fields": ["email"]}
    rows = [{"full_name": "Анна", "email": "a@b.ru"}, {"full_name": "Иван", "email": "i@b.ru"}]
    assert errors(check, {"boss": "i@b.ru", "contacts": rows}, text("boss"), contacts()) == {
        "contacts-1-email": ["Наоборот"]
    }


def test_what_the_form_does_not_give_is_read_from_the_record():
    check = ORDER | {"check": "low < limit", "fields": ["low"]}
    assert errors(check, {"low": 5}, *NUMBERS, limit=3) == {"low": ["Наоборот"]}
