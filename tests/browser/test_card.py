"""The card in a browser: editing in place, two people at once, tasks, the diagram."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import assert_accessible


@pytest.fixture
def lead_id(records, people):
    return records.new(
        "manager",
        "lead",
        name="Заявка с сайта",
        manager=people["manager"].id,
        counterparty_text="Весна",
        contacts=[{"full_name": "Анна Осипова", "phone": "+7 916 555-01-02", "email": "anna@vesna.example"}],
    )


def edit(page: Page, name: str):
    """Click on the value of a property; its control."""
    page.locator(f"#property-{name} .property-value").click()
    control = page.locator(f"#property-{name} [name={name}]")
    expect(control).to_be_focused()
    return control


def test_a_click_on_a_value_edits_it_and_enter_saves(visit, records, lead_id):
    page = visit("manager", f"/leads/{lead_id}")
    edit(page, "counterparty_text").fill("Лето")
    page.keyboard.press("Enter")
    expect(page.locator("#property-counterparty_text .property-value")).to_contain_text("Лето")
    assert records.fetch("lead", lead_id).counterparty_text == "Лето"


def test_a_new_name_shows_in_the_head_at_once(visit, lead_id):
    page = visit("manager", f"/leads/{lead_id}")
    edit(page, "name").fill("Другое имя")
    page.keyboard.press("Enter")
    expect(page.locator("#card-title")).to_contain_text("Другое имя")


def test_escape_gives_the_value_back(visit, records, lead_id):
    page = visit("manager", f"/leads/{lead_id}")
    edit(page, "counterparty_text").fill("Не то")
    page.keyboard.press("Escape")
    expect(page.locator("#property-counterparty_text form")).to_have_count(0)
    expect(page.locator("#property-counterparty_text .property-value")).to_contain_text("Весна")
    assert records.fetch("lead", lead_id).counterparty_text == "Весна"
    expect(page.locator("#property-counterparty_text [data-edit-field]")).to_be_focused()


def test_what_is_wrong_is_said_in_its_place_and_the_text_stays(visit, lead_id):
    page = visit("manager", f"/leads/{lead_id}")
    edit(page, "amount").fill("много")
    page.keyboard.press("Enter")
    expect(page.locator("#property-amount .field-error")).to_be_visible()
    expect(page.locator("#property-amount [name=amount]")).to_have_value("много")


def test_two_browsers_change_one_field_and_nobody_loses_a_word(visit, records, lead_id):
    mine, theirs = visit("manager", f"/leads/{lead_id}"), visit("director", f"/leads/{lead_id}")
    control = edit(mine, "counterparty_text")
    edit(theirs, "counterparty_text").fill("Слова директора")
    theirs.keyboard.press("Enter")
    expect(theirs.locator("#property-counterparty_text .property-value")).to_contain_text("Слова директора")
    control.fill("Слова менеджера")
    mine.keyboard.press("Enter")
    conflict = mine.locator("#property-counterparty_text .conflict")
    expect(conflict).to_contain_text("Слова директора")
    expect(conflict).to_contain_text("Слова менеджера")
    assert_accessible(mine, "#property-counterparty_text")
    conflict.get_by_text("Борис Алексеев").click()
    mine.get_by_role("button", name="Save the choice").click()
    expect(mine.locator("#property-counterparty_text .property-value")).to_contain_text("Слова директора")
    assert records.fetch("lead", lead_id).counterparty_text == "Слова директора"


def test_two_people_edit_a_card_and_only_what_both_have_changed_is_asked_for(visit, records, lead_id):
    mine, theirs = visit("manager", f"/leads/{lead_id}/edit"), visit("director", f"/leads/{lead_id}/edit")
    mine.fill("[name=name]", "Моё имя")
    theirs.fill("[name=name]", "Имя директора")
    theirs.fill("[name=counterparty_text]", "Слова директора")
    theirs.click("main form button.btn-primary")
    expect(theirs).to_have_url(re.compile(f"/leads/{lead_id}$"))
    mine.click("main form button.btn-primary")
    expect(mine.locator("fieldset.conflict")).to_have_count(1)
    assert_accessible(mine)
    mine.get_by_role("button", name="Save the choice").click()
    expect(mine).to_have_url(re.compile(f"/leads/{lead_id}$"))
    saved = records.fetch("lead", lead_id)
    assert (saved.name, saved.counterparty_text) == ("Моё имя", "Слова директора")


def test_a_view_of_a_card_sends_nothing_and_a_change_in_place_one_request(visit, lead_id):
    page = visit("manager", f"/leads/{lead_id}")
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url.partition("/leads")[2]))
    page.reload()
    expect(page.locator("#widget-process")).to_be_attached()
    edit(page, "counterparty_text").fill("Лето")
    page.keyboard.press("Enter")
    expect(page.locator("#property-counterparty_text .property-value")).to_contain_text("Лето")
    page.wait_for_load_state("networkidle")
    assert sent == [f"/{lead_id}/field/counterparty_text"]


@pytest.mark.parametrize("width", [360, 1440])
def test_a_long_name_without_spaces_widens_no_page(visit, records, people, width):
    deal_id = records.new("manager", "deal", name="Я" * 250, manager=people["manager"].id)
    page = visit("manager", f"/deals/{deal_id}", width=width)
    for path in (
        f"/deals/{deal_id}",
        f"/deals/{deal_id}/edit",
        f"/deals/{deal_id}/status",
        "/deals",
        "/deals/board",
        "/tasks",
    ):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_contacts_are_edited_in_a_dialog(visit, lead_id):
    page = visit("manager", f"/leads/{lead_id}")
    page.get_by_role("link", name="Edit: Contacts").click()
    dialog = page.locator("#dialog")
    dialog.get_by_role("button", name=re.compile("Add another")).click()
    dialog.locator("[name=contacts-1-full_name]").fill("Пётр Мельников")
    dialog.locator("[name=contacts-1-phone]").press("Enter")  # saves, as in any dialog, and removes no row
    expect(page.locator("#widget-contacts")).to_contain_text("Пётр Мельников")
    expect(page.locator("#widget-contacts")).to_contain_text("Анна Осипова")


def test_a_responsible_is_found_by_typing_in_place_of_the_one_there_is(visit, records, people, lead_id):
    page = visit("director", f"/leads/{lead_id}")
    page.get_by_role("link", name="Assign a responsible").click()
    page.locator("#dialog .ts-control").click()
    page.keyboard.type("Данил")
    expect(page.locator("#dialog .ts-dropdown .option")).to_have_text([re.compile("Эльвира Даниленко")])
    expect(page.locator("#dialog .ts-dropdown .option")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Assign").click()
    expect(page.locator("#property-manager")).to_contain_text("Эльвира Даниленко")
    assert records.fetch("lead", lead_id).manager_id == people["manager2"].id


def test_a_task_is_answered_and_the_status_changes(visit, records, people):
    lead_id = records.new("director", "lead", name="Без ответственного")
    page = visit("manager", f"/leads/{lead_id}")
    page.get_by_role("button", name="Take to work").click()
    expect(page.locator("#card-status")).to_contain_text("Nurturing")
    expect(page.get_by_role("link", name=re.compile("Next task"))).to_be_visible()
    assert records.fetch("lead", lead_id).manager_id == people["manager"].id


def test_a_refusal_stands_beside_its_field(visit, records):
    lead_id = records.new("director", "lead", name="Спам")
    page = visit("manager", f"/leads/{lead_id}")
    page.get_by_role("button", name="Disqualify").click()
    box = page.locator(".task-box")
    expect(box.locator(".field-error")).to_be_visible()
    box.locator("select[name=disqualification_reason]").select_option("spam")
    page.get_by_role("button", name="Disqualify").click()
    expect(page.locator("#card-status")).to_contain_text("Disqualified")


def test_two_people_answer_one_task_and_the_second_keeps_the_text(visit, records):
    deal_id = records.new("director", "deal", name="Поставка")
    first, second = visit("manager", f"/deals/{deal_id}"), visit("manager2", f"/deals/{deal_id}")
    second.locator(".task-box [name=comment]").fill("Мои соображения")
    first.get_by_role("button", name="Take to work").click()
    expect(first.locator(".answered")).to_be_visible()
    second.get_by_role("button", name="Take to work").click()
    expect(second.locator(".task-closed")).to_contain_text("Станислав Усачёв answered this task")
    expect(second.locator(".task-closed [name=comment]")).to_have_value("Мои соображения")


def test_a_task_is_answered_without_scripts(visit, records, people):
    deal_id = records.new("director", "deal", name="Поставка")
    page = visit("manager", f"/deals/{deal_id}", scripts=False)
    page.get_by_role("button", name="Take to work").click()
    expect(page.locator("#card-status")).to_contain_text("First contact")
    assert records.fetch("deal", deal_id).manager_id == people["manager"].id


def test_a_counterparty_is_made_from_a_lead_and_put_into_it(visit, records, lead_id):
    page = visit("manager", f"/leads/{lead_id}")
    page.get_by_role("link", name="Create a counterparty").click()
    dialog = page.locator("#dialog")
    expect(dialog.locator("[name=full_organization_name]")).to_have_value("Весна")
    dialog.locator("[name=inn]").fill("7707083894")
    dialog.locator("[name=juridical_address]").fill("Москва, Южное шоссе, 11")
    dialog.get_by_role("button", name="Create", exact=True).click()
    expect(dialog.locator(".field-error").first).to_contain_text("check digit")
    dialog.locator("[name=inn]").fill("7707083893")
    dialog.get_by_role("button", name="Create", exact=True).click()
    expect(page.locator("#property-counterparty")).to_contain_text("Весна")
    assert records.fetch("lead", lead_id).counterparty_id


def test_the_diagram_shows_the_token_and_the_way(visit, records, people):
    deal_id = records.new("manager", "deal", name="Поставка", manager=people["manager"].id)
    for status in ("firstContact", "decision"):
        records.move("manager", "deal", deal_id, status)
    page = visit("director", f"/deals/{deal_id}?tab=process", dark=True)
    frame = page.locator("[data-diagram][data-drawn]")
    expect(frame).to_be_visible()
    expect(frame.locator('.djs-element.token[data-element-id="decision"]')).to_be_visible()
    expect(frame.locator(".token-bubble").first).to_contain_text("Commercial director")
    assert frame.locator(".djs-connection.travelled").count() > 3
    expect(frame.locator(".bjs-powered-by")).to_be_visible()
    assert frame.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(255, 255, 255)"


def test_the_widget_of_the_process_loads_when_it_is_seen(visit, lead_id):
    page = visit("manager", f"/leads/{lead_id}")
    # in one go: the placeholder may be replaced by the widget while a locator still waits for it to stand still
    page.evaluate("document.getElementById('widget-process').scrollIntoView()")
    expect(page.locator("#widget-process [data-diagram][data-drawn]")).to_be_visible()


def test_a_folded_widget_stays_folded(visit, lead_id):
    page = visit("manager2", "/request-categories/1")
    page.wait_for_load_state("networkidle")  # the page tells how its widgets stand before anybody folds one
    with page.expect_response(lambda answer: answer.url.endswith("/card/fold")):
        page.locator("#widget-actions-title").click()
    page.reload()
    expect(page.locator("#widget-actions .panel-body")).to_be_hidden()


@pytest.mark.parametrize("tab", ["general", "process", "history"])
@pytest.mark.parametrize("dark", [False, True])
def test_the_card_is_accessible(visit, records, people, dark, tab):
    deal_id = records.new("director", "deal", name="Поставка", amount="1000", counterparty=None)
    page = visit("manager", f"/deals/{deal_id}?tab={tab}", dark=dark)
    if tab == "process":
        expect(page.locator("[data-diagram][data-drawn]")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("path", ["", "?tab=history", "?tab=process", "/edit", "/delete"])
def test_nothing_is_wider_than_a_small_screen(visit, lead_id, path):
    page = visit("manager", f"/leads/{lead_id}{path}", width=360, height=740, language="ru")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
