import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import assert_accessible

PAGES = (
    *("/profile", "/profile/sessions", "/profile/tokens", "/profile/password"),
    *("/people", "/people/new", "/people/1", "/groups", "/groups/new", "/tokens", "/security-log"),
    "/nothing-is-here",
)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
def test_sign_in_page_is_accessible(visit, language, dark, width):
    page = visit(None, "/sign-in", language=language, dark=dark, width=width)
    assert_accessible(page)
    assert_fits(page)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
def test_pages_are_accessible_and_fit(visit, dark, width):
    page = visit("admin", dark=dark, width=width)
    for address in PAGES:
        page.goto(address)
        assert_accessible(page)
        assert_fits(page)


def test_everything_that_opens_is_accessible(visit):
    page = visit("admin", "/groups")
    for opener in (".create-menu summary", ".user-button", ".language-button"):
        page.click(opener)
        assert_accessible(page)
    page.keyboard.press("Escape")
    page.click("main [data-dialog]")
    expect(page.locator("#dialog")).to_be_visible()
    assert_accessible(page)


def test_a_demo_person_signs_in_with_one_click(visit):
    page = visit(None, "/sign-in")
    page.click("[data-fill-login=analyst]")
    expect(page.locator(".user-button")).to_contain_text("Вениамин Иванов")


def test_a_refused_sign_in_keeps_the_login_and_says_so(visit):
    page = visit(None, "/sign-in")
    page.fill("#login", "manager")
    page.fill("#password", "wrong")
    page.click("form[data-sign-in] [type=submit]")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#login")).to_have_value("manager")
    expect(page.locator("#password")).to_have_value("")


def test_signing_in_and_reading_work_without_scripts(visit):
    page = visit("admin", "/people", scripts=False)
    expect(page.locator("table")).to_contain_text("Усачёв")
    page.click(".user-button")
    page.click("text=Sign out")
    expect(page).to_have_url(re.compile("/sign-in$"))


def test_the_menu_of_a_small_screen_opens_without_scripts(visit):
    page = visit("manager", "/profile", width=360, height=740, scripts=False)
    expect(page.locator("#menu")).not_to_be_visible()
    page.click(".menu-toggle")
    expect(page.locator("#menu")).to_be_visible()


def test_the_drawer_opens_and_closes_and_gives_the_focus_back(visit):
    page = visit("manager", "/profile", width=360, height=740)
    page.click("[data-menu-open]")
    expect(page.locator("#menu .menu-line").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#menu")).not_to_be_visible()
    expect(page.locator("[data-menu-open]")).to_be_focused()


def test_the_folded_menu_is_remembered(visit):
    page = visit("manager", "/profile")
    page.click("[data-menu-collapse]")
    page.reload()
    assert page.locator("#menu").bounding_box()["width"] < 80
    expect(page.locator("[data-menu-collapse]")).to_have_attribute("aria-expanded", "false")
    assert_accessible(page)


def test_the_theme_changes_at_once_and_stays(visit):
    page = visit("manager2", "/profile")
    page.click(".user-button")
    with page.expect_response("**/theme"):
        page.click("[data-theme-form] [value=dark]")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")


def test_the_theme_of_the_system_is_followed(visit):
    page = visit(None, "/sign-in", dark=True)
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")


def test_the_language_changes_and_stays(visit):
    page = visit("observer", "/profile")
    page.click(".language-button")
    page.click("[name=language][value=ru]")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page).to_have_url(re.compile("/profile$"))


def test_shortcuts_are_listed_and_work_in_any_layout(visit):
    page = visit("admin", "/profile")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_contain_text("Create")
    page.keyboard.press("Escape")
    expect(page.locator("#help")).not_to_be_visible()
    page.evaluate("document.activeElement.blur()")
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'с', code: 'KeyC', bubbles: true}))")
    expect(page.locator(".create-menu")).to_have_attribute("open", "")


def test_letters_typed_into_a_field_are_no_shortcuts(visit):
    page = visit("admin", "/people/new")
    page.click("#last_name")
    page.keyboard.type("c?/")
    expect(page.locator("#last_name")).to_have_value("c?/")
    expect(page.locator("#help")).not_to_be_visible()


def test_the_skip_link_leads_to_the_content(visit):
    page = visit("manager", "/profile")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_a_dropdown_is_walked_with_arrows_and_left_with_escape(visit):
    page = visit("manager", "/profile")
    page.focus(".user-button")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".user-menu a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".user-button")).to_be_focused()
    expect(page.locator(".user-menu")).not_to_be_visible()


def assert_fits(page: Page) -> None:
    """Nothing makes the page scroll sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
