"""When two values are the same."""

import pytest

from app.records.types.comparing import same


@pytest.mark.parametrize(("before", "after"), [("", None), (None, ""), ("", ""), (None, None), (0, 0), ("а", "а")])
def test_nothing_and_an_empty_text_are_the_same(before, after):
    assert same(before, after)


@pytest.mark.parametrize(("before", "after"), [("", 0), (None, False), (None, []), ("а", None), ("а", ""), (1, 2)])
def test_what_says_something_is_not_the_same_as_nothing(before, after):
    assert not same(before, after)
    assert not same(after, before)
