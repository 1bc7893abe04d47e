"""People and programs are held to the forms that analysts have drawn."""

import pytest

from app.engine import unit_of_work
from app.records.commands.edits import create, update
from app.records.errors import RecordRefused
from app.records.types import registry
from tests.records.samples import fetch, new

COUNTERPARTY = {"full_organization_name": "ООО «Ромашка»", "counterparty_kind": "legalEntity"}


@pytest.fixture
def lead(actors) -> int:
    return new(actors["manager"], "lead", name="Заявка", manager=actors["manager"].id)


def test_a_value_is_held_to_the_pattern_of_its_form(actors):
    with pytest.raises(RecordRefused) as refused, unit_of_work(actors["manager"]) as unit:
        create(unit, registry["counterparty"], COUNTERPARTY | {"inn": "123"})
    assert list(refused.value.fields) == ["inn"]


def test_what_a_form_asks_for_besides_is_not_missed_by_a_program(actors):
    with unit_of_work(actors["manager"]) as unit:
        assert create(unit, registry["counterparty"], COUNTERPARTY).inn is None


def test_each_row_of_a_list_is_held_to_the_form_that_has_the_list(actors, lead):
    with pytest.raises(RecordRefused) as refused, unit_of_work(actors["manager"]) as unit:
        update(unit, registry["lead"], lead, {"contacts": [{"full_name": "Анна", "email": "anna"}]})
    assert list(refused.value.fields) == ["contacts-0-email"]


def test_what_does_not_fit_the_record_is_said_together_with_what_does_not_fit_the_form(actors, lead):
    with pytest.raises(RecordRefused) as refused, unit_of_work(actors["manager"]) as unit:
        update(unit, registry["lead"], lead, {"amount": "-1", "colour": "red"})
    assert set(refused.value.fields) == {"amount", "colour"}


def test_nothing_is_written_of_a_change_that_is_refused(actors, lead):
    with pytest.raises(RecordRefused), unit_of_work(actors["manager"]) as unit:
        update(unit, registry["lead"], lead, {"name": "Другая", "amount": "-1"})
    assert fetch("lead", lead).name == "Заявка"
