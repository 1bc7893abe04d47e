"""Merging of two records: the way back, for every type, and what it costs."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.clock import clock
from app.db import db
from app.engine import (
    SYSTEM,
    NotAllowedNow,
    NotFound,
    complete_task,
    deploy,
    start_process,
    unit_of_work,
)
from app.engine.models import UserTask
from app.records.commands.anonymising import anonymise_record
from app.records.commands.comments.reading import comments_of
from app.records.commands.comments.writing import add_comment
from app.records.commands.create import create_record
from app.records.commands.links import add_links, links_of
from app.records.commands.update import update_record
from app.records.models import RecordComment, RecordMerge
from app.records.types import registry
from tests.records.commands.merging import held, merge, tasks, undo
from tests.records.samples import move, new
from tests.visitors import signed_in


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
