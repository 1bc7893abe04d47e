import re

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def groups(visit) -> Page:
    return visit("admin", "/groups")


def open_dialog(page: Page) -> None:
    page.click("main [data-dialog]")
    expect(page.locator("#dialog")).to_be_visible()


def test_a_dialog_has_an_address_and_back_closes_it(groups):
    open_dialog(groups)
    expect(groups).to_have_url(re.compile("/groups/new$"))
    expect(groups.locator("#dialog #id")).to_be_focused()
    groups.go_back()
    expect(groups.locator("#dialog")).not_to_be_visible()
    expect(groups).to_have_url(re.compile("/groups$"))


def test_the_address_of_a_dialog_is_a_page(visit):
    page = visit("admin", "/groups/new")
    expect(page.locator("main h1")).to_have_text("New group")


def test_a_form_in_a_dialog_shows_errors_there_and_closes_when_saved(groups):
    open_dialog(groups)
    groups.fill("#id", "No Good")
    groups.fill("#name_ru", "Юристы")
    groups.click("#dialog [type=submit]")
    expect(groups.locator("#dialog .field-error")).to_be_visible()
    expect(groups.locator("#id")).to_be_focused()
    expect(groups.locator("#name_ru")).to_have_value("Юристы")
    groups.fill("#id", "lawyers")
    groups.keyboard.press("Enter")
    expect(groups.locator("#dialog")).not_to_be_visible()
    expect(groups.locator("table")).to_contain_text("lawyers")
    expect(groups.locator(".toast-success")).to_be_visible()


def test_escape_asks_before_typed_text_is_lost(groups):
    open_dialog(groups)
    groups.keyboard.type("x")
    groups.keyboard.press("Escape")
    expect(groups.locator("#confirm")).to_be_visible()
    groups.click("[data-confirm-no]")
    expect(groups.locator("#id")).to_have_value("x")
    groups.keyboard.press("Escape")
    groups.click("[data-confirm-yes]")
    expect(groups.locator("#dialog")).not_to_be_visible()


def test_escape_asks_before_text_that_the_server_refused_is_lost(groups):
    open_dialog(groups)
    groups.fill("#id", "No Good")
    groups.click("#dialog [type=submit]")
    expect(groups.locator("#dialog .field-error").first).to_be_visible()
    groups.keyboard.press("Escape")
    expect(groups.locator("#confirm")).to_be_visible()
    groups.click("[data-confirm-no]")
    expect(groups.locator("#id")).to_have_value("No Good")


def test_escape_closes_an_untouched_dialog_at_once(groups):
    open_dialog(groups)
    groups.keyboard.press("Escape")
    expect(groups.locator("#dialog")).not_to_be_visible()
    expect(groups.locator("main [data-dialog]")).to_be_focused()


def test_leaving_a_guarded_form_asks_once_something_is_typed(visit):
    page = visit("admin", "/people/new")
    asked = []
    page.on("dialog", lambda question: (asked.append(question.type), question.accept()))
    page.fill("#last_name", "Петрова")
    page.goto("/people")
    assert asked == ["beforeunload"]


def test_saving_a_guarded_form_does_not_ask(visit):
    page = visit("admin", "/people/new")
    page.fill("#login", "anna")
    page.fill("#last_name", "Петрова")
    page.fill("#first_name", "Анна")
    page.click("main [type=submit]")
    expect(page.locator(".toast-success")).to_contain_text("Анна Петрова")


def test_a_picker_finds_by_typing_and_keeps_the_choice(visit):
    page = visit("manager", "/profile")
    page.click(".ts-control")
    page.keyboard.type("vladivos")
    page.keyboard.press("Enter")
    page.click("form[data-guard] [type=submit]")
    expect(page.locator(".ts-control .item")).to_have_text("Asia/Vladivostok")


def test_a_lost_connection_is_said_and_the_form_stays(visit):
    page = visit("admin", "/people/new")
    page.fill("#last_name", "Петрова")
    page.context.set_offline(True)
    page.click("main [type=submit]")
    expect(page.locator("#connection")).to_be_visible()
    expect(page.locator("#last_name")).to_have_value("Петрова")
    page.context.set_offline(False)
    expect(page.locator("#connection")).not_to_be_visible()
    page.problems.clear()  # the line was cut on purpose
