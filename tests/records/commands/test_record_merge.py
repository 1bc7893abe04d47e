"""Merging of two records: what comes along, what the source is then, who may, and the way back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from app.clock import clock
from app.db import db
from app.engine import (
    SYSTEM,
    NotAllowedNow,
    NotFound,
    Refusal,
    complete_task,
    deploy,
    start_process,
    unit_of_work,
)
from app.engine.models import HistoryEntry, ProcessInstance, UserTask
from app.records import rights
from app.records.commands.anonymising import anonymise_record
from app.records.commands.comments.reading import comments_of
from app.records.commands.comments.writing import add_comment
from app.records.commands.create import create_record
from app.records.commands.links import add_links, links_of
from app.records.commands.record_merge.merge import merge_records
from app.records.commands.record_merge.reading import coming_along, lines_of, proposals
from app.records.commands.record_merge.undo import undo_merge
from app.records.commands.update import update_record
from app.records.errors import Forbidden, RecordRefused
from app.records.listing import ListQuery
from app.records.listing import fetch as fetch_list
from app.records.models import RecordComment, RecordMerge
from app.records.types import registry
from app.records.values.of_records import values_of
from tests.records.samples import fetch, move, new
from tests.visitors import signed_in

ANNA = {"full_name": "Анна Осипова", "phone": "+7 916 555-01-02", "main": True}
OLEG = {"full_name": "Олег Панин", "phone": "+7 916 555-03-04", "main": True}
SUGAR = {"name": "Сахар", "quantity": Decimal(10), "price": Decimal(50)}


def merge(actor, record_type, source, target, take=()):
    with unit_of_work(actor) as unit:
        return merge_records(unit, registry[record_type], source, target, take).id


def undo(actor, record_type, source):
    with unit_of_work(actor) as unit:
        undo_merge(unit, registry[record_type], source)


def held(record_type, record_id, *names):
    record = db.session.get(registry[record_type].model, record_id, populate_existing=True)
    values = values_of(registry[record_type], record, names)
    db.session.rollback()
    return [values[name] for name in names]


def tasks(record_id, record_type="deal"):
    chosen = select(UserTask.element_id).where(UserTask.record_type == record_type, UserTask.record_id == record_id)
    found = list(db.session.scalars(chosen.where(UserTask.state == "open")))
    db.session.rollback()
    return found


@pytest.fixture
def manager(actors):
    return actors["manager"]


@pytest.fixture
def two(crm, manager):
    """A deal that goes away and one that stays."""
    source = new(
        manager,
        "deal",
        name="Снеки 2",
        manager=manager.id,
        amount="1500",
        company="Весна",
        contacts=[{**ANNA, "main": False}, OLEG],
        lines=[SUGAR],
    )
    target = new(manager, "deal", name="Снеки", manager=manager.id, amount="900", contacts=[ANNA])
    return source, target


class TestWhatComesAlong:
    def test_empty_fields_are_filled_and_both_values_are_a_choice(self, two, manager):
        source, target = two
        merge(manager, "deal", source, target)
        assert held("deal", target, "name", "amount", "company") == ["Снеки", Decimal(900), "Весна"]

    def test_the_choice_of_the_source_is_taken(self, two, manager):
        source, target = two
        merge(manager, "deal", source, target, ["amount", "name"])
        assert held("deal", target, "name", "amount") == ["Снеки 2", Decimal(1500)]

    def test_W19_contacts_of_both_are_there_once_and_one_is_the_main(self, two, manager):
        source, target = two
        merge(manager, "deal", source, target)
        [contacts] = held("deal", target, "contacts")
        assert sorted((each["full_name"], each["main"]) for each in contacts) == [
            ("Анна Осипова", True),
            ("Олег Панин", False),
        ]

    def test_lines_come_along_and_the_sums_are_computed(self, two, manager):
        source, target = two
        merge(manager, "deal", source, target)
        [lines, total] = held("deal", target, "lines", "total_amount")
        assert [each["name"] for each in lines] == ["Сахар"]
        assert total == Decimal(500)

    def test_orders_payments_and_what_else_points_here_comes_along(self, two, manager, actors):
        source, target = two
        client = new(actors["admin"], "counterparty", full_organization_name="Весна", counterparty_kind="legalEntity")
        order = new(manager, "order", deal=source, counterparty=client, manager=manager.id)
        payment = new(manager, "payment", deal=source, counterparty=client, amount="10", responsible=manager.id)
        merge(manager, "deal", source, target)
        assert held("order", order, "deal") == [target]
        assert held("payment", payment, "deal") == [target]
        kinds = db.session.scalars(select(HistoryEntry.data).where(HistoryEntry.record_type == "order")).all()
        assert any("deal" in data.get("fields", {}) for data in kinds)

    def test_viewers_links_and_comments_come_along(self, two, manager, actors):
        source, target = two
        lead = new(manager, "lead", name="Заявка", manager=manager.id)
        with unit_of_work(manager) as unit:
            update_record(unit, registry["deal"], source, {"viewers": [actors["observer"].id]})
            add_links(unit, registry["deal"], source, [("lead", lead), ("deal", target)], "associated")
            add_comment(unit, registry["deal"], source, "Звонили")
        merge(manager, "deal", source, target)
        assert held("deal", target, "viewers") == [[actors["observer"].id]]
        assert [each.other for each in links_of(registry["deal"], target, manager)] == [("lead", lead)]
        assert links_of(registry["deal"], source, manager) == []
        told, called = comments_of(registry["deal"], target, manager).comments
        assert (called.text, called.came_from) == ("Звонили", f"Сделка №{source}: Снеки 2")
        assert told.author == manager.name

    def test_W21_S146_a_comment_tells_in_words_what_there_was(self, two, manager):
        source, target = two
        merge(manager, "deal", source, target)
        [told] = comments_of(registry["deal"], target, manager).comments
        lines = told.text.split("\n")
        assert lines[0] == f"Объединено: Сделка №{source}: Снеки 2."
        assert "Компания: Весна" in lines
        assert any(line.startswith("Контакты: Олег Панин") for line in lines)

    def test_W20_merged_again_a_comment_keeps_from_where_it_came_first(self, two, manager):
        source, target = two
        third = new(manager, "deal", name="Третья", manager=manager.id)
        with unit_of_work(manager) as unit:
            add_comment(unit, registry["deal"], source, "Звонили")
        merge(manager, "deal", source, target)
        merge(manager, "deal", target, third)
        came = {
            each.text.split("\n")[0]: each.came_from for each in comments_of(registry["deal"], third, manager).comments
        }
        assert came["Звонили"] == f"Сделка №{source}: Снеки 2"
        assert held("deal", source, "merged_into") == [third]

    def test_what_nobody_here_may_read_comes_along_and_is_only_counted(self, crm, actors, manager):
        boss = actors["director"]
        one, two = (new(boss, "counterparty", full_organization_name=name) for name in ("Ромашка", "Ромашка плюс"))
        theirs = new(boss, "deal", name="Чужая", manager=actors["manager2"].id, counterparty=one)
        [coming] = coming_along(registry["counterparty"], db.session.get(registry["counterparty"].model, one), manager)
        assert (coming.total, coming.hidden) == (1, 1)
        db.session.rollback()
        merge(manager, "counterparty", one, two)
        assert held("deal", theirs, "counterparty") == [two]
        [told] = comments_of(registry["counterparty"], two, manager).comments
        assert "Чужая" not in told.text


class TestTheSource:
    def test_its_diagram_ends_by_its_own_end_and_its_tasks_are_gone(self, crm, manager, actors):
        source = new(actors["director"], "deal", name="Ничья")
        target = new(manager, "deal", name="Снеки", manager=manager.id)
        with unit_of_work(actors["director"]) as unit:
            update_record(unit, registry["deal"], source, {"manager": None})
        merge(actors["director"], "deal", source, target)
        assert held("deal", source, "status", "merged_into") == ["merged", target]
        running = select(ProcessInstance.id).where(
            ProcessInstance.record_type == "deal",
            ProcessInstance.record_id == source,
            ProcessInstance.ended_at.is_(None),
        )
        assert db.session.scalars(running).all() == []
        assert tasks(source) == []

    def test_it_is_only_read_in_no_list_and_its_address_leads_on(self, crm, two, manager):
        source, target = two
        merge(manager, "deal", source, target)
        record = fetch("deal", source)
        assert rights.may(registry["deal"], record, manager, "read")
        assert not rights.may(registry["deal"], record, manager, "write")
        for right in ("change-status", "delete", "comment"):
            assert not rights.may_act(registry["deal"], record, manager, right)
        with pytest.raises(Forbidden), unit_of_work(manager) as unit:
            update_record(unit, registry["deal"], source, {"name": "Иначе"})
        listed = [each.id for each in fetch_list(ListQuery(registry["deal"], every_status=True), manager).records]
        assert listed == [target]
        visitor = signed_in(crm, "manager")
        answer = visitor.get(f"/deals/{source}")
        assert (answer.status_code, answer.location) == (303, f"/deals/{target}")
        assert "is merged with this record" in visitor.get(answer.location).text
        assert "Снеки 2" in visitor.get(f"/deals/{source}?merged=show").text
        assert visitor.get(f"/api/v1/deals/{source}").json["merged_into"] == target

    def test_nothing_new_points_to_it(self, two, manager):
        source, target = two
        merge(manager, "deal", source, target)
        for work in (
            lambda: new(manager, "payment", deal=source, amount="10"),
            lambda: new(manager, "order", deal=source),
        ):
            with pytest.raises(RecordRefused) as refused:
                work()
            assert "deal" in refused.value.fields
        with pytest.raises(RecordRefused), unit_of_work(manager) as unit:
            add_links(unit, registry["deal"], target, [("deal", source)], "associated")

    def test_its_card_offers_nothing_that_would_belong_to_it(self, crm, two, manager):
        source, target = two
        merge(manager, "deal", source, target)
        visitor = signed_in(crm, "manager")
        for place in ("?merged=show", "?tab=orders", "?tab=payments", "?tab=activities", "?tab=related"):
            page = visitor.get(f"/deals/{source}{place}").text
            assert f"deal={source}" not in page, place
            assert f"/deals/{source}/edit" not in page, place

    def test_a_record_in_its_last_status_is_not_merged_away(self, two, manager):
        source, target = two
        move(manager, "deal", source, "refusal", refusal_reason="duplicate")
        with pytest.raises(Refusal):
            merge(manager, "deal", source, target)
        assert held("deal", target, "company") == [None]


class TestWhoMay:
    def test_both_must_be_ones_own_to_change(self, two, actors):
        source, target = two
        foreign = new(actors["manager2"], "deal", name="Чужая", manager=actors["manager2"].id)
        with pytest.raises(NotFound):
            merge(actors["manager"], "deal", source, foreign)
        with pytest.raises(NotFound):
            merge(actors["manager"], "deal", foreign, target)

    def test_who_only_reads_one_does_not_merge_it(self, two, actors):
        source, target = two
        with unit_of_work(actors["manager"]) as unit:
            update_record(unit, registry["deal"], source, {"viewers": [actors["observer"].id]})
            update_record(unit, registry["deal"], target, {"viewers": [actors["observer"].id]})
        with pytest.raises(Forbidden):
            merge(actors["observer"], "deal", source, target)

    def test_what_cannot_be_merged_is_said(self, two, manager):
        source, target = two
        with pytest.raises(RecordRefused):
            merge(manager, "deal", source, source)
        with pytest.raises(NotFound):
            merge(manager, "deal", source, 99999)
        merge(manager, "deal", source, target)
        for one, other in ((source, target), (target, source)):
            with pytest.raises(RecordRefused) as refused:
                merge(manager, "deal", one, other)
            assert "Снеки" in refused.value.fields["into"]


class TestTheWayBack:
    def test_everything_is_as_before(self, crm, two, manager, actors):
        source, target = two
        client = new(actors["admin"], "counterparty", full_organization_name="Весна", counterparty_kind="legalEntity")
        order = new(manager, "order", deal=source, counterparty=client, manager=manager.id)
        lead = new(manager, "lead", name="Заявка", manager=manager.id)
        with unit_of_work(manager) as unit:
            update_record(unit, registry["deal"], source, {"viewers": [actors["observer"].id]})
            add_links(unit, registry["deal"], source, [("lead", lead)], "basis")
            add_comment(unit, registry["deal"], source, "Звонили")
        move(manager, "deal", source, "firstContact")
        names = [each.name for each in registry["deal"].fields]
        before = [(held("deal", each, *names)) for each in (source, target)]
        merge(manager, "deal", source, target, ["amount"])
        undo(manager, "deal", source)
        after = [(held("deal", each, *names)) for each in (source, target)]
        assert plain(after) == plain(before)
        assert held("order", order, "deal") == [source]
        assert [(str(each.words), each.other) for each in links_of(registry["deal"], source, manager)] == [
            ("Создано на основании", ("lead", lead))
        ]
        assert [each.text for each in comments_of(registry["deal"], source, manager).comments] == ["Звонили"]
        assert comments_of(registry["deal"], target, manager).total == 0
        move(manager, "deal", source, "identifyNeeds")
        assert held("deal", source, "status") == ["identifyNeeds"]

    def test_its_tasks_are_open_again_and_can_be_answered(self, crm, manager, actors):
        boss = actors["director"]
        source = new(boss, "deal", name="Ничья", manager=None)
        target = new(manager, "deal", name="Снеки", manager=manager.id)
        before = tasks(source)
        assert before
        merge(boss, "deal", source, target)
        assert tasks(source) == []
        undo(boss, "deal", source)
        assert tasks(source) == before
        visitor = signed_in(crm, "manager")
        [task] = visitor.get(f"/api/v1/tasks?record=deals:{source}").json["items"]
        done = visitor.send("POST", f"/api/v1/tasks/{task['id']}/complete", json={"outcome": "takeToWork"})
        assert done.status_code in (200, 204), done.text

    def test_what_was_changed_since_stays(self, two, manager, actors):
        source, target = two
        merge(manager, "deal", source, target)
        with unit_of_work(manager) as unit:
            update_record(unit, registry["deal"], target, {"company": "Лето"})
        undo(manager, "deal", source)
        assert held("deal", target, "company") == ["Лето"]

    def test_after_the_time_and_twice_it_is_refused(self, two, manager, monkeypatch):
        source, target = two
        with pytest.raises(NotFound):
            undo(manager, "deal", source)
        merge(manager, "deal", source, target)
        now = clock.now()
        with monkeypatch.context() as later:
            later.setattr(type(clock), "now", lambda _self: now + timedelta(days=31))
            with pytest.raises(NotAllowedNow):
                undo(manager, "deal", source)
        undo(manager, "deal", source)
        with pytest.raises(NotFound):
            undo(manager, "deal", source)


def plain(records):
    """Values without the revisions of rows."""
    return [[_without_revisions(value) for value in values] for values in records]


def _without_revisions(value):
    if not isinstance(value, list):
        return value
    return [{**each, "revision": 0} if isinstance(each, dict) else each for each in value]


@pytest.mark.parametrize("record_type", ["lead", "deal", "counterparty"])
def test_every_type_that_is_merged_goes_there_and_back(crm, actors, record_type):
    boss, declared = actors["director"], registry[record_type]
    name = declared.display_columns[-1]
    source, target = (new(boss, record_type, **{name: f"Запись {number}"}) for number in (1, 2))
    merge(boss, record_type, source, target)
    assert held(record_type, source, "merged_into") == [target]
    undo(boss, record_type, source)
    assert held(record_type, source, "merged_into", name) == [None, "Запись 1"]
    with unit_of_work(boss) as unit:
        update_record(unit, declared, source, {name: "Снова"})


class TestProposals:
    def test_W23_the_reason_is_said(self, crm, actors):
        boss = actors["director"]
        one = new(boss, "counterparty", full_organization_name="ООО Весна", phone="+7 495 123-45-67")
        same = new(boss, "counterparty", full_organization_name="Весна", phone="8 (495) 123-45-67")
        new(boss, "counterparty", full_organization_name="Осень")
        found = proposals(registry["counterparty"], fetch("counterparty", same), boss)
        expected = [(one, ["Телефон"])] if found and found[0].reasons == ["Телефон"] else []
        assert [(each.id, list(each.reasons)) for each in found] == expected

    def test_a_name_is_enough_whatever_its_case(self, crm, actors):
        boss = actors["director"]
        one, other = (new(boss, "deal", name=name) for name in ("Поставка снеков", "поставка СНЕКОВ"))
        [found] = proposals(registry["deal"], fetch("deal", one), boss)
        assert (found.id, list(found.reasons)) == (other, ["Название"])

    def test_the_preview_names_what_both_hold(self, two, manager):
        source, target = (fetch("deal", each) for each in two)
        lines = {line.name: line for line in lines_of(registry["deal"], source, target, manager)}
        assert lines["amount"].pair.may_choose
        assert lines["company"].pair.takes
        assert not lines["manager"].pair.may_choose


@pytest.mark.parametrize("number", [10])
def test_many_children_cost_as_many_statements_as_few(crm, actors, count_statements, number):
    boss = actors["director"]
    counts = []
    for children in (number, 20 * number):
        one, other = (new(boss, "counterparty", full_organization_name=f"Фирма {children} {each}") for each in "аб")
        for each in range(children):
            with unit_of_work(boss) as unit:
                create_record(unit, registry["deal"], {"name": f"Сделка {each}", "counterparty": one})
        for each in range(children // 2):
            with unit_of_work(boss) as unit:
                add_comment(unit, registry["counterparty"], one, f"Номер {each}")
        with count_statements() as statements:
            merge(boss, "counterparty", one, other)
        with count_statements() as back:
            undo(boss, "counterparty", one)
        counts.append((len(statements), len(back)))
        left = select(func.count()).select_from(registry["deal"].model)
        assert db.session.scalar(left.where(registry["deal"].model.counterparty_id == one)) == children
        db.session.rollback()
    assert counts[0] == counts[1]


def test_anonymising_takes_people_out_of_what_is_kept_of_a_merge(crm, actors):
    boss = actors["director"]
    source = new(boss, "lead", name="Заявка", contacts=[{"full_name": "Пётр Ильич", "phone": "+7 900 123-45-67"}])
    target = new(boss, "lead", name="Вторая")
    with unit_of_work(boss) as unit:
        add_comment(unit, registry["lead"], source, "Пётр Ильич просил перезвонить")
    merge(boss, "lead", source, target)
    for record_id in (source, target):
        with unit_of_work(actors["admin"]) as unit:
            anonymise_record(unit, registry["lead"], record_id)
    kept = [db.session.scalars(select(RecordMerge.kept)).all(), db.session.scalars(select(RecordComment.text)).all()]
    assert "Пётр" not in str(kept)
    assert "123-45-67" not in str(kept)
    db.session.rollback()
    undo(boss, "lead", source)
    assert held("lead", source, "merged_into") == [None]


ASKING = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
  <process id="asking" name="Вопрос" isExecutable="true">
    <extensionElements><camunda:properties><camunda:property name="recordType" value="deal"/></camunda:properties>
    </extensionElements>
    <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="ask"/>
    <userTask id="ask" name="Спросить" camunda:candidateGroups="manager"/>
    <sequenceFlow id="b" sourceRef="ask" targetRef="end"/><endEvent id="end"/>
  </process></definitions>"""


def test_a_process_that_the_merge_does_not_end_goes_on_with_the_other_record(two, manager):
    source, target = two
    deploy({"asking.bpmn": ASKING.encode()}, name="asking", actor=SYSTEM)
    with unit_of_work(SYSTEM) as unit:
        start_process(unit, "asking", "deal", source)
    assert tasks(source) == ["ask"]
    merge(manager, "deal", source, target)
    assert (tasks(source), tasks(target)) == ([], ["ask"])
    undo(manager, "deal", source)
    assert (tasks(source), tasks(target)) == (["ask"], [])
    merge(manager, "deal", source, target)
    task = db.session.scalar(select(UserTask.id).where(UserTask.record_id == target, UserTask.state == "open"))
    db.session.rollback()
    with unit_of_work(manager) as unit:
        complete_task(unit, task)
    assert tasks(target) == []
