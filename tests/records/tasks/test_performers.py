"""By what a person is named to whom a task is given."""

from decimal import Decimal

import pytest

from app.access.models import Person
from app.db import db, write_transaction
from app.records.process.host import Records
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


def test_the_login_of_somebody_who_is_disabled_names_nobody(login_of_digits, people):
    login, own_id = login_of_digits
    with write_transaction():
        db.session.get(Person, own_id).disabled = True
    assert _performer(login) is None
    assert Records().person(None, login) is None


def test_diagrams_name_people_by_the_same_rule(login_of_digits, people):
    login, own_id = login_of_digits
    named = {own_id: login, people["manager"]: int(login), people["director"]: "director"}
    assert {found: Records().person(None, value) for found, value in named.items()} == {each: each for each in named}
    context = {"id": people["manager"], "login": login}
    assert Records().person(None, context) == people["manager"]
    assert [Records().person(None, value) for value in (True, Decimal("1.5"), "٣", [1], 2**40)] == [None] * 5


@pytest.mark.parametrize("value", ["", "nobody", 999, "999", "9" * 30, -1])
def test_nobody_is_named_by_anything_else(people, value):
    assert _performer(value) is None
