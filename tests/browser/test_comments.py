"""Comments in a browser: calling a colleague by keyboard, sending, changing, and a session that ends meanwhile."""

import pytest
from playwright.sync_api import Page, expect

from app.access.demo import PASSWORD
from tests.browser.conftest import assert_accessible

TALL = 3000  # all of the card is in sight, so that everything is loaded


@pytest.fixture
def deal_id(records, people):
    viewers = [people["observer"].id]
    return records.new("manager", "deal", name="Поставка", manager=people["manager"].id, viewers=viewers)


def text_area(page: Page):
    area = page.locator("#comment-text")
    expect(area).to_be_visible()
    return area


@pytest.mark.parametrize(
    ("language", "label", "sent"),
    [("ru", "Комментарий", "Комментарий добавлен."), ("en", "Comment", "The comment is added.")],
)
def test_a_colleague_is_called_by_keyboard_and_finds_it(visit, deal_id, language, label, sent):
    page = visit("manager", f"/deals/{deal_id}", height=TALL, language=language)
    area = text_area(page)
    expect(area).to_have_attribute("aria-label", label)
    area.focus()
    page.keyboard.type("Посмотрите, @observ")
    options = page.locator("#widget-comments [role=option]")
    expect(options).to_have_count(1)
    assert_accessible(page)
    page.keyboard.press("Enter")
    expect(area).to_have_value("Посмотрите, @observer ")
    expect(options).to_have_count(0)
    page.keyboard.type("до пятницы")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".toast-success")).to_contain_text(sent)
    expect(page.locator(".comment .mention")).to_have_count(1)
    expect(page.locator("#comment-text")).to_have_value("")
    page.reload()
    expect(text_area(page)).to_have_value("")  # what was sent is no draft any more
    assert_accessible(page)

    called = visit("observer", "/mentions", language=language)
    expect(called.locator("#counter-mentions")).to_have_text("1")
    assert_accessible(called)
    called.locator(".mentions a").first.click()
    expect(called.locator(".comment-calls")).to_be_visible()
    expect(called.locator("#counter-mentions")).to_have_text("0")


def test_the_list_is_left_by_escape_and_chosen_from_by_the_mouse(visit, deal_id):
    page = visit("manager", f"/deals/{deal_id}", height=TALL)
    area = text_area(page)
    area.focus()
    page.keyboard.type("@")
    options = page.locator("#widget-comments [role=option]")
    expect(options.nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    page.keyboard.type("observ")
    options.first.click()
    expect(area).to_have_value("@observer ")
    expect(area).to_be_focused()


def test_a_comment_is_changed_in_a_dialog_and_removed(visit, deal_id):
    page = visit("manager", f"/deals/{deal_id}", height=TALL)
    text_area(page).fill("Первый")
    page.click(".comment-send button")
    page.locator(".comment-actions a").click()
    page.locator("#comment-edited").fill("Второй")
    page.click("#dialog [type=submit]")
    comment = page.locator(".comment")
    expect(comment).to_contain_text("Второй")
    expect(comment).to_contain_text("edited")
    comment.locator("form button").click()
    page.click("[data-confirm-yes]")
    expect(comment).to_have_count(0)


def test_a_session_that_is_over_loses_no_word(visit, deal_id):
    page = visit("manager", f"/deals/{deal_id}", height=TALL)
    text_area(page).fill("Долго писал")
    page.context.clear_cookies()
    page.click(".comment-send button")
    dialog = page.locator("dialog#sign-in")
    dialog.locator("[name=again-login]").fill("manager")
    dialog.locator("[name=again-password]").fill(PASSWORD)
    dialog.locator("[type=submit]").click()
    expect(page.locator(".comment")).to_contain_text("Долго писал")
