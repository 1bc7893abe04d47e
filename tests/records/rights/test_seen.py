"""What a record points to is told to whoever may read it; to others “no access”, at every door."""

import pytest
from sqlalchemy import update

from app.db import db
from app.engine import unit_of_work
from app.records.commands.update import update_record
from app.records.rights.feel_views import ReaderViews
from app.records.rights.reading import readable_record
from app.records.tasks.answering import Answer, answer
from app.records.types import registry
from app.records.values.of_records import values_of
from tests.records.samples import fetch, new, task_of
from tests.visitors import signed_in

SECRET, OTHER = "Тайна", "Ясность"
HIDDEN = {"access": False}
SHOWN = "Counterparty: no access"
FIELD = "/field/counterparty"


@pytest.fixture
def companies(actors) -> list[int]:
    """Two counterparties of which the observer knows nothing; in the order of names the second comes first."""
    return [new(actors["director"], "counterparty", full_organization_name=name) for name in (OTHER, SECRET)]


@pytest.fixture
def deals(actors, companies) -> list[int]:
    """Deals of the observer that point to them, and one that points nowhere."""
    director, observer = actors["director"], actors["observer"]
    made = [
        new(director, "deal", name=f"Сделка {company}", manager=observer.id, counterparty=company)
        for company in (*companies, None)
    ]
    with unit_of_work(director) as unit:
        update_record(unit, registry["deal"], made[0], {"counterparty": companies[1]})
    with unit_of_work(director) as unit:
        update_record(unit, registry["deal"], made[0], {"counterparty": companies[0]})
    return made


@pytest.fixture
def observer(crm, deals):
    return signed_in(crm, "observer")


@pytest.mark.parametrize(
    "part",
    [
        "/{id}",
        "/{id}/edit",
        "/{id}/field/counterparty",
        "/{id}/field/counterparty?read=1",
        "/{id}/history",
        "",
        "/board",
    ],
)
def test_pages_say_no_access(crm, observer, deals, part):
    address = f"/deals{part.format(id=deals[0])}"
    page = observer.get(address).text
    assert (SHOWN in page, SECRET in page, OTHER in page) == (True, False, False)
    assert OTHER in signed_in(crm, "director").get(address).text


def test_the_api_gives_neither_name_nor_id(observer, deals, companies):
    assert observer.get(f"/api/v1/deals/{deals[0]}").json["counterparty"] == HIDDEN
    listed = observer.get("/api/v1/deals?sort=id").json["items"]
    assert [each["counterparty"] for each in listed] == [HIDDEN, HIDDEN, None]
    entries = observer.get(f"/api/v1/deals/{deals[0]}/history").json["items"]
    told = [each["data"]["fields"]["counterparty"] for each in entries if each["kind"] == "fieldsChanged"]
    assert told == [{"old": HIDDEN, "new": HIDDEN}] * 2


def test_lists_are_not_ordered_by_what_one_may_not_read(observer, deals):
    for sort in ("counterparty", "-counterparty"):
        found = [each["id"] for each in observer.get(f"/api/v1/deals?sort={sort}").json["items"]]
        assert found == sorted(deals, reverse=sort.startswith("-"))


def test_what_one_may_not_read_is_one_group(crm, observer, deals):
    groups = observer.get("/api/v1/deals/groups?by=counterparty").json["items"]
    assert [(each["value"], each["label"], each["count"]) for each in groups] == [(HIDDEN, SHOWN, 2), (None, "", 1)]
    assert len(signed_in(crm, "director").get("/api/v1/deals/groups?by=counterparty").json["items"]) == 3


@pytest.mark.parametrize("asked", ["counterparty={id}", "counterparty__in={id},1000", "counterparty__contains=Т"])
def test_nothing_is_found_by_what_one_may_not_read(observer, deals, companies, asked):
    assert observer.get(f"/api/v1/deals?{asked.format(id=companies[0])}").json["items"] == []
    assert len(observer.get("/api/v1/deals?counterparty__empty=false").json["items"]) == 2


def test_what_is_sent_back_as_it_was_shown_stays(observer, deals, companies):
    body = {"name": "Другое", "counterparty": HIDDEN}
    assert observer.send("PATCH", f"/api/v1/deals/{deals[0]}", json=body).status_code == 200
    form = {"name": "Третье", "counterparty": "no-access", "_revision": fetch("deal", deals[0]).revision}
    assert observer.post(f"/deals/{deals[0]}/edit", form).status_code in (200, 303)
    record = fetch("deal", deals[0])
    assert (record.name, record.counterparty_id) == ("Третье", companies[0])


def test_nobody_finds_out_an_id_by_sending_it(observer, deals, companies):
    answers = [
        observer.send("PATCH", f"/api/v1/deals/{deals[0]}", json={"counterparty": each})
        for each in (companies[0], companies[1], 10_000)
    ]
    assert {each.status_code for each in answers} == {422}
    assert len({each.text for each in answers}) == 1


def test_a_new_record_cannot_point_to_what_is_kept_from_its_author(crm, companies):
    answer = signed_in(crm, "manager").send("POST", "/api/v1/deals", json={"name": "Н", "counterparty": HIDDEN})
    assert (answer.status_code, list(answer.json["details"])) == (422, ["counterparty"])


def test_a_page_asks_once_for_all_that_its_records_point_to(crm, actors, observer, deals, companies, count_statements):
    def asked() -> int:
        with count_statements() as statements:
            assert observer.get("/api/v1/deals").status_code == 200
        return len(statements)

    few = asked()
    for company in companies * 3:
        new(actors["director"], "deal", name="Ещё", manager=actors["observer"].id, counterparty=company)
    assert asked() == few


def test_a_task_about_a_record_that_is_not_open_any_more_tells_only_the_type(crm, actors):
    lead = new(actors["manager"], "lead", name=SECRET)
    task_id = task_of("lead", lead).id
    with unit_of_work(actors["manager"]) as unit:
        answer(unit, task_id, Answer("takeToWork"))
    with unit_of_work(actors["director"]) as unit:
        update_record(unit, registry["lead"], lead, {"manager": actors["manager2"].id})
    visitor = signed_in(crm, "manager")
    about = [each["record"] for each in visitor.get("/api/v1/tasks?scope=completed").json["items"]]
    assert about == [{"type": "leads", "id": None, "display_name": "Lead: no access"}]
    page = visitor.get("/tasks/completed").text
    assert ("Lead: no access" in page, SECRET in page) == (True, False)


def test_names_that_the_history_keeps_of_what_is_gone_are_for_those_who_might_read_all(crm, actors, deals, companies):
    with unit_of_work(actors["director"]) as unit:
        update_record(unit, registry["deal"], deals[1], {"counterparty": None})
    director = signed_in(crm, "director")
    assert director.send("DELETE", f"/api/v1/counterparties/{companies[1]}").status_code == 204
    address = f"/deals/{deals[1]}/history"
    assert SECRET in director.get(address).text
    assert SECRET not in signed_in(crm, "observer").get(address).text


def test_contacts_of_the_counterparty_are_shown_to_who_sees_the_deal(crm, actors, observer, deals, companies):
    """Domain §1.8: a deal without contacts of its own shows those of its counterparty."""
    with unit_of_work(actors["director"]) as unit:
        contacts = [{"full_name": "Анна Сидорова"}]
        update_record(unit, registry["counterparty"], companies[0], {"contacts": contacts})
    assert "Анна Сидорова" in observer.get(f"/deals/{deals[0]}").text


def test_an_expression_learns_nothing_of_what_its_reader_may_not_see(deals, companies, actors):
    """Not even the id."""
    field, views = registry["deal"].field("counterparty"), ReaderViews(actors["observer"])
    kept = field.feel(field.readable_only(companies[0], readable=()), views)
    assert (kept["id"], kept["display_name"], kept["contacts"]) == (None, None, None)
    assert field.feel(None, views) is None


def test_a_record_is_read_as_it_is_now(deals, actors):
    record = readable_record(registry["deal"], deals[0], actors["observer"])
    db.session.connection().execute(
        update(registry["deal"].model.__table__).where(registry["deal"].model.id == deals[0]).values(name="Другая")
    )
    assert record.name.startswith("Сделка")
    assert readable_record(registry["deal"], deals[0], actors["observer"]).name == "Другая"


def test_rows_that_point_to_what_one_may_not_read_are_saved_as_they_were_shown(crm, actors, companies):
    """A manager shares out a payment between an order of his own and one of a colleague."""
    director, manager, other = (actors[login] for login in ("director", "manager", "manager2"))
    own, foreign = (
        new(director, "order", counterparty=companies[0], currency="RUB", manager=person.id)
        for person in (manager, other)
    )
    shares = [{"order": own, "amount": "30"}, {"order": foreign, "amount": "40"}]
    values = {"counterparty": companies[0], "currency": "RUB", "amount": "100", "responsible": manager.id}
    payment = new(director, "payment", order=own, allocations=shares, **values)
    visitor, address = signed_in(crm, "manager"), f"/api/v1/payments/{payment}"
    shown = visitor.get(address).json["allocations"]
    assert [each["order"] for each in shown] == [own, HIDDEN]
    shown[1]["amount"] = "45.00"
    assert visitor.send("PATCH", address, json={"allocations": shown}).status_code == 200
    kept = values_of(registry["payment"], fetch("payment", payment), ["allocations"])["allocations"]
    assert [(each["order"], each["amount"]) for each in kept] == [(own, 30), (foreign, 45)]
