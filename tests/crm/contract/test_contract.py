"""Contracts live by their diagram: approval, signing, term, archive."""

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select

from app.access.commands import update_person
from app.clock import clock
from app.crm.vat_rate.models import VatRate
from app.db import db
from app.engine import Actor, Refusal, complete_task, fire_timers, unit_of_work
from app.engine.models import UserTask
from app.records.commands.update import update_record
from app.records.errors import RecordRefused
from app.records.types import registry
from tests.crm.conftest import id_of
from tests.records.samples import fetch, move, new
from tests.visitors import signed_in

TYPES = ("contract", "supplementary_agreement")


@pytest.fixture
def ours(actors):
    """Our own company."""
    values = {"full_organization_name": "ООО «Здоровый перекус»", "contract_prefix": "ЗП-", "inn": "7727563778"}
    return new(actors["director"], "legal_entity", **values)


@pytest.fixture
def make(actors, ours, client_id):
    """Make a contract of the manager, ready for approval."""

    def made(record_type="contract", **values):
        begin = {"legal_entity": ours, "counterparty": client_id, "kind": "supply", "signatory": actors["director"].id}
        if record_type != "contract":
            begin["contract"] = new(actors["manager"], "contract", **begin, initiator=actors["manager"].id)
        begin |= {"initiator": actors["manager"].id, "contract_date": date(2026, 1, 10), "amount": 1_000_000}
        return new(actors["manager"], record_type, **{**begin, **values})

    return made


@pytest.fixture
def accountant(crm, actors):
    """The observer becomes an accountant."""
    person = actors["observer"]
    update_person(person.id, groups=["crm-accountants"])
    return Actor(person.id, person.login, person.name, frozenset({"crm-accountants"}))


@pytest.fixture
def everybody(crm, actors):
    """The director is lawyer and accountant, too."""
    person, groups = actors["director"], ["crm-manager", "crm-lawyers", "crm-accountants"]
    update_person(person.id, groups=groups)
    return Actor(person.id, person.login, person.name, frozenset(groups))


def tasks_of(record_type, record_id):
    rows = db.session.scalars(
        select(UserTask)
        .where(UserTask.record_type == record_type, UserTask.record_id == record_id, UserTask.state == "open")
        .order_by(UserTask.element_id)
        .execution_options(populate_existing=True)
    ).all()
    db.session.commit()
    return rows


def answer(actor, outcome, record_id, record_type="contract", element=None, **values):
    task = next(each for each in tasks_of(record_type, record_id) if element in (None, each.element_id))
    with unit_of_work(actor) as unit:
        complete_task(unit, task.id, outcome, values)


def status_of(record_id, record_type="contract"):
    return fetch(record_type, record_id).status


def waiting(record_id, record_type="contract"):
    return [each.element_id for each in tasks_of(record_type, record_id)]


@pytest.mark.parametrize("record_type", TYPES)
def test_a_small_one_goes_from_draft_to_active(make, actors, record_type):
    manager, director = actors["manager"], actors["director"]
    record_id = make(record_type, amount=300_000, electronic_signature=True)
    assert waiting(record_id, record_type) == ["prepare"]
    answer(manager, "send", record_id, record_type)
    assert (status_of(record_id, record_type), waiting(record_id, record_type)) == ("approval", ["director"])
    answer(director, "approve", record_id, record_type)
    answer(director, "sign", record_id, record_type)
    assert status_of(record_id, record_type) == "counterparty_signing"
    answer(manager, "signed", record_id, record_type)
    answer(manager, "confirm", record_id, record_type)
    assert (status_of(record_id, record_type), waiting(record_id, record_type)) == ("active", [])


def test_each_company_counts_its_own_contracts(make, actors, ours):
    other = new(actors["director"], "legal_entity", full_organization_name="АО «Другая»", inn="7707083893")
    numbers = []
    for company in (ours, other, ours):
        record_id = make(legal_entity=company)
        assert fetch("contract", record_id).contract_number is None
        answer(actors["manager"], "send", record_id)
        numbers.append(fetch("contract", record_id).contract_number)
    assert numbers == ["ЗП-1", "1", "ЗП-2"]


def test_a_number_of_ones_own_stays(make, actors):
    record_id = make(generate_number=False, contract_number="77/Б")
    answer(actors["manager"], "send", record_id)
    assert fetch("contract", record_id).contract_number == "77/Б"


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({"amount": 300_000}, [["director"]]),
        ({"amount": 300_001}, [["accountant"], ["director"]]),
        ({"amount": None}, [["accountant"], ["director"]]),
        ({"amount": 3_000_001}, [["lawyer"], ["accountant"], ["director"]]),
        ({"kind": "purchase"}, [["accountantTogether", "directorTogether", "lawyerTogether"]]),
    ],
)
def test_who_approves_is_in_the_table(make, actors, everybody, values, asked):
    record_id = make(**values)
    answer(actors["manager"], "send", record_id)
    for turn in asked:
        assert waiting(record_id) == turn
        for element in turn:
            answer(everybody, "approve", record_id, element=element)
    assert status_of(record_id) == "signing"


def test_rework_returns_to_where_it_left(make, actors, accountant):
    manager, director = actors["manager"], actors["director"]
    record_id = make()
    answer(manager, "send", record_id)
    answer(accountant, "rework", record_id, remark="Нет срока оплаты")
    assert (status_of(record_id), waiting(record_id)) == ("rework", ["mend"])
    assert fetch("contract", record_id).remarks == "Бухгалтер: Нет срока оплаты"
    answer(manager, "return", record_id)
    assert (status_of(record_id), waiting(record_id)) == ("approval", ["accountant"])
    answer(accountant, "approve", record_id)
    answer(director, "approve", record_id)
    answer(director, "rework", record_id, remark="Другой подписант")
    answer(manager, "return", record_id)
    assert (status_of(record_id), waiting(record_id)) == ("signing", ["sign"])
    assert fetch("contract", record_id).remarks == "Бухгалтер: Нет срока оплаты\nДругой подписант"


def test_rework_wants_to_know_why(crm, make, actors, accountant):
    record_id = make()
    answer(actors["manager"], "send", record_id)
    task = tasks_of("contract", record_id)[0]
    page = signed_in(crm, "observer").post(f"/tasks/{task.id}/complete", {"_outcome": "rework"})
    assert page.status_code == 422
    assert "Say what is to be mended." in page.text


def test_a_role_that_nobody_has_is_not_asked(make, actors):
    record_id = make(amount=5_000_000)
    answer(actors["manager"], "send", record_id)
    assert waiting(record_id) == ["director"]


def test_all_together_are_heard_before_it_goes_back(make, actors, everybody):
    record_id = make(kind="purchase")
    answer(actors["manager"], "send", record_id)
    for element, outcome in (("lawyerTogether", "rework"), ("accountantTogether", "approve")):
        answer(everybody, outcome, record_id, element=element, remark=f"{element}!")
        assert status_of(record_id) == "approval"
    answer(everybody, "approve", record_id, element="directorTogether")
    assert status_of(record_id) == "rework"
    assert "lawyerTogether!" in fetch("contract", record_id).remarks


@pytest.mark.parametrize("missing", ["legal_entity", "counterparty", "kind", "signatory"])
def test_a_draft_may_lack_what_approval_asks_for(make, actors, missing):
    record_id = make(**{missing: None})
    with pytest.raises(Refusal) as refused:
        move(actors["manager"], "contract", record_id, "approval")
    assert tuple(refused.value.missing) == (missing,)
    assert status_of(record_id) == "draft"


def test_the_scan_is_asked_for_before_it_is_active(make, actors):
    manager, director = actors["manager"], actors["director"]
    record_id = make(amount=1)
    answer(manager, "send", record_id)
    answer(director, "approve", record_id)
    answer(director, "sign", record_id)
    answer(manager, "signed", record_id)
    with pytest.raises(Refusal) as refused:
        answer(manager, "confirm", record_id)
    assert tuple(refused.value.missing) == ("scan",)
    assert (status_of(record_id), waiting(record_id)) == ("scanning", ["scanning"])


def activate(make, actors, **values):
    record_id = make(amount=1, electronic_signature=True, **values)
    for who, outcome in (
        ("manager", "send"),
        ("director", "approve"),
        ("director", "sign"),
        ("manager", "signed"),
        ("manager", "confirm"),
    ):
        answer(actors[who], outcome, record_id)
    return record_id


def at(day):
    """Let it be noon of that day, and the clock's job run."""
    clock.set(lambda: datetime.combine(day, time(12), UTC))
    try:
        fire_timers()
    finally:
        clock.reset()


def test_its_end_is_told_and_takes_it_to_the_archive(make, actors):
    record_id = activate(make, actors, valid_until=date(2099, 6, 30))
    at(date(2099, 6, 10))
    assert waiting(record_id) == []
    at(date(2099, 6, 17))
    assert waiting(record_id) == ["remind"]
    at(date(2099, 6, 29))
    assert status_of(record_id) == "active"
    at(date(2099, 7, 1))
    assert (status_of(record_id), waiting(record_id)) == ("archive", [])


def test_a_longer_term_keeps_it(make, actors):
    record_id = activate(make, actors, valid_until=date(2099, 6, 30))
    at(date(2099, 6, 17))
    answer(actors["manager"], "seen", record_id)
    with unit_of_work(actors["director"]) as unit:
        update_record(unit, registry["contract"], record_id, {"valid_until": date(2100, 6, 30)})
    at(date(2099, 7, 2))
    assert status_of(record_id) == "active"
    at(date(2100, 7, 1))
    assert status_of(record_id) == "archive"


def test_annulment_of_one_that_is_active_is_asked_of_the_initiator(make, actors):
    record_id = activate(make, actors)
    move(actors["manager"], "contract", record_id, "annulment_request")
    assert waiting(record_id) == ["annulment"]
    answer(actors["manager"], "confirm", record_id)
    assert (status_of(record_id), waiting(record_id)) == ("annulled", [])


@pytest.mark.parametrize("way", ["signing", "active", "archive"])
def test_nobody_passes_by_the_tasks(make, actors, way):
    record_id = make()
    with pytest.raises(Refusal, match=r"tasks of the contract|задачи договора"):
        move(actors["director"], "contract", record_id, way)
    assert (status_of(record_id), waiting(record_id)) == ("draft", ["prepare"])


def test_one_may_be_annulled_while_it_is_approved(make, actors):
    record_id = make(kind="purchase")
    answer(actors["manager"], "send", record_id)
    move(actors["manager"], "contract", record_id, "annulled")
    assert (status_of(record_id), waiting(record_id)) == ("annulled", [])


def test_its_initiator_changes_it_only_while_it_is_prepared(crm, make, actors):
    record_id = make()
    answer(actors["manager"], "send", record_id)
    assert signed_in(crm, "manager").post(f"/contracts/{record_id}/edit", {"amount": "5"}).status_code == 403


def test_vat_is_in_the_amount(make, reference_data):
    record = fetch("contract", make(amount="122.00", vat_rate=id_of(VatRate, "vat22")))
    assert (record.vat_percent, str(record.vat_amount)) == (22, "22.00")


def test_the_schedule_is_no_more_than_the_amount(make):
    with pytest.raises(RecordRefused) as refused:
        make(amount=100, schedule=[{"planned_date": date(2030, 1, 1), "amount": 101}])
    assert list(refused.value.fields) == ["schedule"]


LINES = [
    {"planned_date": date(2099, 2, 1), "amount": "0.40", "comment": "Аванс"},
    {"planned_date": date(2099, 3, 1), "amount": "0.60"},
]


def test_each_line_of_the_schedule_becomes_a_planned_payment_once(crm, make, actors):
    record_id = activate(make, actors, schedule=LINES)
    visitor = signed_in(crm, "manager")
    assert "Аванс" in visitor.get(f"/contracts/{record_id}/schedule").text
    assert visitor.post(f"/contracts/{record_id}/schedule").status_code == 303
    payments = [fetch("payment", number) for number in (1, 2)]
    assert [(str(each.amount), each.status, each.counterparty_id) for each in payments] == [
        ("0.40", "planned", fetch("contract", record_id).counterparty_id),
        ("0.60", "planned", fetch("contract", record_id).counterparty_id),
    ]
    again = visitor.post(f"/contracts/{record_id}/schedule")
    assert again.status_code == 409
    assert fetch("payment", 3) is None


def test_a_draft_has_no_payments(crm, make):
    record_id = make(schedule=LINES)
    assert signed_in(crm, "manager").get(f"/contracts/{record_id}/schedule").status_code == 403


@pytest.mark.parametrize("holder", ["deal", "order"])
def test_W15_the_contract_of_another_counterparty_is_refused(make, actors, client_id, holder):
    other = new(actors["director"], "counterparty", full_organization_name="АО «Лето»", counterparty_kind="legalEntity")
    values = {"deal": {"name": "Поставка"}, "order": {"currency": "RUB"}}[holder]
    with pytest.raises(RecordRefused) as refused:
        new(actors["director"], holder, **values, counterparty=other, contract=make())
    assert list(refused.value.fields) == ["contract"]
    assert new(actors["director"], holder, **values, counterparty=client_id, contract=make())


def test_W15_a_picker_offers_those_of_the_counterparty_and_says_their_status(crm, make, actors, client_id):
    other = new(actors["director"], "counterparty", full_organization_name="АО «Лето»", counterparty_kind="legalEntity")
    mine, _theirs = make(), make(counterparty=other)
    visitor = signed_in(crm, "manager")
    found = visitor.get(f"/pickers/contract?counterparty={client_id}&q=").json
    assert [(each["value"], each["hint"]) for each in found] == [(str(mine), "Draft")]
    assert len(visitor.get("/pickers/contract?q=").json) == 2
    assert visitor.get("/pickers/contract?nothing=1").status_code == 400
