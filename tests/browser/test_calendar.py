"""The calendar in a real browser: dragging, people side by side, and a session that is over meanwhile."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.access.models import Person
from app.clock import clock
from app.db import db
from app.engine import Actor, unit_of_work
from app.records.commands.delete import delete_record
from app.records.types import registry
from tests.browser.conftest import assert_accessible
from tests.records import samples

MOSCOW = ZoneInfo("Europe/Moscow")
SLOT = 32  # pixels of half an hour


@pytest.fixture
def begins():
    """Ten in the morning, three days from now."""
    day = (clock.now().astimezone(MOSCOW) + timedelta(days=3)).replace(hour=10, minute=0, second=0, microsecond=0)
    return day.astimezone(UTC)


@pytest.fixture
def actor(live_server):
    """Somebody by login, as an actor."""

    def find(login: str) -> Actor:
        with live_server.app.app_context():
            person = db.session.scalar(select(Person).where(Person.login == login))
            return Actor(person.id, person.login, person.display_name, frozenset(group.id for group in person.groups))

    return find


@pytest.fixture
def meeting(live_server, actor, begins):
    """A meeting of the manager; answers its id."""
    manager = actor("manager")
    values = {"kind": "meeting", "topic": "Дегустация", "text": "Вкусы", "responsible": manager.id}
    with live_server.app.app_context():
        made: int = samples.new(
            manager, "activity", activity_date=begins, activity_end=begins + timedelta(hours=1), **values
        )
        db.session.remove()
    yield made
    with live_server.app.app_context():
        with unit_of_work(actor("admin")) as unit:
            delete_record(unit, registry["activity"], made)
        db.session.remove()


def held(live_server, activity_id) -> datetime:
    with live_server.app.app_context():
        found = samples.fetch("activity", activity_id)
        db.session.remove()
        return found


def address(begins, view, *people):
    asked = "".join(f"&person={each.id}" for each in people)
    return f"/calendar?view={view}&date={begins.astimezone(MOSCOW):%Y-%m-%d}{asked}"


def drag(page, event, *, down=0, right=0):
    event.scroll_into_view_if_needed()
    box = event.bounding_box()
    x, y = box["x"] + 20, box["y"] + 10
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right / 2, y + down / 2, steps=4)
    page.mouse.move(x + right, y + down, steps=4)
    page.mouse.up()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_an_activity_is_dragged_to_another_hour_and_taken_back(visit, live_server, meeting, begins, language):
    page = visit("manager", address(begins, "week"), language=language)
    event = page.locator(".ec-event").filter(has_text="Дегустация")
    expect(event).to_contain_text("10:00")
    assert_accessible(page)
    drag(page, event, down=2 * SLOT)
    expect(event.locator("time")).to_have_text(re.compile("^11:00"))
    expect(page.locator(".toast-line")).to_contain_text("Перенесено" if language == "ru" else "Moved")
    assert held(live_server, meeting).activity_date == begins + timedelta(hours=1)
    page.locator(".toast-line").get_by_role("button", name="Вернуть" if language == "ru" else "Undo").click()
    expect(event.locator("time")).to_have_text(re.compile("^10:00"))
    assert held(live_server, meeting).activity_date == begins


def test_people_stand_side_by_side_and_one_takes_over_from_the_other(visit, live_server, meeting, begins, actor):
    people = [actor("manager"), actor("manager2")]
    page = visit("director", address(begins, "people", *people), language="ru")
    heads = page.locator(".ec-col-head").all_inner_texts()
    assert [each for each in heads if each.strip()] == [each.name for each in people]
    assert_accessible(page)
    event = page.locator(".ec-event")
    expect(event).to_have_count(1)
    expect(event).to_contain_text("Занято")  # an activity about nothing is its people's alone


def test_an_activity_that_is_dragged_when_the_session_is_over_moves_after_signing_in(
    visit, live_server, meeting, begins
):
    page = visit("manager", address(begins, "day"), language="ru")
    event = page.locator(".ec-event").filter(has_text="Дегустация")
    expect(event).to_contain_text("10:00")
    page.context.clear_cookies()
    drag(page, event, down=2 * SLOT)
    page.locator("#sign-in [name=again-password]").fill("demo")
    page.locator("#sign-in").get_by_role("button", name="Войти").click()
    expect(event).to_contain_text("11:00")
    expect(page.locator(".toast-line")).to_contain_text("Перенесено")
    assert held(live_server, meeting).activity_date == begins + timedelta(hours=1)


def test_what_the_diagram_or_a_check_refuses_comes_back_with_a_word(visit, live_server, meeting, begins, actor):
    page = visit("manager", address(begins, "day"), language="ru")
    event = page.locator(".ec-event").filter(has_text="Дегустация")
    expect(event).to_contain_text("10:00")
    with live_server.app.app_context():
        samples.move(actor("manager"), "activity", meeting, "canceled")
        db.session.remove()
    drag(page, event, down=2 * SLOT)
    expect(page.locator(".toast-line")).to_contain_text("Активность не перенесена")
    expect(event).to_have_count(0)
    assert held(live_server, meeting).activity_date == begins


def test_a_time_is_chosen_for_a_new_one_and_enter_opens_one_that_is_there(visit, meeting, begins):
    page = visit("manager", address(begins, "day"), language="ru")
    event = page.locator(".ec-event").filter(has_text="Дегустация")
    event.get_by_role("link").focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog [name=topic]")).to_have_value("Дегустация")
    page.keyboard.press("Escape")
    expect(page.locator("dialog [name=topic]")).to_have_count(0)
    box = event.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 3 * SLOT)
    page.mouse.down()
    page.mouse.move(box["x"] + 40, box["y"] + 5 * SLOT - 4, steps=5)
    page.mouse.up()
    day = f"{begins.astimezone(MOSCOW):%d.%m.%Y}"
    expect(page.locator("dialog [name=activity_date]")).to_have_value(f"{day} 11:30")
    expect(page.locator("dialog [name=kind]")).to_have_value("meeting")


def test_the_month_the_subscription_and_a_small_screen(visit, meeting, begins):
    page = visit("manager", address(begins, "month"), language="ru")
    expect(page.locator(".ec-event").filter(has_text="Дегустация")).to_have_count(1)
    assert_accessible(page)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name="Подписаться").click()
    page.get_by_role("button", name="Создать адрес").click()
    expect(page.locator("code")).to_contain_text("/calendar/feed/")
    assert_accessible(page)
