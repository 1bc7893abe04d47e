"""A record is held to the checks of its lifecycle file, whoever changes it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.db import db
from app.engine import SYSTEM, Refusal, deploy, unit_of_work
from app.records.commands.create import create_record
from app.records.commands.status import request_status
from app.records.commands.update import update_record
from app.records.errors import RecordRefused
from app.records.process.host import Records
from app.records.types import registry
from app.records.values.of_records import values_of
from tests.records.samples import fetch, move, new
from tests.visitors import signed_in

SHIPPED = (Path(__file__).parents[3] / "bpmn" / "deal.lifecycle.yaml").read_text(encoding="utf-8")
LIFECYCLE = SHIPPED.partition("\nchecks:")[0]
CHECKS = """
checks:
  - id: resumedLater
    check: resume_date = null or resume_date >= date_received
    fields: [resume_date]
    message: {ru: Раньше получения, en: Before it was received}
  - id: reachable
    rows: contacts
    check: not(phone = null and email = null) or deal.amount = null
    fields: [phone]
    message: {ru: Как связаться, en: How to reach them}
  - id: presentedWithCompany
    check: deal.status != "presentation" or company != null
    fields: [company]
    message: {ru: Укажите компанию, en: Name the company}
"""
EARLY, LATE = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)


def publish(checks: str = CHECKS) -> None:
    deploy({"deal.lifecycle.yaml": (LIFECYCLE + checks).encode()}, name="checks", actor=SYSTEM)
    db.session.commit()


@pytest.fixture
def director(actors):
    publish()
    return actors["director"]


@pytest.fixture
def deal_id(director):
    return new(director, "deal", name="Сделка", date_received=EARLY)


def change(actor, deal_id: int, **values) -> None:
    with unit_of_work(actor) as unit:
        update_record(unit, registry["deal"], deal_id, values)


def words(act, *arguments, **values) -> dict[str, str]:
    with pytest.raises(RecordRefused) as refused:
        act(*arguments, **values)
    return refused.value.fields


def test_a_record_that_breaks_a_check_is_not_made(director):
    refused = words(new, director, "deal", name="Сделка", date_received=LATE, resume_date=EARLY)
    assert refused == {"resume_date": "Раньше получения"}


def test_a_change_that_breaks_a_check_is_refused_and_nothing_is_written(director, deal_id):
    assert set(words(change, director, deal_id, resume_date=EARLY - timedelta(days=1), company="Весна")) == {
        "resume_date"
    }
    assert fetch("deal", deal_id).company is None


def test_the_other_field_breaks_it_as_well(director, deal_id):
    change(director, deal_id, resume_date=LATE)
    assert set(words(change, director, deal_id, date_received=LATE + timedelta(days=1))) == {"resume_date"}


def test_what_is_not_known_passes(director, deal_id):
    change(director, deal_id, resume_date=LATE)
    change(director, deal_id, resume_date=None)
    assert fetch("deal", deal_id).resume_date is None


def test_an_old_record_that_breaks_a_new_check_can_be_changed_elsewhere(actors):
    director = actors["director"]
    publish("")
    deal_id = new(director, "deal", name="Сделка", date_received=LATE, resume_date=EARLY)
    publish()
    change(director, deal_id, company="Весна", resume_date=EARLY)
    assert fetch("deal", deal_id).company == "Весна"


def test_a_row_is_named_by_its_number(director, deal_id):
    rows = [{"full_name": "Анна", "email": "a@b.ru"}, {"full_name": "Иван"}]
    assert set(words(change, director, deal_id, amount="5", contacts=rows)) == {"contacts-1-phone"}


def test_a_row_that_does_not_change_is_left_alone(actors):
    director = actors["director"]
    deal_id = new(director, "deal", name="Сделка", amount="5", contacts=[{"full_name": "Иван"}])
    publish()
    [held] = values_of(registry["deal"], fetch("deal", deal_id), ["contacts"])["contacts"]
    change(director, deal_id, contacts=[{"id": held["id"]}, {"full_name": "Анна", "email": "a@b.ru"}])
    assert set(words(change, director, deal_id, amount="6")) == {"contacts-0-phone"}


def test_a_diagram_that_writes_is_held_to_it(director, deal_id):
    def write():
        with unit_of_work(SYSTEM) as unit:
            Records().set_fields(unit, "deal", deal_id, {"resume_date": EARLY - timedelta(days=1)})

    assert set(words(write)) == {"resume_date"}


def test_a_status_that_breaks_a_check_is_refused_with_the_field_that_is_missed(director, deal_id):
    move(director, "deal", deal_id, "firstContact")
    with pytest.raises(Refusal) as refused:
        move(director, "deal", deal_id, "presentation")
    assert tuple(refused.value.missing) == ("company",)
    move(director, "deal", deal_id, "presentation", company="Весна")
    assert fetch("deal", deal_id).status == "presentation"


def test_fields_that_are_given_with_a_status_are_held_to_it(director, deal_id):
    def ask():
        with unit_of_work(director) as unit:
            request_status(unit, registry["deal"], deal_id, "firstContact", {"resume_date": EARLY - timedelta(days=1)})

    assert set(words(ask)) == {"resume_date"}
    assert fetch("deal", deal_id).status == "new"


def test_a_record_that_a_diagram_makes_is_held_to_it(director):
    def make():
        with unit_of_work(SYSTEM) as unit:
            values = {"name": "Сделка", "date_received": LATE, "resume_date": EARLY}
            create_record(unit, registry["deal"], values, system=True)

    assert set(words(make)) == {"resume_date"}


def test_the_words_stand_beside_the_input_in_the_language_of_the_person(crm, director, deal_id):
    change(director, deal_id, amount="5")
    given = {"name": "Сделка", "contacts-0-full_name": "Иван", "contacts-0-phone": "", "contacts-0-email": ""}
    reply = signed_in(crm, "director").post(f"/deals/{deal_id}/edit?form=contacts", given)
    assert reply.status_code == 422
    assert "How to reach them" in reply.text


def test_the_api_says_422_with_the_field(sign_in, director, deal_id):
    client = sign_in("director")
    answer = client.patch(f"/api/v1/deals/{deal_id}", json={"resume_date": "2025-01-01T00:00:00Z"})
    assert (answer.status_code, set(answer.json["details"])) == (422, {"resume_date"})
