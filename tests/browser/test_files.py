"""Files in a form: chosen or dropped, kept when the form is refused, waited for, put back from a draft."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from app.db import db
from app.records.values.of_records import values_of
from tests.browser.conftest import assert_accessible
from tests.browser.test_rows import order  # noqa: F401  (the record type of another package, for this module, too)
from tests.browser.test_sessions import sign_in_over
from tests.extension import orders
from tests.files import samples

OFFER = {"name": "Счёт.pdf", "mimeType": "application/pdf", "buffer": samples.PDF}
PHOTO = {"name": "photo.png", "mimeType": "image/png", "buffer": samples.PNG}
DISGUISED = {"name": "photo.png", "mimeType": "image/png", "buffer": samples.HTML}
DROP = """([selector, name, content]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([content], name, { type: "text/plain" }));
  const field = document.querySelector(selector);
  for (const kind of ["dragover", "drop"]) {
    field.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
  }
}"""


@pytest.fixture
def page(visit):
    opened = visit("director", "/supply-orders/new", language="ru")
    # the diagram of orders has no picture
    opened.route("**/supply-orders/*/process", lambda route: route.fulfill(json=[]))
    return opened


def field(page, name: str):
    return page.locator(f"[data-files='{name}']")


def choose(page, name: str, *files) -> None:
    field(page, name).locator("input[type=file]").set_input_files(list(files))
    expect(field(page, name).locator("input[type=checkbox]")).to_have_count(len(files))


def held(live_server, name: str, *names: str):
    with live_server.app.app_context():
        found = db.session.scalars(select(orders.order.model).where(orders.order.model.name == name)).one()
        values = values_of(orders.order, found, names)
        db.session.remove()
    return values


def test_what_was_attached_outlives_a_refused_form(page, live_server):
    choose(page, "scan", OFFER)
    choose(page, "documents", PHOTO, OFFER)
    page.click("[data-add-row]")
    page.fill("[name='lines-0-article']", "Сахар")
    page.fill("[name='lines-0-price']", "1")
    choose(page, "lines-0-drawing", PHOTO)
    page.click("button[type=submit]:has-text('Создать')")
    expect(page.locator(".has-error [name='name']")).to_be_visible()
    assert_accessible(page)

    expect(field(page, "scan")).to_contain_text("Счёт.pdf")
    page.fill("[name='name']", "С файлами")
    page.click("button[type=submit]:has-text('Создать')")
    page.wait_for_url(re.compile(r"/supply-orders/\d+$"))
    expect(page.locator("#property-scan a[download]")).to_have_text("Счёт.pdf")
    expect(page.locator("#property-lines a[download]")).to_have_text("photo.png")
    assert_accessible(page)
    values = held(live_server, "С файлами", "scan", "documents", "lines")
    assert [each.name for each in values["documents"]] == ["photo.png", "Счёт.pdf"]
    assert values["lines"][0]["drawing"].name == "photo.png"


def test_a_form_that_is_sent_waits_for_its_files(page, live_server):
    page.fill("[name='name']", "Подождал")
    hold = []
    page.route("**/supply-orders/files?*", lambda route: hold.append(route))
    field(page, "scan").locator("input[type=file]").set_input_files(OFFER)
    expect(field(page, "scan").locator("progress")).to_be_visible()
    page.click("button[type=submit]:has-text('Создать')")
    expect(field(page, "scan").locator("progress")).to_be_visible()
    hold[0].continue_()
    page.wait_for_url(re.compile(r"/supply-orders/\d+$"))
    assert held(live_server, "Подождал", "scan")["scan"].name == "Счёт.pdf"


def test_a_file_that_is_not_taken_is_told_and_another_takes_its_place(page):
    field(page, "scan").locator("input[type=file]").set_input_files(DISGUISED)
    expect(field(page, "scan").locator("[role=alert]")).to_contain_text("не то, чем назван")
    field(page, "scan").locator("[data-remove-file]").click()
    choose(page, "scan", PHOTO)
    field(page, "scan").locator("input[type=file]").set_input_files(OFFER)
    expect(field(page, "scan").locator(".file-name")).to_have_text(["Счёт.pdf"])


def test_a_file_that_comes_when_the_session_is_over_is_taken_after_signing_in(page, live_server):
    page.fill("[name='name']", "Сеанс завершён")
    with page.expect_response(lambda answer: "/evaluate" in answer.url):
        page.locator("[name='name']").blur()
    page.context.clear_cookies()
    field(page, "documents").locator("input[type=file]").set_input_files([PHOTO, OFFER])
    sign_in_over(page)
    expect(field(page, "documents").locator("input[type=checkbox]")).to_have_count(2)
    expect(page.locator("#sign-in")).to_be_hidden()
    page.click("button[type=submit]:has-text('Создать')")
    page.wait_for_url(re.compile(r"/supply-orders/\d+$"))
    assert [each.name for each in held(live_server, "Сеанс завершён", "documents")["documents"]]


def test_a_file_that_is_given_up_under_way_is_gone(page):
    hold = []
    page.route("**/supply-orders/files?*", lambda route: hold.append(route))
    field(page, "scan").locator("input[type=file]").set_input_files(OFFER)
    expect(field(page, "scan").locator("progress")).to_be_visible()
    field(page, "scan").locator("[data-remove-file]").click()
    expect(field(page, "scan").locator("[data-file]")).to_have_count(0)
    page.unroute_all()
    choose(page, "scan", PHOTO)


def test_a_file_is_dropped_and_removed(page):
    page.evaluate(DROP, ["[data-files='documents']", "заметки.txt", "слова"])
    expect(field(page, "documents").locator("input[type=checkbox]")).to_have_count(1)
    expect(field(page, "documents")).to_contain_text("заметки.txt")
    field(page, "documents").locator("[data-remove-file]").click()
    expect(field(page, "documents").locator("[data-file]")).to_have_count(0)


def test_a_draft_brings_back_what_was_attached(page):
    choose(page, "documents", PHOTO)
    page.fill("[name='name']", "Черновик")
    address = page.url
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator("[name='name']")).to_have_value("Черновик")
    expect(field(page, "documents").locator("input[type=checkbox]")).to_have_count(1)
    expect(field(page, "documents")).to_contain_text("photo.png")


def test_another_choice_takes_the_place_of_what_was_refused(page):
    field(page, "scan").locator("input[type=file]").set_input_files([DISGUISED])
    expect(field(page, "scan").locator(".file-refused")).to_have_count(1)
    choose(page, "scan", OFFER)
    expect(field(page, "scan").locator(".file-refused")).to_have_count(0)
