"""New rows beside those that are there."""

import pytest

from app.records.fields import ContactsField
from app.records.fields.row_merging import merged, settled
from app.records.types import ValueRefused
from app.records.types.comparing import MINE, THEIRS, Overlap

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


def kept(*rows) -> list[dict]:
    """Rows as the history keeps them."""
    return FIELD.history([*rows], {})


def seen(old=(), new=()) -> list[dict]:
    """One change in between."""
    return [{"old": kept(*old), "new": kept(*new)}]


RENAMED = ANNA | {"full_name": "Анна Орлова"}
CALLED = ANNA | {"phone": "7654321"}


def test_a_row_that_only_the_other_has_changed_is_theirs():
    assert merged(FIELD, [ANNA, IVAN], seen([ANNA], [CALLED]), [CALLED, IVAN]) == [CALLED, IVAN]


def test_a_row_that_only_i_have_changed_is_mine():
    assert merged(FIELD, [RENAMED, IVAN], seen([IVAN], []), [ANNA]) == [RENAMED]


def test_a_row_that_both_have_changed_alike_is_no_conflict():
    assert merged(FIELD, [CALLED], seen([ANNA], [CALLED]), [CALLED]) == [CALLED]


@pytest.mark.parametrize(
    ("mine", "now", "of_mine", "of_theirs"),
    [
        ([RENAMED], [CALLED], [RENAMED], [CALLED]),
        ([RENAMED], [], [RENAMED], []),
        ([], [CALLED], [], [CALLED]),
    ],
    ids=["both changed it", "the other removed it", "I removed it"],
)
def test_a_row_about_which_two_disagree_is_asked_for(mine, now, of_mine, of_theirs):
    between = seen([ANNA], now)
    with pytest.raises(Overlap):
        merged(FIELD, mine, between, now)
    assert merged(FIELD, mine, between, now, MINE) == of_mine
    assert merged(FIELD, mine, between, now, THEIRS) == of_theirs


def test_what_somebody_has_added_stays():
    assert merged(FIELD, [ANNA], seen([], [IVAN]), [ANNA, IVAN]) == [ANNA, IVAN]
    assert merged(FIELD, [ANNA, IVAN], seen([], [IVAN]), [ANNA, IVAN]) == [ANNA, IVAN]


def test_what_both_have_removed_is_gone():
    assert merged(FIELD, [], seen([ANNA], []), []) == []
    assert merged(FIELD, [ANNA], seen([ANNA], []), []) == []
