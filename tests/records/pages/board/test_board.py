"""The pages of boards."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.clock import clock
from app.crm.deal import deal
from app.db import db
from app.engine import unit_of_work
from app.records.commands.update import update_record
from app.records.listing import ListQuery
from app.records.pages.board.columns import all_columns
from app.records.pages.board.presentation import total_words
from app.records.pages.board.query import column_totals
from tests.records.samples import move, new
from tests.visitors import signed_in

STATUSES = [
    "new", "firstContact", "identifyNeeds", "presentation", "offerPreparation", "prototype", "decision", "completed",
    "pause", "refusal",
]  # fmt: skip


@pytest.fixture
def deals(actors):
    manager, director = actors["manager"], actors["director"]
    return [
        new(director, "deal", name="Поставка снеков", amount="345000", manager=manager.id),
        new(director, "deal", name="Продажа какао", amount="1250000", manager=director.id),
        new(director, "deal", name="Продажа патоки", amount="10"),
    ]


@pytest.fixture
def settle():
    """Let time pass until the changes made so far are no news: what is written side by side may come late."""
    passed = timedelta()

    def turn_clock() -> None:
        nonlocal passed
        passed += timedelta(minutes=1)
        clock.set(lambda: datetime.now(UTC) + passed)

    return turn_clock


def columns(page: str) -> dict[str, list[str]]:
    """The ids of the cards by column, in order."""
    parts = re.split(r'data-column="(\w+)"', page)[1:]
    return dict(zip(parts[::2], [re.findall(r'id="card-(\d+)"', part) for part in parts[1::2]], strict=True))


def cards(page: str) -> set[str]:
    return set(re.findall(r'id="card-(\d+)"', page))


def head(page: str, status: str) -> tuple[str, str]:
    part = page.split(f'data-column="{status}"')[1]
    return re.search(r"data-count>(.*?)<", part)[1], re.search(r"data-sum>(.*?)<", part)[1]


def test_a_sum_without_a_currency_is_one_number(deals, actors):
    counted = replace(deal, board=replace(deal.board, total="number"))
    query, columns = ListQuery(counted), all_columns(counted, None)
    total = column_totals(query, columns, actors["director"])["new"]
    assert list(total.amounts) == [""]
    assert total_words(counted, total) == [str(total.amounts[""])]


def test_columns_are_the_statuses_of_the_board(crm, deals):
    found = columns(signed_in(crm, "director").get("/deals/board").text)
    assert list(found) == STATUSES
    assert found["new"] == [str(each) for each in reversed(deals)]


def test_heads_count_and_sum_by_currency(crm, deals):
    db.session.get(deal.model, deals[0]).currency = "EUR"
    db.session.commit()
    page = signed_in(crm, "director").get("/deals/board").text
    assert head(page, "new") == ("3", "1,250,010\u00a0RUB · 345,000\u00a0EUR")
    assert head(page, "pause") == ("0", "")
    assert "Total: 3" in page


def test_a_board_shows_what_the_card_would_show(crm, deals, actors):
    assert cards(signed_in(crm, "manager").get("/deals/board").text) == {str(deals[0]), str(deals[2])}
    assert cards(signed_in(crm, "observer").get("/deals/board").text) == set()
    page = signed_in(crm, "manager").get("/deals/board").text
    assert head(page, "new") == ("2", "345,010\u00a0RUB")


def test_the_filters_of_the_journal_apply(crm, deals):
    page = signed_in(crm, "director").get("/deals/board?amount__gte=1000&q=продажа").text
    assert cards(page) == {str(deals[1])}
    assert 'href="/deals?amount__gte=1000&amp;q=' in page  # the journal with the same filters


def test_a_wrong_filter_answers_in_words(crm, deals):
    answer = signed_in(crm, "director").get("/deals/board?amount__gte=lots")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_a_dot_shows_that_a_task_waits_for_me(crm, actors):
    new(actors["director"], "lead", name="Заявка")
    assert 'class="card-waits"' in signed_in(crm, "manager").get("/leads/board").text
    assert 'class="card-waits"' not in signed_in(crm, "director").get("/leads/board").text


def test_days_in_the_status_are_counted(crm, deals, actors):
    later = clock.now() + timedelta(days=3, hours=1)
    clock.set(lambda: later)
    assert ">3 days<" in signed_in(crm, "director").get("/deals/board").text


def test_columns_are_chosen_ordered_and_aged(crm, deals, actors):
    visitor = signed_in(crm, "director")
    chosen = {"order": ["dropout", "pause", "new"], "column": ["pause", "new", "dropout"], "hide_after-new": "5"}
    assert visitor.post("/deals/board/columns", chosen).status_code == 303
    move(actors["director"], "deal", deals[2], "pause")
    page = visitor.get("/deals/board").text
    assert list(columns(page)) == ["dropout", "pause", "new"]
    later = clock.now() + timedelta(days=6)
    clock.set(lambda: later)
    page = visitor.get("/deals/board").text
    assert columns(page) == {"dropout": [], "pause": [str(deals[2])], "new": []}
    assert head(page, "new") == ("0", "")
    visitor.post("/deals/board/columns", {"reset": "1"})
    assert list(columns(visitor.get("/deals/board").text)) == STATUSES


def test_an_impossible_choice_of_columns_is_left_out(crm, actors):
    visitor = signed_in(crm, "director")
    visitor.post("/deals/board/columns", {"order": ["dragon", "new"], "column": ["dragon"], "hide_after-new": "x"})
    assert next(iter(columns(visitor.get("/deals/board").text))) == "new"


def test_a_column_comes_in_pages_that_neither_repeat_nor_miss(crm, actors):
    made = [str(new(actors["director"], "deal", name=f"{number}")) for number in range(45)]
    visitor = signed_in(crm, "director")
    page = visitor.get("/deals/board").text
    seen = columns(page)["new"]
    assert len(seen) == 20
    while more := re.search(r'hx-get="([^"]+)"\s+hx-trigger="reached', page):
        page = visitor.get(more[1].replace("&amp;", "&"), htmx=True).text
        seen += re.findall(r'id="card-(\d+)"', page)
    assert seen == list(reversed(made))


@pytest.mark.parametrize("query", ["", "after=x", "after=1", "after=2026-01-01T00:00:00%2B00:00&after_id=1"])
def test_a_page_of_a_column_needs_its_place(crm, actors, query):
    assert signed_in(crm, "director").get(f"/deals/board/column/new?{query}").status_code == 400


def marker(page: str) -> int:
    return int(re.search(r'data-marker="(\d+)"', page)[1])


def test_changes_bring_the_card_that_another_moved_and_say_who(crm, deals, actors, settle):
    settle()
    visitor = signed_in(crm, "manager")
    since = marker(visitor.get("/deals/board").text)
    assert visitor.get(f"/deals/board/changes?since={since}").json == {
        "marker": since, "everything": False, "gone": [], "totals": [], "cards": [],
    }  # fmt: skip
    move(actors["director"], "deal", deals[0], "pause")
    answer = visitor.get(f"/deals/board/changes?since={since}").json
    (card,) = answer["cards"]
    assert (card["id"], card["status"]) == (deals[0], "pause")
    assert card["news"] == f"{actors['director'].name} moved “Поставка снеков” to “Pause”."
    assert f'id="card-{deals[0]}"' in card["html"]
    assert {each["status"]: each["count"] for each in answer["totals"]}["pause"] == 1
    settle()
    assert visitor.get(f"/deals/board/changes?since={answer['marker']}").json["cards"] == []


def test_one_s_own_moves_are_no_news(crm, deals, actors):
    visitor = signed_in(crm, "director")
    since = marker(visitor.get("/deals/board").text)
    move(actors["director"], "deal", deals[0], "pause")
    assert visitor.get(f"/deals/board/changes?since={since}").json["cards"][0]["news"] == ""


def test_what_is_not_on_the_board_any_more_is_gone(crm, deals, actors):
    visitor = signed_in(crm, "director")
    since = marker(visitor.get("/deals/board").text)
    move(actors["director"], "deal", deals[0], "dropout")
    shown = ",".join(map(str, deals))
    assert visitor.get(f"/deals/board/changes?since={since}&cards={shown}").json["gone"] == [deals[0]]


def test_a_card_that_was_given_away_is_gone(crm, deals, actors):
    visitor = signed_in(crm, "manager")
    since = marker(visitor.get("/deals/board").text)
    with unit_of_work(actors["director"]) as unit:
        update_record(unit, deal, deals[0], {"manager": actors["director"].id})
    assert visitor.get(f"/deals/board/changes?since={since}&cards={deals[0]}").json["gone"] == [deals[0]]


def test_changes_tell_no_ids_that_the_page_did_not_show(crm, deals, actors):
    visitor = signed_in(crm, "manager")
    since = marker(visitor.get("/deals/board").text)
    move(actors["director"], "deal", deals[1], "pause")
    assert visitor.get(f"/deals/board/changes?since={since}&cards={deals[0]}").json["gone"] == []
    never = max(deals) + 1000
    asked = f"cards={deals[0]},{deals[1]},{never}"
    assert visitor.get(f"/deals/board/changes?since={since}&{asked}").json["gone"] == [deals[1], never]


def test_changes_show_nothing_that_one_may_not_see(crm, deals, actors, settle):
    settle()
    visitor = signed_in(crm, "manager")
    since = marker(visitor.get("/deals/board").text)
    move(actors["director"], "deal", deals[1], "pause")
    answer = visitor.get(f"/deals/board/changes?since={since}")
    assert answer.json["cards"] == []
    assert "какао" not in answer.text
    assert {each["status"]: each["count"] for each in answer.json["totals"]}["pause"] == 0


@pytest.mark.parametrize("login", ["director", "manager", "observer"])
def test_a_board_takes_the_same_few_statements_for_few_and_many(crm, actors, count_statements, login):
    visitor = signed_in(crm, login)
    counts = []
    for _ in range(2):
        for number in range(12):
            new(actors["director"], "deal", name=f"{number}", viewers=[actors["observer"].id])
        db.session.rollback()
        visitor.get("/deals/board")
        with count_statements() as statements:
            assert visitor.get("/deals/board").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 15


def test_records_without_a_status_have_no_board(crm, actors):
    visitor = signed_in(crm, "director")
    assert visitor.get("/counterparties/board").status_code == 404
    assert visitor.get("/counterparties/1/status").status_code == 404
