"""The dialog in which somebody is made responsible."""

import pytest

from tests.records.samples import fetch, new, task_of
from tests.visitors import signed_in


@pytest.fixture
def lead(actors):
    return new(actors["manager"], "lead", name="Заявка", manager=actors["manager"].id)


def test_the_director_assigns_a_responsible_which_ends_the_task(crm, actors):
    lead_id = new(actors["manager"], "lead", name="Заявка")
    assert task_of("lead", lead_id)
    answer = signed_in(crm, "director").post(f"/leads/{lead_id}/manager", {"manager": str(actors["manager2"].id)})
    assert answer.status_code == 303
    assert fetch("lead", lead_id).manager_id == actors["manager2"].id
    assert task_of("lead", lead_id, "cancelled")


@pytest.mark.parametrize("manager", ["", "x", "999999"])
def test_a_responsible_must_be_somebody(crm, lead, manager):
    answer = signed_in(crm, "director").post(f"/leads/{lead}/manager", {"manager": manager})
    assert answer.status_code == 422
    assert "field-error" in answer.text


def test_a_manager_assigns_nobody(crm, lead):
    assert signed_in(crm, "manager").get(f"/leads/{lead}/manager").status_code == 403
    assert signed_in(crm, "manager").post(f"/leads/{lead}/manager", {"manager": "1"}).status_code == 403
