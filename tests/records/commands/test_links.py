"""Links between any two records: from both ends, with the rights of who looks."""

import pytest

from app.engine import NotFound, unit_of_work
from app.records.commands.delete import delete_record
from app.records.commands.links import add_links, links_of, remove_link
from app.records.commands.update import update_record
from app.records.errors import Forbidden, RecordRefused
from app.records.types import registry
from tests.records.samples import new
from tests.visitors import signed_in


@pytest.fixture
def ends(crm, actors):
    """A deal and a lead of the manager."""
    manager = actors["manager"]
    deal_id = new(manager, "deal", name="Поставка", manager=manager.id)
    return deal_id, new(manager, "lead", name="Заявка", manager=manager.id)


def link(actor, deal_id, others, kind="associated"):
    with unit_of_work(actor) as unit:
        return add_links(unit, registry["deal"], deal_id, others, kind)


def seen(actor, record_type, record_id):
    found = links_of(registry[record_type], record_id, actor)
    return [(str(each.words), each.other, each.name) for each in found]


def test_a_link_is_seen_from_both_ends_in_its_direction(ends, actors):
    deal_id, lead_id = ends
    link(actors["manager"], deal_id, [("lead", lead_id)], "basis")
    [there] = seen(actors["manager"], "deal", deal_id)
    [back] = seen(actors["manager"], "lead", lead_id)
    assert there == ("Создано на основании", ("lead", lead_id), f"Лид №{lead_id}: Заявка")
    assert back[:2] == ("Основание для", ("deal", deal_id))


def test_the_same_link_again_changes_nothing_from_either_end(ends, actors):
    deal_id, lead_id = ends
    assert len(link(actors["manager"], deal_id, [("lead", lead_id), ("lead", lead_id)])) == 1
    assert link(actors["manager"], deal_id, [("lead", lead_id)]) == []
    with unit_of_work(actors["manager"]) as unit:
        assert add_links(unit, registry["lead"], lead_id, [("deal", deal_id)], "associated") == []
    assert len(link(actors["manager"], deal_id, [("lead", lead_id)], "part")) == 1


def test_it_is_removed_from_the_other_end_too(ends, actors):
    deal_id, lead_id = ends
    [link_id] = link(actors["manager"], deal_id, [("lead", lead_id)])
    with unit_of_work(actors["manager"]) as unit:
        remove_link(unit, registry["lead"], lead_id, link_id)
    assert seen(actors["manager"], "deal", deal_id) == []


@pytest.mark.parametrize(
    ("others", "kind", "field"),
    [
        ([], "associated", "other"),
        ([("deal", 1)], "associated", "other"),  # itself
        ([("lead", 999999)], "associated", "other"),
        ([("nothing", 1)], "associated", "other"),
        ([("unit", 1)], "associated", "other"),  # reference data has no card to speak of
        ([("lead", 1)], "married", "kind"),
    ],
)
def test_what_cannot_be_linked_is_said(ends, actors, others, kind, field):
    with pytest.raises(RecordRefused) as refused:
        link(actors["manager"], ends[0], others, kind)
    assert list(refused.value.fields) == [field]


def test_what_one_may_not_read_is_neither_linked_nor_shown_nor_removed(ends, actors):
    deal_id, _lead_id = ends
    theirs = new(actors["manager2"], "lead", name="Чужая", manager=actors["manager2"].id)
    with pytest.raises(RecordRefused):
        link(actors["manager"], deal_id, [("lead", theirs)])
    [link_id] = link(actors["director"], deal_id, [("lead", theirs)])
    assert seen(actors["manager"], "deal", deal_id) == []
    assert len(seen(actors["director"], "deal", deal_id)) == 1
    with pytest.raises(NotFound), unit_of_work(actors["manager"]) as unit:
        remove_link(unit, registry["deal"], deal_id, link_id)


def test_who_may_only_read_sets_none(ends, actors):
    with unit_of_work(actors["manager"]) as unit:
        update_record(unit, registry["deal"], ends[0], {"viewers": [actors["observer"].id]})
    with pytest.raises(Forbidden):
        link(actors["observer"], ends[0], [("lead", ends[1])])


def test_links_go_with_the_record(ends, actors):
    deal_id, lead_id = ends
    link(actors["manager"], deal_id, [("lead", lead_id)])
    with unit_of_work(actors["director"]) as unit:
        delete_record(unit, registry["deal"], deal_id)
    assert seen(actors["manager"], "lead", lead_id) == []


def test_many_links_cost_as_many_statements_as_one(ends, actors, count_statements):
    deal_id, _lead_id = ends
    leads = [new(actors["manager"], "lead", name=f"Заявка {n}", manager=actors["manager"].id) for n in range(5)]
    link(actors["manager"], deal_id, [("lead", leads[0])])
    with count_statements() as one:
        seen(actors["manager"], "deal", deal_id)
    link(actors["manager"], deal_id, [("lead", each) for each in leads[1:]])
    with count_statements() as many:
        seen(actors["manager"], "deal", deal_id)
    assert len(many) == len(one)


def test_the_card_shows_them_and_the_history_tells_of_them(crm, ends):
    deal_id, lead_id = ends
    manager = signed_in(crm, "manager")
    assert "Links to other records would be here" in manager.get(f"/deals/{deal_id}/widget/links", htmx=True).text
    answer = manager.post(f"/deals/{deal_id}/links/new", {"other": f"lead:{lead_id}", "kind": "replaces"})
    assert answer.status_code == 303
    page = manager.get(f"/deals/{deal_id}/widget/links", htmx=True).text
    assert "Replaces" in page
    assert f"/leads/{lead_id}" in page
    for address in (f"/deals/{deal_id}", f"/leads/{lead_id}"):
        assert "Linked with another record" in manager.get(f"{address}?tab=history").text


@pytest.mark.parametrize("other", ["", "lead", "lead:x", "lead:0", ":5", "lead:99999999999999999999", "<b>:1"])
def test_a_wrong_choice_is_said_on_the_page(crm, ends, other):
    answer = signed_in(crm, "manager").post(f"/deals/{ends[0]}/links/new", {"other": other, "kind": "associated"})
    assert answer.status_code == 422


def test_the_picker_finds_records_of_every_type(crm, ends):
    found = signed_in(crm, "manager").get("/pickers/links?q=Заявка").json
    assert found == [{"value": f"lead:{ends[1]}", "text": f"Lead No. {ends[1]}: Заявка", "hint": "Lead"}]


def test_the_api_sets_lists_and_removes_them(crm, ends):
    deal_id, lead_id = ends
    manager = signed_in(crm, "manager")
    body = {"type": "lead", "id": lead_id, "kind": "part"}
    made = manager.send("POST", f"/api/v1/deals/{deal_id}/links", json=body)
    assert made.status_code == 201
    [item] = manager.get(f"/api/v1/leads/{lead_id}/links").json["items"]
    assert (item["kind"], item["words"], item["type"], item["record_id"]) == ("part", "Consists of", "deal", deal_id)
    assert manager.send("DELETE", f"/api/v1/leads/{lead_id}/links/{item['id']}").status_code == 204
    assert manager.get(f"/api/v1/deals/{deal_id}/links").json["items"] == []
    wrong = manager.send("POST", f"/api/v1/deals/{deal_id}/links", json={**body, "id": deal_id, "type": "deal"})
    assert wrong.status_code == 422
