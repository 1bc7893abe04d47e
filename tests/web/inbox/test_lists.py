"""The lists of the inbox."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from app.access.commands import update_person
from app.clock import clock
from app.db import db
from app.engine.models import UserTask
from tests.records.samples import new, task_of
from tests.visitors import signed_in


@pytest.fixture
def deal_id(actors):
    return new(actors["director"], "deal", name="Поставка снеков")


def rows(page):
    """The names of the records in the list, in order."""
    return re.findall(r'<td data-label="Record" title="([^"]*)" class="record-cell">', page)


def take(visitor, task):
    visitor.post(f"/tasks/{task.id}/claim")


def test_a_task_of_my_group_is_among_the_current_ones(crm, deal_id):
    page = signed_in(crm, "manager").get("/tasks").text
    assert rows(page) == ["Deal No. 1: Поставка снеков"]
    assert "Take to work" in page
    assert "CRM manager" in page


def test_a_task_that_a_colleague_has_taken_is_not(crm, deal_id):
    take(signed_in(crm, "manager2"), task_of("deal", deal_id))
    assert rows(signed_in(crm, "manager").get("/tasks").text) == []


def test_the_tasks_of_other_groups_are_not(crm, deal_id):
    assert rows(signed_in(crm, "director").get("/tasks").text) == []


def test_an_empty_inbox_says_what_would_be_here(crm):
    assert "Nothing waits for you" in signed_in(crm, "observer").get("/tasks").text


def test_a_completed_task_is_kept_with_its_answer(crm, deal_id):
    manager = signed_in(crm, "manager")
    task = task_of("deal", deal_id)
    manager.post(f"/tasks/{task.id}/complete", {"_outcome": "takeToWork", "_revision": task.revision})
    page = manager.get("/tasks/completed").text
    assert rows(page) == ["Deal No. 1: Поставка снеков"]
    assert '<td data-label="Answer">Take to work</td>' in page
    assert rows(signed_in(crm, "manager2").get("/tasks/completed").text) == []


def test_a_line_manager_sees_what_subordinates_have_taken_through_all_levels(crm, actors, deal_id):
    update_person(actors["manager"].id, line_manager_id=actors["director"].id)
    director = signed_in(crm, "director")
    assert rows(director.get("/tasks/subordinates").text) == []
    take(signed_in(crm, "manager2"), task_of("deal", deal_id))
    page = director.get("/tasks/subordinates").text
    assert rows(page) == ["Deal No. 1: Поставка снеков"]
    assert "Эльвира Даниленко" in page


@pytest.mark.parametrize("scope", ["completed", "subordinates"])
def test_every_list_is_narrowed_by_its_filters(crm, actors, deal_id, scope):
    update_person(actors["manager"].id, line_manager_id=actors["director"].id)
    task, manager = task_of("deal", deal_id), signed_in(crm, "manager")
    take(manager, task)
    if scope == "completed":
        manager.post(f"/tasks/{task.id}/complete", {"_outcome": "takeToWork", "_revision": task.revision + 1})
    reader = manager if scope == "completed" else signed_in(crm, "director")
    assert len(rows(reader.get(f"/tasks/{scope}?record_type=deal").text)) == 1
    assert rows(reader.get(f"/tasks/{scope}?record_type=lead").text) == []


def test_the_name_of_a_record_that_is_not_open_to_the_line_manager_is_not_shown(crm, actors):
    update_person(actors["manager2"].id, line_manager_id=actors["observer"].id)
    deal_id = new(actors["director"], "deal", name="Тайная сделка")
    take(signed_in(crm, "manager2"), task_of("deal", deal_id))
    page = signed_in(crm, "observer").get("/tasks/subordinates").text
    assert "Take to work" in page
    assert "Тайная сделка" not in page


@pytest.fixture
def various(actors):
    """Three tasks: due yesterday and high, due in three days, without a due date and low."""
    moment = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    clock.set(lambda: moment)
    values = {
        "Вчера": {"due_at": moment - timedelta(days=1), "priority": 90},
        "Скоро": {"due_at": moment + timedelta(days=3), "priority": 50},
        "Когда-нибудь": {"due_at": None, "priority": 10},
    }
    for name, columns in values.items():
        task = task_of("deal", new(actors["director"], "deal", name=name))
        db.session.query(UserTask).filter_by(id=task.id).update(columns)
        db.session.commit()


def names(page):
    return [row.split(": ")[1] for row in rows(page)]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("priority=high", {"Вчера"}),
        ("priority=low", {"Когда-нибудь"}),
        ("due=overdue", {"Вчера"}),
        ("due=week", {"Скоро"}),
        ("due=none", {"Когда-нибудь"}),
        ("whose=mine", set()),
        ("whose=group", {"Вчера", "Скоро", "Когда-нибудь"}),
        ("task=deal.takeToWork", {"Вчера", "Скоро", "Когда-нибудь"}),
        ("task=lead.takeToWork", set()),
        ("record_type=lead", set()),
        ("priority=nonsense&due=x&page=abc&sort=%27", {"Вчера", "Скоро", "Когда-нибудь"}),
    ],
)
def test_filters_are_the_address(crm, various, arguments, expected):
    assert set(names(signed_in(crm, "manager").get(f"/tasks?{arguments}").text)) == expected


def test_what_is_overdue_is_marked(crm, various):
    assert signed_in(crm, "manager").get("/tasks").text.count('<tr class="overdue">') == 1


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("due", ["Вчера", "Скоро", "Когда-нибудь"]),
        ("-priority", ["Вчера", "Скоро", "Когда-нибудь"]),
        ("priority", ["Когда-нибудь", "Скоро", "Вчера"]),
    ],
)
def test_the_list_is_sorted_as_asked_for(crm, various, sort, expected):
    assert names(signed_in(crm, "manager").get(f"/tasks?sort={sort}").text) == expected


def test_tasks_of_one_name_are_told_apart_by_their_diagram(crm, deal_id):
    page = signed_in(crm, "manager").get("/tasks").text
    choices = re.findall(r'<option value="(?:lead|deal)\.[^"]*" >([^<]*)</option>', page)
    assert {"Take to work · Lead", "Take to work · Deal"} <= set(choices)
    assert "Decision on the deal" in choices


def test_nothing_found_offers_to_clear_the_filters(crm, various):
    page = signed_in(crm, "manager").get("/tasks?whose=mine").text
    assert "Nothing found" in page
    assert "Clear the filters" in page


def test_after_an_answer_the_next_task_of_the_same_list_is_one_step_away(crm, actors):
    deals = [new(actors["director"], "deal", name=name) for name in ("Первая", "Вторая", "Третья")]
    manager = signed_in(crm, "manager")
    second = task_of("deal", deals[1])
    reply = manager.post(
        f"/tasks/{second.id}/complete",
        {"_outcome": "takeToWork", "_revision": second.revision, "list": "current?record_type=deal"},
    )
    page = manager.get(reply.location).text
    address = re.search(r'data-shortcut="n" href="([^"]+)"', page)[1].replace("&amp;", "&")
    following = manager.get(address)
    assert following.status_code == 302
    assert following.location.startswith(f"/tasks/{task_of('deal', deals[0]).id}?list=current")
    opened = manager.get(following.location)
    assert opened.location.startswith(f"/deals/{deals[0]}?task=")


def test_when_nothing_is_left_the_list_says_so(crm, deal_id):
    manager = signed_in(crm, "manager")
    task = task_of("deal", deal_id)
    manager.post(f"/tasks/{task.id}/complete", {"_outcome": "takeToWork", "_revision": task.revision})
    reply = manager.get(f"/tasks/next?after={task.id}&list=current%3Fpriority%3Dmedium")
    assert reply.location == "/tasks?priority=medium"
    assert "There are no more tasks in this list." in manager.get(reply.location).text


def test_several_tasks_are_taken_at_once_each_for_itself(crm, actors):
    first, second = (task_of("deal", new(actors["director"], "deal", name=name)) for name in ("А", "Б"))
    take(signed_in(crm, "manager2"), second)
    manager = signed_in(crm, "manager")
    reply = manager.post("/tasks/bulk", {"task": [first.id, second.id], "action": "claim"})
    page = manager.get(reply.location).text
    assert "1 task changed." in page
    assert "Эльвира Даниленко has already taken this task." in page
    assert task_of("deal", first.record_id).assignee_id == actors["manager"].id
    assert task_of("deal", second.record_id).assignee_id == actors["manager2"].id


def test_several_tasks_are_given_to_a_colleague(crm, actors):
    tasks = [task_of("deal", new(actors["director"], "deal", name=name)) for name in ("А", "Б")]
    data = {"task": [task.id for task in tasks], "action": "assign", "person": actors["manager2"].id}
    signed_in(crm, "manager").post("/tasks/bulk", data)
    assert {task_of("deal", task.record_id).assignee_id for task in tasks} == {actors["manager2"].id}


def test_an_unknown_bulk_action_is_refused(crm, deal_id):
    data = {"task": [task_of("deal", deal_id).id], "action": "explode"}
    assert signed_in(crm, "manager").post("/tasks/bulk", data).status_code == 400


def test_a_list_that_is_no_address_of_ours_leads_to_the_current_tasks(crm, deal_id):
    reply = signed_in(crm, "observer").get("/tasks/next?list=//evil.example")
    assert reply.location == "/tasks"


@pytest.mark.parametrize("path", ["/tasks", "/tasks/completed", "/tasks/subordinates"])
def test_the_lists_are_for_people_who_have_signed_in(crm, path):
    assert crm.test_client().get(path).status_code in (302, 303)


def test_the_menu_counts_what_waits(crm, deal_id):
    assert re.search(r'id="counter-inbox-current"[^>]*>1<', signed_in(crm, "manager").get("/counters").text)


@pytest.mark.parametrize("count", [1, 60])
def test_a_page_costs_at_most_15_statements_whatever_the_volume(crm, actors, count_statements, count):
    for number in range(count):
        new(actors["director"], "lead" if number % 2 else "deal", name=f"Запись {number}")
    manager = signed_in(crm, "manager")
    manager.get("/tasks")
    with count_statements() as statements:
        assert len(rows(manager.get("/tasks").text)) == min(count, 50)
    assert len(statements) <= 15, "\n".join(statements)


def test_the_second_page_goes_on_where_the_first_ends(crm, actors):
    for number in range(55):
        new(actors["director"], "deal", name=f"Запись {number}")
    manager = signed_in(crm, "manager")
    first, second = (rows(manager.get(f"/tasks?page={page}").text) for page in (1, 2))
    assert (len(first), len(second)) == (50, 5)
    assert not set(first) & set(second)
