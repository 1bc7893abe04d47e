"""Resting on a link to a record shows the record in a few lines."""

import pytest
from playwright.sync_api import expect


@pytest.fixture
def page(visit, demo_server):
    return visit("director", "/orders", server=demo_server)


def test_the_mouse_shows_it_and_escape_takes_it_away(page):
    page.locator("a[data-glance]").first.hover()
    shown = page.get_by_role("tooltip")
    expect(shown).to_contain_text("INN")
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()


def test_it_stays_while_the_mouse_is_over_it_and_goes_when_it_leaves(page):
    page.locator("a[data-glance]").first.hover()
    shown = page.get_by_role("tooltip")
    expect(shown).to_be_visible()
    shown.hover()
    expect(shown).to_be_visible()
    page.mouse.move(5, 5)
    expect(shown).to_be_hidden()


def test_the_keyboard_shows_it_too_and_the_link_is_described_by_it(page):
    page.locator("tbody th a").first.focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("tooltip")).to_be_visible()
    assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "glance"
