import pytest

from app.access.models import Person
from app.api.arguments import find_person
from app.db import db, write_transaction
from app.engine import NotFound


@pytest.fixture
def login_of_digits(people) -> tuple[str, int]:
    """Somebody whose login, given long ago, is the id of somebody else; login and own id."""
    login = str(people["manager"])
    with write_transaction():
        db.session.get(Person, people["observer"]).login = login
    return login, people["observer"]


def test_a_person_is_named_by_id_or_login(people):
    assert find_person("manager") == find_person(people["manager"]) == find_person(str(people["manager"]))


def test_a_login_of_digits_is_not_taken_for_an_id(login_of_digits, people):
    login, own_id = login_of_digits
    assert find_person(login) == own_id
    assert find_person(int(login)) == people["manager"]


@pytest.mark.parametrize("value", ["", None, "nobody", 999, "999", "9" * 30, -1, {"id": 1}])
def test_nobody_is_named_by_anything_else(people, value):
    with pytest.raises(NotFound):
        find_person(value)
