"""Anonymising a record: its people are gone everywhere, what reports need stays, and nothing is done by halves."""

import re

import pytest
from sqlalchemy import select, text

from app.access.models import SecurityEvent
from app.cli.anonymise import anonymise as command
from app.db import db
from app.engine import SYSTEM, NotAllowedNow, NotFound, deploy, unit_of_work
from app.engine.commands.change_variables import change_variables
from app.engine.models import HistoryEntry, ProcessInstance
from app.records.commands import anonymising
from app.records.commands.anonymising import anonymise_record, register_anonymiser
from app.records.commands.update import update_record
from app.records.types import TOMBSTONE, registry
from app.records.values.of_records import values_of
from tests.records.samples import fetch, new
from tests.visitors import signed_in

SECRETS = ("Пётр Ильич", "+7 900 123-45-67", "petr@example.com", "Любит чай", "site@example.com")
CONTACT = {
    "full_name": SECRETS[0],
    "phone": SECRETS[1],
    "email": SECRETS[2],
    "comment": SECRETS[3],
    "position": "Юрист",
}


@pytest.fixture
def lead(crm, actors):
    return new(
        actors["manager"],
        "lead",
        name="Поставка",
        manager=actors["manager"].id,
        amount="1500",
        site_email=SECRETS[4],
        contacts=[CONTACT],
    )


def anonymise(actors, record_id, record_type="lead"):
    with unit_of_work(actors["admin"]) as unit:
        return anonymise_record(unit, registry[record_type], record_id)


def everything_kept() -> str:
    """All rows of the tables, but the people who sign in and the published files."""
    tables = [table for name, table in db.metadata.tables.items() if name not in ("person", "artifact")]
    kept = "\n".join(
        str(tuple(row)) for table in tables for row in db.session.execute(select(text("*")).select_from(table))
    )
    db.session.rollback()
    return re.sub(r"\\+u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), kept)  # as SQLite keeps JSON


def test_nothing_of_the_person_is_left_in_any_table(lead, actors):
    with unit_of_work(actors["manager"]) as unit:
        update_record(unit, registry["lead"], lead, {"contacts": [{**CONTACT, "phone": "+7 900 765-43-21"}]})
    instance = db.session.scalar(select(ProcessInstance.id).where(ProcessInstance.record_id == lead))
    with unit_of_work(actors["admin"]) as unit:
        change_variables(unit, instance, {"proposed_manager": [f"Пишет {SECRETS[0]}", {"to": [SECRETS[2]]}]})
    anonymise(actors, lead)
    kept = everything_kept().lower()
    assert [each for each in (*SECRETS, "+7 900 765-43-21") if each.lower() in kept] == []


def test_what_reports_need_stays(lead, actors):
    before = fetch("lead", lead)
    anonymise(actors, lead)
    after = fetch("lead", lead)
    for name in ("name", "number", "status", "amount", "date_received", "manager_id", "modified_at"):
        assert getattr(after, name) == getattr(before, name)


def test_a_text_becomes_a_tombstone_and_an_address_nothing(lead, actors):
    anonymise(actors, lead)
    values = values_of(registry["lead"], fetch("lead", lead), ["site_email", "contacts"])
    [contact] = values["contacts"]
    assert values["site_email"] is None
    assert (contact["full_name"], contact["position"]) == (TOMBSTONE, "Юрист")


def test_its_process_goes_on(lead, actors):
    anonymise(actors, lead)
    with unit_of_work(actors["manager"]) as unit:
        assert unit.instances_of("lead", lead)[0].workflow.tasks


def test_it_is_in_the_history_and_in_the_security_log_without_values(lead, actors):
    anonymise(actors, lead)
    [line] = db.session.scalars(select(SecurityEvent).where(SecurityEvent.kind == "record-anonymised"))
    assert (line.actor_name, line.subject) == ("admin", f"lead {lead}")
    [entry] = db.session.scalars(select(HistoryEntry).where(HistoryEntry.kind == "recordAnonymised"))
    assert "contacts" in entry.data["names"]


def test_an_anonymiser_that_fails_leaves_all_as_it_was(lead, actors):
    def fail(unit, record_type, record, redact) -> None:
        raise ValueError(redact(SECRETS[0]))

    register_anonymiser("tests", fail)
    try:
        with pytest.raises(ValueError, match="anonymised"):
            anonymise(actors, lead)
    finally:
        del anonymising._anonymisers["tests"]
    assert fetch("lead", lead).site_email == SECRETS[4]


@pytest.mark.parametrize(("kind", "name"), [("individual", TOMBSTONE), ("legalEntity", "Ромашка")])
def test_what_is_personal_may_depend_on_the_record(crm, actors, kind, name):
    mine = new(actors["director"], "counterparty", full_organization_name="Ромашка", counterparty_kind=kind)
    anonymise(actors, mine, "counterparty")
    assert fetch("counterparty", mine).full_organization_name == name


def test_a_type_without_personal_data_is_refused(crm, actors):
    source = db.session.scalar(select(registry["request_source"].model.id))
    with pytest.raises(NotAllowedNow):
        anonymise(actors, source, "request_source")


def test_what_is_not_there_is_not_found(crm, actors):
    with pytest.raises(NotFound):
        anonymise(actors, 999)


def publish_fields(*lines: str, confirmed: tuple[str, ...] = ()) -> None:
    listed = "".join(f"\n  - {{{line}, label: {{ru: Поле, en: Field}}}}" for line in lines) or " []"
    content = f"record_type: lead\nfields:{listed}\n".encode()
    deploy({"lead.fields.yaml": content}, name="fields", actor=SYSTEM, confirmed=confirmed)


@pytest.mark.parametrize(
    ("before", "after", "confirmed"),
    [
        ("name: nickname, type: text, personal: true", (), "field-removed"),
        ("name: nickname, type: text, personal: true", ("name: nickname, type: integer",), "field-type-changed"),
    ],
)
def test_an_added_field_that_is_no_more_is_anonymised_too(lead, actors, before, after, confirmed):
    publish_fields(before)
    with unit_of_work(actors["manager"]) as unit:
        update_record(unit, registry["lead"], lead, {"nickname": "Петруша Заречный"})
    publish_fields(*after, confirmed=(f"{confirmed}:lead.fields.yaml:nickname",))
    assert "Петруша Заречный" in everything_kept()
    anonymise(actors, lead)
    assert "Петруша Заречный" not in everything_kept()


@pytest.mark.parametrize("after", ["name: friend, type: text, personal: true", "name: friend, type: integer", ""])
def test_the_name_that_a_personal_reference_left_in_the_history_is_anonymised(lead, actors, after):
    publish_fields("name: friend, type: reference, target: counterparty, personal: true")
    friend = new(actors["director"], "counterparty", full_organization_name="Кузьма Скоробогатый")
    with unit_of_work(actors["manager"]) as unit:
        update_record(unit, registry["lead"], lead, {"friend": friend}, system=True)
    kind = "field-type-changed" if after else "field-removed"
    publish_fields(*filter(None, [after]), confirmed=(f"{kind}:lead.fields.yaml:friend",))
    anonymise(actors, lead)
    of_lead = (HistoryEntry.record_type == "lead", HistoryEntry.record_id == lead)
    kept = [str(entry.data) for entry in db.session.scalars(select(HistoryEntry).where(*of_lead))]
    assert "friend" in str(kept)
    assert "Кузьма Скоробогатый" not in str(kept)


class TestDoors:
    def test_the_page_tells_what_will_be_replaced_and_does_it(self, crm, lead):
        visitor = signed_in(crm, "admin")
        page = visitor.get(f"/leads/{lead}/anonymise").text
        assert "E-mail of the website request" in page
        assert visitor.post(f"/leads/{lead}/anonymise").status_code == 303
        assert fetch("lead", lead).site_email is None

    def test_others_may_not(self, crm, lead):
        visitor = signed_in(crm, "manager")
        assert visitor.get(f"/leads/{lead}/anonymise").status_code == 403
        assert visitor.post(f"/leads/{lead}/anonymise").status_code == 403
        assert f"/leads/{lead}/anonymise" not in visitor.get(f"/leads/{lead}").text
        assert fetch("lead", lead).site_email == SECRETS[4]

    def test_a_record_that_is_not_there_is_not_found(self, crm, people):
        visitor = signed_in(crm, "admin")
        assert visitor.get("/leads/999/anonymise").status_code == 404
        assert visitor.post("/leads/999/anonymise").status_code == 404

    def test_the_command_says_what_it_would_do_first(self, crm, lead):
        runner = crm.test_cli_runner()
        asked = runner.invoke(command, ["lead", "--untouched-since", "2100-01-01"])
        assert str(lead) in asked.output
        assert fetch("lead", lead).site_email == SECRETS[4]
        done = runner.invoke(command, ["lead", "--untouched-since", "2100-01-01", "--yes"])
        assert "Anonymised" in done.output
        assert fetch("lead", lead).site_email is None
        assert "Would be anonymised: 0" in runner.invoke(command, ["lead", "--untouched-since", "2100-01-01"]).output
