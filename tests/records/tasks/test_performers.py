"""By what a person is named to whom a task is given."""

import pytest

from app.access.models import Person
from app.db import db, write_transaction
from app.records.tasks.commands import _performer


@pytest.fixture
def login_of_digits(people) -> tuple[str, int]:
    """Somebody whose login, given long ago, is the id of somebody else; login and own id."""
    login = str(people["manager"])
    with write_transaction():
        db.session.get(Person, people["observer"]).login = login
    return login, people["observer"]


def test_a_person_is_named_by_id_or_login(people):
    for name in ("manager", people["manager"], str(people["manager"])):
        assert _performer(name).id == people["manager"]


def test_a_login_of_digits_is_not_taken_for_an_id(login_of_digits, people):
    login, own_id = login_of_digits
    assert _performer(login).id == own_id
    assert _performer(int(login)).id == people["manager"]


@pytest.mark.parametrize("value", ["", "nobody", 999, "999", "9" * 30, -1])
def test_nobody_is_named_by_anything_else(people, value):
    assert _performer(value) is None
