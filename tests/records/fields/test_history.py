"""What fields keep in the history and say of it, also when they were of another type then."""

import pytest

from app.records.fields import (
    ContactsField,
    DateField,
    DecimalField,
    DurationField,
    FileField,
    IntegerField,
    MoneyField,
    PersonField,
    PersonsField,
    RichTextField,
    TextField,
    UrlField,
)
from app.records.types import Showing
from app.records.types.registry import registry

PLAIN = Showing({("person", 7): "Анна Орлова"})


@pytest.fixture(autouse=True)
def _context(app):
    """Words need an application."""


@pytest.mark.parametrize(
    "kept",
    ["about a hundred", 7, True, "NaN", "1.5", ["a"], [1, None], {}, {"id": 1, "name": "b"}, [{"id": 1, "name": "c"}]],
    ids=str,
)
def test_what_the_history_keeps_of_another_kind_of_field_is_shown(kept):
    """A field that was taken away and is there again, of another type."""
    every = {type(field): field for record_type in registry for field in record_type.all_fields}
    own = [DurationField("x", "X"), FileField("x", "X"), UrlField("x", "X"), ContactsField("x", "X")]
    for field in (*every.values(), *own):
        if field.row_fields:
            continue  # cannot be added, so not taken away either
        assert isinstance(field.history_words(kept, PLAIN), str)
        assert field.history_keys(kept) is not None
        for line in field.history_changes({"old": kept, "new": None}, PLAIN):
            assert all(isinstance(each, str) for each in line)


@pytest.mark.parametrize(
    "field",
    [
        DecimalField("x", "X", scale=3),
        MoneyField("x", "X"),
        IntegerField("x", "X"),
        DateField("x", "X"),
        DurationField("x", "X"),
        PersonsField("x", "X"),
    ],
)
def test_what_cannot_be_read_of_the_history_stays_as_it_is(field):
    assert field.history_words("a hundred", PLAIN) == "a hundred"


@pytest.mark.parametrize("field", [TextField("x", "X"), RichTextField("x", "X")])
def test_of_a_long_text_the_history_keeps_the_beginning(field):
    assert field.history("я" * 500, {}) == "я" * 500
    assert field.history("я" * 501, {}) == "я" * 500 + "…"


def test_the_history_says_what_the_value_was_when_its_target_is_gone():
    kept = PersonField("x", "X").history(7, PLAIN.names)
    assert PersonField("x", "X").history_words(kept, Showing()) == "Анна Орлова"
