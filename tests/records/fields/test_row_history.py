"""What the history says of rows that have changed."""

import pytest

from app.records.fields import ContactsField
from app.records.fields.row_history import changed_rows, row_lines
from app.records.types import Showing

FIELD = ContactsField("contacts", "Contacts")


@pytest.fixture(autouse=True)
def english(app):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        yield


def lines(old, new):
    return row_lines(FIELD, {"old": old, "new": new}, Showing())


def test_a_row_that_came_and_one_that_went_are_said_as_a_whole():
    anna, ivan = {"id": 1, "full_name": "Anna", "phone": "123"}, {"id": 2, "full_name": "Ivan"}
    assert lines([anna], [ivan]) == [("Contacts: removed", "Anna, 123", ""), ("Contacts: added", "", "Ivan")]


def test_each_field_of_a_row_that_stayed_is_said_under_its_title():
    before, after = {"id": 1, "full_name": "Anna", "phone": "1"}, {"id": 1, "full_name": "Anna", "phone": "2"}
    assert lines([before], [after]) == [("Contacts: Anna, Phone", "1", "2")]


def test_a_row_without_a_title_is_called_by_its_place():
    before, after = {"id": 1, "place": 1, "phone": "1"}, {"id": 1, "place": 1, "phone": "2"}
    assert lines([before], [after]) == [("Contacts: 2, Phone", "1", "2")]


def test_a_row_that_only_moved_says_where_it_was():
    before, after = {"id": 1, "place": 0, "full_name": "Anna"}, {"id": 1, "place": 2, "full_name": "Anna"}
    assert lines([before], [after]) == [("Contacts: Anna, place", "1", "3")]


def test_what_stayed_is_not_kept_again():
    anna, ivan, olga = ({"id": number, "full_name": name} for number, name in enumerate(("Anna", "Ivan", "Olga")))
    assert changed_rows([anna, ivan], [ivan, olga]) == {"old": [anna], "new": [olga]}
    assert changed_rows([anna, anna], [anna]) == {"old": [anna], "new": []}
