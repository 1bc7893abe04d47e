"""New rows beside those that are there."""

import pytest

from app.records.fields import ContactsField
from app.records.fields.row_merging import settled
from app.records.types import ValueRefused

FIELD = ContactsField("contacts", "Contacts")
ANNA = {"id": 1, "revision": 3, "full_name": "Анна", "phone": "1234567"}
IVAN = {"id": 2, "revision": 1, "full_name": "Иван"}


@pytest.fixture(autouse=True)
def _context(app):
    """Words need an application."""


def ids(given, before) -> list[int | None]:
    return [row.get("id") for row in settled(given, before, FIELD.fields)]


def test_a_row_that_names_its_id_keeps_what_it_does_not_say():
    [row] = settled([{"id": 1, "full_name": "Анна Орлова"}], [ANNA], FIELD.fields)
    assert (row["full_name"], row["phone"], row["revision"]) == ("Анна Орлова", "1234567", 3)


def test_a_row_without_an_id_is_the_one_that_says_the_same():
    assert ids([{"full_name": "Иван"}, {"full_name": "Анна", "phone": "1234567"}], [ANNA, IVAN]) == [2, 1]


def test_a_row_that_says_less_is_a_new_one():
    assert ids([{"full_name": "Анна"}], [ANNA]) == [None]


def test_one_row_is_not_found_twice():
    assert ids([{"full_name": "Иван"}, {"full_name": "Иван"}], [IVAN]) == [2, None]
    assert ids([{"id": 2}, {"full_name": "Иван"}], [IVAN]) == [2, None]
    assert ids([{"full_name": "Иван"}, {"id": 2}], [IVAN]) == [None, 2]


def test_the_id_of_another_record_s_row_makes_a_new_row():
    assert ids([{"id": 9, "full_name": "Пётр"}], [IVAN]) == [None]


def test_a_row_that_is_named_twice_is_refused():
    with pytest.raises(ValueRefused):
        settled([{"id": 1}, {"id": 1}], [ANNA], FIELD.fields)
