"""A form while it is being filled in a browser: conditions, rows, tabs, amounts."""

import pytest

from tests.browser.conftest import assert_accessible

FOCUSED_DAY = """day => {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused?.textContent.trim() === day;
}"""

ADD_CONTACT = "[data-add-row][value=contacts]"


@pytest.fixture
def counterparty(visit):
    """The page on which a counterparty is made."""
    return visit("director", "/counterparties/new", language="ru")


@pytest.fixture
def lead(visit):
    return visit("director", "/leads/new", language="ru")


def test_a_choice_hides_what_does_not_concern_it(counterparty):
    kpp = counterparty.locator("[name=kpp]")
    assert kpp.is_visible()

    counterparty.select_option("[name=counterparty_kind]", "individual")
    kpp.wait_for(state="hidden")

    counterparty.select_option("[name=counterparty_kind]", "legalEntity")
    kpp.wait_for(state="visible")


def test_what_was_typed_stays_while_the_form_changes(counterparty):
    counterparty.fill("[name=kpp]", "770701001")

    counterparty.select_option("[name=counterparty_kind]", "individual")
    counterparty.locator("[name=kpp]").wait_for(state="hidden")
    counterparty.select_option("[name=counterparty_kind]", "legalEntity")
    counterparty.locator("[name=kpp]").wait_for(state="visible")

    assert counterparty.input_value("[name=kpp]") == "770701001"


def test_rows_are_added_and_removed(counterparty):
    counterparty.get_by_role("tab").nth(2).click()

    for name in ("Анна", "Иван", "Вера"):
        counterparty.click(ADD_CONTACT)
        counterparty.keyboard.type(name)
    counterparty.locator("[data-form-list=contacts] [data-remove-row]").nth(1).click()

    names = counterparty.locator("[name$=full_name]")
    assert [names.nth(number).input_value() for number in range(names.count())] == ["Анна", "Вера"]


def test_only_one_row_is_marked(counterparty):
    counterparty.get_by_role("tab").nth(2).click()
    counterparty.click(ADD_CONTACT)
    counterparty.click(ADD_CONTACT)

    counterparty.locator("[data-at-most-one]").nth(0).check()
    counterparty.locator("[data-at-most-one]").nth(1).check()

    assert not counterparty.locator("[data-at-most-one]").nth(0).is_checked()


def test_tabs_are_walked_with_the_arrows(counterparty):
    counterparty.get_by_role("tab").nth(0).focus()

    counterparty.keyboard.press("ArrowRight")

    assert counterparty.locator("button[value=bank_accounts]").is_visible()
    assert counterparty.locator("[name=inn]").is_hidden()


def test_the_tab_with_the_mistakes_opens(counterparty):
    counterparty.get_by_role("tab").nth(1).click()

    counterparty.locator("form:has(.record-form) button.btn-primary").click()

    counterparty.locator("[name=inn][aria-invalid=true]").wait_for(state="visible")
    counterparty.problems.clear()  # Chromium logs the answer 422


@pytest.mark.parametrize(("keys", "shown"), [("1250000,5", "1 250 000,5"), ("999", "999"), ("1234", "1 234")])
def test_an_amount_is_grouped_while_it_is_typed(lead, keys, shown):
    lead.type("[name=amount]", keys)

    assert lead.input_value("[name=amount]").replace("\u00a0", " ") == shown


def test_an_editor_that_comes_late_takes_the_cursor_from_nobody(visit):
    page = visit("director", "/leads", language="ru")
    held = []
    page.route("**/rich-text-*.js", lambda route: held.append(route))
    with page.expect_request("**/rich-text-*.js"):
        page.goto("/leads/new", wait_until="domcontentloaded")
    page.click("[name=amount]")

    held.pop().continue_()
    page.locator(".ql-editor").first.wait_for()

    assert page.evaluate("document.activeElement.name") == "amount"


def test_the_caret_stays_behind_the_digit_that_was_typed(lead):
    lead.type("[name=amount]", "1234567")
    for _ in range(3):
        lead.keyboard.press("ArrowLeft")

    lead.keyboard.type("9")

    assert lead.input_value("[name=amount]").replace("\u00a0", " ") == "12 349 567"
    assert lead.evaluate("document.activeElement.selectionStart") == len("12 349")


def test_rows_can_be_added_without_scripts(visit):
    page = visit("director", "/counterparties/new", language="ru", scripts=False)
    page.click("[name=_add_row][value=contacts]")
    page.fill("[name=contacts-0-full_name]", "Анна")

    page.click("[name=_add_row][value=contacts]")

    assert page.input_value("[name=contacts-0-full_name]") == "Анна"
    assert page.locator("[name=contacts-1-full_name]").is_visible()


def test_a_counterparty_can_be_made_without_scripts(visit):
    page = visit("director", "/counterparties/new", language="ru", scripts=False)
    page.fill("[name=full_organization_name]", "ООО «Ромашка»")
    page.fill("[name=inn]", "7707083893")
    page.fill("[name=juridical_address]", "Москва")

    page.locator("form:has(.record-form) button.btn-primary").click()

    assert page.locator("h1", has_text="Ромашка").is_visible()


def test_the_form_can_be_used_by_everybody(counterparty):
    counterparty.get_by_role("tab").nth(2).click()
    counterparty.click(ADD_CONTACT)

    assert_accessible(counterparty, "main")


@pytest.mark.parametrize(
    ("language", "first_day", "written", "shown"),
    [("ru", "понедельник", "24.11.2026", "15.11.2026"), ("en", "monday", "24 Nov 2026", "15 Nov 2026")],
)
def test_a_calendar_follows_the_language_of_the_page(visit, language, first_day, written, shown):
    page = visit("director", "/deals/filter/date_received", language=language)
    day = page.locator("#filter-gte")
    day.fill(written)
    page.locator(".date-opener").first.wait_for()

    day.press("Alt+ArrowDown")
    calendar = page.locator(".date-popover")
    assert calendar.locator("thead th").first.inner_text().lower().startswith(first_day)
    assert_accessible(page)
    calendar.get_by_role("button", name="15").click()

    calendar.wait_for(state="detached")
    assert day.input_value() == shown


def test_a_day_is_chosen_by_keys_alone(visit):
    page = visit("director", "/deals/filter/date_received", language="ru")
    day = page.locator("#filter-gte")
    day.fill("15.11.2026")
    page.locator(".date-opener").first.wait_for()
    day.press("Alt+ArrowDown")

    page.wait_for_function(FOCUSED_DAY, arg="15")
    page.keyboard.press("ArrowDown")
    page.wait_for_function(FOCUSED_DAY, arg="22")
    page.keyboard.press("Enter")

    page.locator(".date-popover").wait_for(state="detached")
    assert day.input_value() == "22.11.2026"


def test_an_amount_is_grouped_as_the_language_does_it(visit):
    page = visit("director", "/leads/new", language="en")
    page.locator("[name=amount]").press_sequentially("1250000.5")
    assert page.input_value("[name=amount]") == "1,250,000.5"

    page.fill("[name=amount]", "")
    page.locator("[name=amount]").press_sequentially("1,25")
    assert page.input_value("[name=amount]") == "1,25"
