"""Assignments in a real browser; tests are named by what they show of the product."""

import pytest
from playwright.sync_api import expect

from app.access.models import Person
from app.db import db
from app.engine import Actor
from tests.browser.conftest import assert_accessible
from tests.records import samples

SAVE = "form:has(.record-form) button.btn-primary"


@pytest.fixture
def deal_id(live_server):
    with live_server.app.app_context():
        found = db.session.query(Person).filter_by(login="manager").one()
        manager = Actor(found.id, found.login, found.display_name, frozenset({"crm-cco"}))
        made: int = samples.new(manager, "deal", name="Поставка", manager=manager.id)
        db.session.remove()
        return made


def test_S147_S30_from_the_card_of_a_deal_to_the_board(visit, deal_id):
    page = visit("manager", f"/deals/{deal_id}", language="ru")
    page.locator("#widget-actions").get_by_role("link", name="Создать поручение").click()  # S147
    page.locator(".record-form [name=title]").fill("Собрать образцы")
    page.locator(f"form:has([name=title]) {SAVE.split()[-1]}").click()
    page.wait_for_url("**/assignments/*")
    expect(page.locator("#property-deal")).to_contain_text("Поставка")
    expect(page.locator("#widget-my-tasks")).to_contain_text("Обработка поручения")

    page.get_by_role("button", name="В работу").click()
    expect(page.locator("#card-status")).to_have_text("В работе")
    assert_accessible(page)

    page.get_by_role("link", name="Доска поручений").click()  # S30
    columns = page.locator(".board-column")
    expect(columns.filter(has_text="В работе").first).to_contain_text("Собрать образцы")
    heads = " ".join(columns.all_inner_texts())
    places = [heads.index(words) for words in ("Новое", "Уточнение", "В работе", "Проверка", "Выполнено")]
    assert places == sorted(places)
    assert "Архив" not in heads
    page.goto(f"/deals/{deal_id}")
    page.locator("#widget-related").scroll_into_view_if_needed()
    expect(page.locator("#widget-related")).to_contain_text("Собрать образцы")
