"""The journal in a browser: filters, selection, columns; and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import assert_accessible


@pytest.fixture
def deals(visit, demo_server):
    """The journal of the demo deals, as the director sees it."""
    return visit("director", "/deals", server=demo_server)


def names(page: Page) -> list[str]:
    return page.locator('#journal tbody td[data-label="Name"]').all_inner_texts()


def test_a_filter_in_the_head_of_a_column_becomes_a_chip(deals):
    before = len(names(deals))
    deals.click("#filter-status")
    deals.check("#journal-popover [value=presentation]")
    deals.click("#journal-popover button.btn-primary")

    chip = deals.locator("#journal-chips .filter-chip")
    expect(chip).to_contain_text("Presentation")
    expect(deals).to_have_url(re.compile(r"/deals\?status__in=presentation$"))
    expect(deals.locator("#journal tbody tr")).to_have_count(1)
    expect(deals.locator("#filter-status")).to_be_focused()

    chip.get_by_role("link").click()
    expect(deals).to_have_url(re.compile(r"/deals$"))
    expect(deals.locator("#journal tbody tr")).to_have_count(before)


def test_escape_closes_the_filter_and_gives_the_focus_back(deals):
    deals.click("#filter-amount")
    deals.locator("#journal-popover [name=amount__gte]").wait_for()
    deals.keyboard.press("Escape")
    expect(deals.locator("#journal-popover")).to_be_hidden()
    expect(deals.locator("#filter-amount")).to_be_focused()


def test_a_value_that_does_not_fit_is_said_in_words(deals):
    deals.click("#filter-amount")
    deals.fill("#journal-popover [name=amount__gte]", "много")
    deals.click("#journal-popover button.btn-primary")
    expect(deals.locator("#journal [role=alert]")).to_contain_text("Budget")


def test_typing_in_the_search_keeps_the_focus_and_the_text(deals):
    deals.locator("#journal-search").press_sequentially("сне", delay=30)
    expect(deals).to_have_url(re.compile("q="))
    deals.locator("#journal-search").press_sequentially("к")
    expect(deals.locator("#journal-search")).to_have_value("снек")
    expect(deals.locator("#journal-search")).to_be_focused()
    expect(deals.locator('#journal tbody td[data-label="Name"]').first).to_contain_text(re.compile("снек", re.I))


def test_the_address_is_the_state(deals, visit, demo_server):
    deals.click("#sort-amount")
    expect(deals).to_have_url(re.compile("sort=amount"))
    expect(deals.locator("th[aria-sort=ascending]")).to_contain_text("Budget")
    again = visit("director", deals.url.removeprefix(demo_server.address), server=demo_server)
    assert names(again) == names(deals)
    deals.go_back()
    expect(deals).to_have_url(re.compile(r"/deals$"))
    expect(deals.locator("th[aria-sort]")).to_contain_text("Received")


def test_ticked_rows_change_status_together(deals):
    for number in range(2):
        deals.locator("[data-select]").nth(number).check()
    bar = deals.locator("[data-bulk-bar]")
    expect(bar).to_contain_text("Selected: 2")
    assert_accessible(deals)

    bar.get_by_role("button").first.click()
    deals.select_option("#dialog [name=status]", "offerPreparation")
    deals.click("#dialog button.btn-primary")

    expect(deals.locator("#dialog .bulk-results li.done")).to_have_count(2)
    expect(bar.locator("[aria-busy]")).to_have_count(0)
    assert_accessible(deals, "#dialog")
    deals.locator("#dialog .form-actions a.btn").click()
    rows = deals.locator("#journal tbody tr", has_text=re.compile("Offer preparation|Подготовка КП"))
    expect(rows).to_have_count(3)
    expect(bar).to_be_hidden()


def test_what_was_moved_together_goes_back_together(deals):
    before = deals.locator("#journal tbody tr td:nth-child(3)").first.inner_text()
    deals.locator("[data-select]").first.check()
    deals.locator("[data-bulk-bar]").get_by_role("button").first.click()
    deals.select_option("#dialog [name=status]", "presentation")
    deals.click("#dialog button.btn-primary")
    expect(deals.locator("#dialog .bulk-results li.done")).to_contain_text(re.compile("Presentation|Презентация"))

    deals.locator("#dialog .form-actions button").click()
    expect(deals.locator("#dialog .bulk-results li.done")).to_have_count(1)
    expect(deals.locator("#dialog .bulk-results li.done")).not_to_contain_text(re.compile("Presentation|Презентация"))
    expect(deals.locator("#dialog .form-actions button")).to_have_count(0)
    deals.locator("#dialog .form-actions a.btn").click()
    expect(deals.locator("#journal")).to_contain_text(before)


def test_shift_ticks_what_is_between_and_escape_unticks(deals):
    boxes = deals.locator("[data-select]")
    boxes.nth(0).click()
    boxes.nth(3).click(modifiers=["Shift"])
    expect(deals.locator("[data-select]:checked")).to_have_count(4)
    deals.keyboard.press("Escape")
    expect(deals.locator("[data-select]:checked")).to_have_count(0)


def test_a_row_changes_its_status_in_place(deals):
    [id] = deals.locator("#journal tbody tr", has_text="First contact").first.evaluate("row => [row.id]")
    row = deals.locator(f"#{id}")
    row.hover()
    row.get_by_role("link", name="Change status").click()
    deals.select_option("#dialog [name=status]", "prototype")
    deals.click("#dialog button.btn-primary")
    expect(deals.locator("#dialog")).to_be_hidden()
    expect(row).to_contain_text("Prototype")
    expect(deals.locator("#toasts")).to_contain_text("Prototype")


def test_columns_are_chosen_and_moved(visit, demo_server):
    page = visit("manager", "/leads", server=demo_server)
    page.click("#journal-columns")
    page.locator("#dialog [name=column][value=status]").uncheck()
    page.locator("#dialog li", has_text="Stage").get_by_role("button", name=re.compile("Move up")).click()
    page.click("#dialog button.btn-primary")
    expect(page.locator("#filter-status")).to_have_count(0)
    assert page.locator("thead [id^=filter-]").nth(1).get_attribute("id") == "filter-name"


def test_a_width_is_dragged_and_kept(visit, demo_server):
    page = visit("director", "/leads", server=demo_server)
    handle = page.locator("[data-resize=name]").bounding_box()
    before = page.locator("th", has=page.locator("#filter-name")).bounding_box()["width"]
    page.mouse.move(handle["x"] + 4, handle["y"] + 8)
    page.mouse.down()
    page.mouse.move(handle["x"] + 84, handle["y"] + 8, steps=5)
    with page.expect_response("**/columns/width"):
        page.mouse.up()
    page.reload()
    after = page.locator("th", has=page.locator("#filter-name")).bounding_box()["width"]
    assert after - before == pytest.approx(80, abs=3)


def test_without_scripts_filters_sorts_and_changes_work(visit, demo_server):
    page = visit("director", "/deals", server=demo_server, scripts=False)
    page.click("#filter-name")
    page.fill("[name=name__contains]", "сне")
    page.click(".filter-form button")
    expect(page.locator("#journal-chips")).to_contain_text("сне")
    page.click("#sort-amount")
    expect(page).to_have_url(re.compile("name__contains=.*sort=amount"))
    page.locator("[data-select]").first.check()
    page.click(".bulk-bar button.btn-primary")
    page.select_option("[name=status]", "pause")
    page.click("form.form-narrow button.btn-primary")
    expect(page.get_by_text("Fill this in.")).to_be_visible()
    page.fill("[name=resume_date]", "01.01.2100, 09:00")
    page.click("form.form-narrow button.btn-primary")
    expect(page.locator(".bulk-results li.done")).to_have_count(1)


def test_the_header_search_lists_hits_while_typing(visit, demo_server):
    page = visit("director", "/deals", server=demo_server)
    page.locator(".app-search input").press_sequentially("снек", delay=20)
    expect(page.locator("#search-hits .search-hit").first).to_contain_text(re.compile("снек", re.I))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/search"))
    assert_accessible(page)


@pytest.mark.parametrize("path", ["/deals", "/leads?status=pause&amount__gte=1", "/counterparties", "/deals?name=x"])
@pytest.mark.parametrize(("width", "dark", "language"), [(1440, False, "ru"), (1440, True, "en"), (360, False, "en")])
def test_journals_are_accessible(visit, demo_server, path, width, dark, language):
    assert_accessible(visit("director", path, server=demo_server, width=width, dark=dark, language=language))


def test_at_360_pixels_nothing_sticks_out(visit, demo_server):
    for path in ("/deals", "/deals/board", "/counterparties", "/search?q=снек"):
        page = visit("director", path, server=demo_server, width=360, height=740)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
