"""What the address of a list of tasks asks for."""

import pytest

from app.records.tasks.filters import COMPLETED, CURRENT, SUBORDINATES, read_query


@pytest.mark.parametrize(
    ("written", "page"),
    [("", 1), ("abc", 1), ("-1", 1), ("0", 1), ("1", 1), ("7", 7), ("20", 20), ("21", 20), ("99999", 20)],
)
def test_a_list_has_pages_down_to_the_deepest_row(written, page):
    assert read_query(CURRENT, {"page": written}).page == page


def test_a_page_that_is_too_long_a_number_is_the_first():
    assert read_query(CURRENT, {"page": "9" * 5000}).page == 1


@pytest.mark.parametrize("sort", ["created", "-created", "due", "-due", "priority", "name", "-completed"])
def test_a_known_order_is_kept(sort):
    assert read_query(CURRENT, {"sort": sort}).sort == sort


@pytest.mark.parametrize("sort", ["", "-", "--due", "id", "'"])
def test_any_other_order_is_the_usual_one(sort):
    assert read_query(CURRENT, {"sort": sort}).sort == ""


@pytest.mark.parametrize(
    ("scope", "due", "whose"), [(CURRENT, "today", "mine"), (COMPLETED, "", ""), (SUBORDINATES, "today", "")]
)
def test_a_list_has_the_filters_that_mean_something_in_it(scope, due, whose):
    query = read_query(scope, {"due": "today", "whose": "mine", "priority": "high"})
    assert (query.due, query.whose, query.priority) == (due, whose, "high")


def test_of_a_long_name_the_beginning_is_looked_for():
    query = read_query(CURRENT, {"task": "t" * 301, "record_type": "r" * 65})
    assert (query.task, query.record_type) == ("t" * 300, "r" * 64)
