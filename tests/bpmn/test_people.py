"""The people of a role, as `people("…")` gives them to a diagram."""

import pytest

from app.access.models import Membership, Person
from app.db import db
from app.engine import SYSTEM, record_host, unit_of_work


@pytest.fixture
def people(deal, actors):
    """The logins of the people of a role, on a deal of the manager's."""
    deal.create(manager=actors["manager"].id)

    def logins(role: str, *, on_record: bool = True) -> list[str]:
        record = ("deal", deal.record_id) if on_record else (None, None)
        with unit_of_work(SYSTEM, dry_run=True) as unit:
            return [person["login"] for person in record_host().people(unit, *record, role)]

    return logins


def test_a_role_that_is_a_field_gives_who_is_in_it(people):
    assert people("manager") == ["manager"]


def test_a_role_that_is_a_group_gives_its_members(people, actors):
    assert people("cco") == ["director"]
    db.session.add(Membership(person_id=actors["manager2"].id, group_id="crm-manager"))
    db.session.commit()
    assert people("cco") == ["manager2", "director"]


def test_who_has_left_is_not_asked(people, actors):
    db.session.get(Person, actors["director"].id).disabled = True
    db.session.commit()
    assert people("cco") == []


def test_without_a_record_a_role_is_a_group(people):
    assert people("crm-manager", on_record=False) == ["director"]
    assert people("manager", on_record=False) == []


def test_nobody_and_unknown_roles_give_nobody(people):
    assert people("viewers") == people("nothing") == []
