"""The board with mouse, keyboard and somebody else at work."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.access.models import Person
from app.clock import clock
from app.db import db
from app.engine import Actor, unit_of_work
from app.records.commands.create import create_record
from app.records.commands.status import request_status
from app.records.types import registry
from tests.browser.conftest import assert_accessible


@pytest.fixture
def actor(live_server):
    """Somebody by login, as an actor."""

    def find(login: str) -> Actor:
        with live_server.app.app_context():
            person = db.session.scalar(select(Person).where(Person.login == login))
            return Actor(person.id, person.login, person.display_name, frozenset(group.id for group in person.groups))

    return find


@pytest.fixture
def new(live_server, actor):
    """A new record of the director, or of whom `manager` names by login; answers its id."""

    def make(record_type: str, name: str, manager: str = "director", **values) -> int:
        responsible = actor(manager)
        with live_server.app.app_context(), unit_of_work(responsible) as unit:
            return create_record(unit, registry[record_type], {"name": name, "manager": responsible.id, **values}).id

    return make


@pytest.fixture
def status_of(live_server):
    def read(record_type: str, record_id: int) -> str:
        with live_server.app.app_context():
            return db.session.get(registry[record_type].model, record_id).status

    return read


def card(page: Page, record_id: int):
    return page.locator(f"#card-{record_id}")


def column(page: Page, status: str):
    return page.locator(f'[data-column="{status}"]')


def lift(page: Page, record_id: int) -> None:
    """Take a card into the air as a hand does: press, move a little, wait for the verdicts."""
    start = card(page, record_id).bounding_box()
    x, y = start["x"] + 40, start["y"] + start["height"] - 20
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 15, y + 8, steps=4)
    page.locator(".board-column:is(.allows, .asks, .refuses)").first.wait_for()


def drag(page: Page, record_id: int, status: str) -> None:
    """Lift a card and hold it over a column."""
    lift(page, record_id)
    hold(page, status)


def hold(page: Page, status: str) -> None:
    column(page, status).scroll_into_view_if_needed()
    for _ in range(10):  # the board scrolls by itself while a card is near its edge
        end = column(page, status).bounding_box()
        page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 200, steps=10)
        if "over" in column(page, status).get_attribute("class"):
            return
    raise AssertionError(f"the card does not come over {status}")


def test_a_card_is_dragged_to_another_column(visit, new, status_of):
    deal = new("deal", "Перетащить")
    page = visit("director", "/deals/board")

    drag(page, deal, "firstContact")
    page.mouse.up()

    expect(column(page, "firstContact").locator(f"#card-{deal}")).to_be_visible()
    expect(card(page, deal)).not_to_have_class(re.compile("waiting"))
    assert status_of("deal", deal) == "firstContact"


def test_while_a_card_is_in_the_air_columns_say_what_the_diagram_says(visit, new, status_of):
    lead = new("lead", "В воздухе")
    page = visit("director", "/leads/board", language="ru")

    drag(page, lead, "interest")
    expect(column(page, "interest")).to_have_class(re.compile("allows"))
    expect(column(page, "disqualified")).to_have_class(re.compile("asks"))
    verdict = column(page, "deal_creation").locator("[data-verdict]")
    expect(verdict).to_have_text("Необходимо заполнить контрагента на карточке Лида")
    page.mouse.up()

    expect(verdict).to_be_hidden()


def test_a_column_that_misses_a_field_asks_for_it_and_goes_on(visit, new, status_of):
    lead = new("lead", "Спросить причину")
    page = visit("director", "/leads/board")

    drag(page, lead, "disqualified")
    page.mouse.up()
    page.select_option("#dialog [name=disqualification_reason]", "spam")
    page.click("#dialog button.btn-primary")

    expect(page.locator("#dialog")).to_be_hidden()
    expect(column(page, "disqualified").locator(f'#card-{lead}[data-status="disqualified"]')).to_be_visible()
    assert status_of("lead", lead) == "disqualified"


def test_a_card_comes_back_when_the_question_is_given_up(visit, new, status_of):
    lead = new("lead", "Передумать")
    page = visit("director", "/leads/board")

    drag(page, lead, "disqualified")
    page.mouse.up()
    page.locator("#dialog [name=disqualification_reason]").wait_for()
    page.keyboard.press("Escape")

    expect(column(page, "new").locator(f"#card-{lead}")).to_be_visible()
    expect(column(page, "disqualified").locator(f"#card-{lead}")).to_have_count(0)
    assert status_of("lead", lead) == "new"


def test_a_refused_move_comes_back_with_the_words(visit, new, status_of):
    deal = new("deal", "Отказано")
    page = visit("director", "/deals/board")
    words = '{"type": "MoveRefused", "message": "Сначала оплата", "missing": []}'
    page.route("**/status", lambda route: route.fulfill(status=409, content_type="application/json", body=words))

    card(page, deal).focus()
    page.keyboard.press("Control+ArrowRight")

    expect(page.locator("#toasts")).to_contain_text("Сначала оплата")
    expect(column(page, "new").locator(f"#card-{deal}")).to_be_focused()
    assert status_of("deal", deal) == "new"


def test_a_card_that_another_has_taken_away_is_refused_in_words(visit, new, live_server, actor, status_of):
    deal = new("deal", "Чужая теперь", manager="manager")
    page = visit("manager", "/deals/board")
    with live_server.app.app_context(), unit_of_work(actor("director")) as unit:
        from app.records.commands.update import update_record

        update_record(unit, registry["deal"], deal, {"manager": actor("director").id})

    card(page, deal).focus()
    page.keyboard.press("Control+ArrowRight")

    expect(page.locator("#toasts")).to_contain_text(re.compile("not moved|не перемещена"))
    assert status_of("deal", deal) == "new"


def test_arrows_walk_and_ctrl_with_an_arrow_moves(visit, new, status_of):
    first, second = new("deal", "Ниже"), new("deal", "Выше")
    page = visit("director", "/deals/board")

    card(page, second).focus()
    page.keyboard.press("ArrowDown")
    expect(card(page, first)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Control+ArrowRight")

    expect(column(page, "firstContact").locator(f"#card-{second}")).to_be_focused()
    expect(card(page, second)).not_to_have_class(re.compile("waiting"))
    assert status_of("deal", second) == "firstContact"


def test_m_lists_where_the_card_may_go(visit, new, status_of):
    deal = new("deal", "Куда")
    page = visit("director", "/deals/board", language="ru")

    card(page, deal).focus()
    page.keyboard.press("m")
    menu = page.locator("#board-moves")
    menu.get_by_role("menuitem", name="Отказ").wait_for()
    assert_accessible(page, "#board-moves")
    menu.get_by_role("menuitem", name="Презентация").click()

    expect(column(page, "presentation").locator(f"#card-{deal}")).to_be_visible()
    expect(card(page, deal)).not_to_have_class(re.compile("waiting"))
    assert status_of("deal", deal) == "presentation"


def test_a_card_that_another_moves_glides_and_says_who(visit, new, live_server, actor):
    deal = new("deal", "Живая доска", manager="manager")
    page = visit("manager", "/deals/board")
    expect(column(page, "new").locator(f"#card-{deal}")).to_be_visible()

    with live_server.app.app_context(), unit_of_work(actor("director")) as unit:
        ahead = clock.now() + timedelta(days=3)
        request_status(unit, registry["deal"], deal, "pause", {"resume_date": ahead})
    page.evaluate("document.body.dispatchEvent(new CustomEvent('boardChanged'))")

    expect(column(page, "pause").locator(f"#card-{deal}")).to_be_visible()
    expect(page.locator("#toasts")).to_contain_text(actor("director").name)


def test_more_cards_come_as_one_scrolls(visit, new):
    for number in range(25):
        new("lead", f"Много {number}", manager="manager2")
    page = visit("manager2", "/leads/board")
    cards = column(page, "new").locator("[data-card]")
    expect(cards).to_have_count(20)

    cards.nth(19).scroll_into_view_if_needed()

    expect(cards).to_have_count(25)


def test_who_may_only_read_is_told_so(visit, new, actor):
    deal = new("deal", "Только смотреть", viewers=[actor("observer").id])
    page = visit("observer", "/deals/board")

    card(page, deal).focus()
    page.keyboard.press("m")

    expect(page.locator("#toasts")).to_contain_text("right")


@pytest.mark.parametrize(("width", "dark", "language"), [(1440, False, "ru"), (1440, True, "en"), (360, False, "en")])
def test_the_board_is_accessible(visit, new, width, dark, language):
    new("deal", "Доступность", amount="100500")
    page = visit("director", "/deals/board", width=width, dark=dark, language=language)
    assert_accessible(page)


def test_the_columns_of_the_board_are_chosen_in_a_dialog(visit, new):
    page = visit("analyst", "/leads/board")
    page.get_by_role("link", name="Columns").click()
    page.locator("#dialog [name=column][value=pause]").uncheck()
    assert_accessible(page, "#dialog")
    page.click("#dialog button.btn-primary")

    expect(column(page, "interest")).to_be_visible()
    expect(column(page, "pause")).to_have_count(0)


@pytest.mark.parametrize("way", ["refused", "outside", "escape"])
def test_nothing_moves_but_to_where_the_pointer_is(visit, new, status_of, way):
    deal = new("deal", "Мимо")
    page = visit("director", "/deals/board", language="ru")
    asked = []
    page.on("request", lambda request: request.method == "POST" and asked.append(request.url))

    drag(page, deal, "firstContact")
    if way == "refused":
        hold(page, "completed")
    elif way == "outside":
        page.mouse.move(700, 20, steps=10)
        expect(page.locator(".board-column.over")).to_have_count(0)
    else:
        page.keyboard.press("Escape")
        expect(page.locator(".sortable-drag, .ghost")).to_have_count(0)
    page.mouse.up()

    expect(page.locator(".sortable-drag, .ghost")).to_have_count(0)
    expect(column(page, "new").locator(f"#card-{deal}")).to_be_visible()
    if way == "refused":
        expect(page.locator("#toasts")).to_contain_text("Необработанную сделку нельзя завершить")
    assert (asked, status_of("deal", deal)) == ([], "new")


def test_a_move_is_undone_and_undoing_is_a_move_that_may_be_refused(visit, new, live_server, actor, status_of):
    deal = new("deal", "Отменить", manager="manager")
    page = visit("director", "/deals/board")
    toast = page.locator(".toast-success", has_text="Отменить")

    drag(page, deal, "firstContact")
    page.mouse.up()
    expect(card(page, deal)).not_to_have_class(re.compile("waiting"))
    toast.get_by_role("button", name="Undo").click()
    expect(column(page, "new").locator(f"#card-{deal}")).to_be_visible()
    assert status_of("deal", deal) == "new"

    card(page, deal).focus()
    page.keyboard.press("Control+ArrowRight")
    expect(card(page, deal)).not_to_have_class(re.compile("waiting"))
    move_as(live_server, actor("manager"), "deal", deal, "presentation")
    toast.get_by_role("button", name="Undo").last.click()
    expect(page.locator(".toast-warning")).to_contain_text(re.compile("Станислав Усачёв moved it to “Presentation”"))
    assert status_of("deal", deal) == "presentation"


@pytest.mark.parametrize("hand", ["mouse", "keyboard"])
def test_a_card_that_another_has_moved_meanwhile_stays_there_and_it_is_said_who(
    visit, new, live_server, actor, status_of, hand
):
    deal = new("deal", "Опоздал", manager="manager")
    page = visit("manager", "/deals/board", language="ru")
    move_as(live_server, actor("director"), "deal", deal, "presentation")

    if hand == "mouse":
        drag(page, deal, "firstContact")
        page.mouse.up()
    else:
        card(page, deal).focus()
        page.keyboard.press("Control+ArrowRight")

    expect(page.locator(".toast-warning")).to_contain_text("Борис Алексеев")
    expect(column(page, "presentation").locator(f"#card-{deal}")).to_be_visible()
    assert status_of("deal", deal) == "presentation"


def move_as(live_server, person: Actor, record_type: str, record_id: int, status: str) -> None:
    with live_server.app.app_context(), unit_of_work(person) as unit:
        request_status(unit, registry[record_type], record_id, status)
