"""Activities in a real browser; tests are named by what they show of the product."""

import pytest
from playwright.sync_api import expect

from app.access.models import Person
from app.db import db
from app.engine import Actor
from tests.browser.conftest import assert_accessible
from tests.records import samples


@pytest.fixture
def deal_id(live_server):
    with live_server.app.app_context():
        found = db.session.query(Person).filter_by(login="manager").one()
        manager = Actor(found.id, found.login, found.display_name, frozenset({"crm-cco"}))
        made: int = samples.new(manager, "deal", name="Поставка", manager=manager.id)
        db.session.remove()
        return made


def test_S89_a_call_is_planned_from_the_card_done_and_followed_by_a_meeting(visit, deal_id):
    page = visit("manager", f"/deals/{deal_id}", language="ru")
    feed = page.locator("#widget-activities")
    feed.scroll_into_view_if_needed()
    feed.get_by_text("Добавить активность").click()
    feed.get_by_role("link", name="Звонок").click()
    page.locator("dialog [name=topic]").fill("Уточнить объём")
    page.locator("dialog .ql-editor").first.fill("Сколько коробок?")
    page.locator("dialog").get_by_role("button", name="Создать").click()
    page.wait_for_url("**/activities/*")
    expect(page.locator("#card-status")).to_have_text("Запланирована")
    assert_accessible(page)

    page.goto(page.url.split("/activities")[0] + f"/deals/{deal_id}")
    feed.scroll_into_view_if_needed()
    expect(feed).to_contain_text("Уточнить объём")
    assert_accessible(page)
    feed.get_by_role("link", name="Выполнить").click()
    task = page.locator(".task-box")
    task.get_by_role("button", name="Выполнено").click()
    expect(task).to_contain_text("Необходимо указать результат активности")
    task.locator(".ql-editor").fill("Двести коробок")
    task.locator("[name$=next_kind]").select_option("meeting")
    task.get_by_role("button", name="Выполнено").click()
    expect(task).to_contain_text("Укажите, когда следующая активность")
    task.locator("[name$=next_date]").fill("20.01.2036 10:00")
    task.locator("[name$=next_topic]").fill("Показать образцы")
    task.get_by_role("button", name="Выполнено").click()
    expect(page.locator("#card-status")).to_have_text("Выполнена")

    page.goto(page.url.split("/activities")[0].split("/tasks")[0] + f"/deals/{deal_id}?tab=activities")
    planned = page.locator(".feed").first
    expect(planned).to_contain_text("Показать образцы")
    expect(planned).to_contain_text("20.01.2036 10:00 – 10:30")
    expect(page.locator(".feed").last).to_contain_text("Двести коробок")
    assert_accessible(page)
