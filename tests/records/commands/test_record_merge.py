"""Merging of two records: what comes along, what the source is then, who may, what is proposed."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from app.db import db
from app.engine import (
    NotFound,
    Refusal,
    unit_of_work,
)
from app.engine.models import HistoryEntry, ProcessInstance
from app.records import rights
from app.records.commands.comments.reading import comments_of
from app.records.commands.comments.writing import add_comment
from app.records.commands.links import add_links, links_of
from app.records.commands.record_merge.reading import coming_along, lines_of, proposals
from app.records.commands.update import update_record
from app.records.errors import Forbidden, RecordRefused
from app.records.listing import ListQuery
from app.records.listing import fetch as fetch_list
from app.records.listing.finding import find_records
from app.records.types import registry
from tests.records.commands.merging import held, merge, tasks
from tests.records.samples import fetch, move, new
from tests.visitors import signed_in


class TestWhatComesAlong:
    def test_empty_fields_are_filled_and_both_values_are_a_choice(self, two, manager):
        source, target = two
        merge(manager, "deal", source, target)
        assert held("deal", target, "name", "amount", "company") == ["Снеки", Decimal(900), "Весна"]

    def test_the_choice_of_the_source_is_taken(self, two, manager):
        source, target = two
        merge(manager, "deal", source, target, ["amount", "name"])
        assert held("deal", target, "name", "amount") == ["Снеки 2", Decimal(1500)]

    def test_what_is_not_wanted_is_left(self, two, manager):
        source, target = two
        merge(manager, "deal", source, target, leave=["company"])
        assert held("deal", target, "company", "amount") == [None, Decimal(900)]

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
        listed = fetch_list(ListQuery(registry["deal"]), manager).records
        offered = find_records(registry["deal"], "снеки", manager).records
        assert [[each.id for each in found] for found in (listed, offered)] == [[target], [target]]
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
