"""The inbox in a browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import assert_accessible


def test_from_task_to_task_without_the_mouse(visit, demo_server):
    page = visit("manager", "/tasks", server=demo_server)
    rows = page.locator("a.task-link")
    before = rows.count()
    page.locator("body").press("ArrowDown")
    expect(rows.first).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Take to work").press("Enter")
    expect(page.locator(".answered")).to_be_visible()
    page.locator("body").press("n")
    expect(page).to_have_url(re.compile(r"\?task=.*list=current"))
    page.goto("/tasks")
    expect(rows).to_have_count(before - 1)


def test_choosing_rows_shows_the_bar_with_their_number(visit, demo_server):
    page = visit("manager2", "/tasks", server=demo_server)
    bar = page.locator("[data-bulk]")
    expect(bar).to_be_hidden()
    page.get_by_label("Choose all on this page").check()
    expect(bar).to_be_visible()
    expect(bar.locator("[data-bulk-count]")).to_have_text(str(page.locator("a.task-link").count()))


def test_a_task_is_given_to_a_colleague_in_a_dialog(visit, demo_server):
    page = visit("manager2", "/tasks", server=demo_server)
    page.get_by_role("link", name="Assign", exact=True).first.click()
    dialog = page.locator("#dialog")
    dialog.locator(".ts-control").click()
    dialog.locator(".ts-dropdown .option", has_text="Станислав").click()
    dialog.get_by_role("button", name="Assign").click()
    expect(page.locator(".toast-line")).to_contain_text("The task has been assigned.")


def test_a_filter_is_in_the_address_and_goes_by_a_click(visit, demo_server):
    page = visit("manager", "/tasks", server=demo_server)
    page.get_by_label("Record type").select_option("lead")
    expect(page).to_have_url(re.compile("record_type=lead"))
    expect(page.locator("td[data-label='Record type']", has_text="Deal")).to_have_count(0)
    page.get_by_label("Remove the filter Record type").click()
    expect(page).not_to_have_url(re.compile("record_type"))


@pytest.mark.parametrize("path", ["/tasks", "/tasks/completed", "/tasks/subordinates", "/tasks?whose=mine"])
@pytest.mark.parametrize("dark", [False, True])
def test_the_lists_are_accessible(visit, demo_server, dark, path):
    assert_accessible(visit("manager", path, dark=dark, server=demo_server))


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_the_list_fits_the_screen(visit, demo_server, width):
    page = visit("manager", "/tasks", width=width, language="ru", server=demo_server)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
