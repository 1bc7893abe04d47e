"""The parts that pages are made of, on a page that shows each of them once."""

import re
from pathlib import Path

import pytest
from flask import Blueprint, Response, jsonify, render_template, request
from playwright.sync_api import expect

from app.access.permissions import requires
from app.clock import clock
from app.htmx import done, toast, trigger
from tests.browser.conftest import LiveServer, assert_accessible

COMPANIES = ("Alpha", "Beta", "Gamma")


@pytest.fixture(scope="module", autouse=True)
def specimen(live_server: LiveServer) -> dict:
    """Adds `/specimen` to the server; what was posted to it last."""
    posted: dict = {}
    pages = Blueprint("specimen", __name__, template_folder=str(Path(__file__).parent / "templates"))

    @pages.route("/specimen", methods=["GET", "POST"])
    @requires("signed_in")
    def show():
        if request.method == "POST":
            posted.update(request.form.to_dict(flat=False))
            return done("Saved.", to="/specimen")
        return render_template("specimen.html", now=clock.now(), page_address=lambda number: f"/specimen?page={number}")

    @pages.post("/specimen/ok")
    @requires("signed_in")
    def act():
        posted["acted"] = posted.get("acted", 0) + 1
        return toast(Response(status=204), "Готово «да»", undo="/specimen/ok")

    @pages.get("/specimen/companies")
    @requires("signed_in")
    def companies():
        asked = request.args["q"].lower()
        found = [(number, name) for number, name in enumerate(COMPANIES) if asked in name.lower()]
        return jsonify([{"value": number, "text": name, "hint": f"INN {number}"} for number, name in found])

    @pages.route("/specimen/company", methods=["GET", "POST"])
    @requires("signed_in")
    def company():
        if request.method == "POST":
            picked = {"field": "company", "value": 42, "text": request.form["name"]}
            return trigger(trigger(Response(status=204), "picked", picked), "closeDialog")
        return (
            '<h2 id="dialog-title">Company</h2><form class="sheet-content" method="post" action="/specimen/company">'
            f'<input name="name" aria-label="Name" value="{request.args["name"]}"><button>Add</button></form>'
        )

    live_server.app.register_blueprint(pages)
    return posted


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
def test_all_parts_are_accessible_and_fit(visit, dark, width):
    page = visit("manager", "/specimen", dark=dark, width=width)
    expect(page.locator(".ql-editor")).to_be_visible()
    expect(page.locator(".ts-control")).to_have_count(2)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_what_is_typed_outlives_a_closed_tab(visit):
    page = visit("manager", "/specimen")
    page.fill("#name", "Half a name")
    page.check("[name=urgent]")
    page.fill("[name=secret]", "never kept")
    page.goto("/profile")
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "Half a name" in kept
    assert "never kept" not in kept
    page.goto("/specimen")
    expect(page.locator("#name")).to_have_value("Half a name")
    expect(page.locator("[name=urgent]")).to_be_checked()
    page.click(".draft-note button")
    expect(page.locator("#name")).to_have_value("")
    page.reload()
    expect(page.locator(".draft-note")).to_have_count(0)


def test_a_draft_ends_when_the_form_is_saved(visit):
    page = visit("manager", "/specimen")
    page.fill("#name", "Whole name")
    page.click("#specimen-form [type=submit]")
    expect(page.locator(".toast-success")).to_have_text("Saved.")
    expect(page.locator("#name")).to_have_value("")
    expect(page.locator(".draft-note")).to_have_count(0)


def test_rich_text_is_sent_as_html_with_meaning(visit, specimen):
    page = visit("manager", "/specimen")
    page.click(".ql-editor")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+b")
    page.click("#specimen-form [type=submit]")
    expect(page.locator(".toast-success")).to_be_visible()
    assert specimen["text"] == ["<p><strong>Hello</strong></p>"]


def test_a_remote_picker_asks_the_server_and_sends_the_id(visit, specimen):
    page = visit("manager", "/specimen")
    page.click("#company-ts-control")
    page.keyboard.type("bet")
    expect(page.locator(".ts-dropdown .option")).to_have_text(["BetaINN 1"])
    page.keyboard.press("Enter")
    page.click("#specimen-form [type=submit]")
    expect(page.locator(".toast-success")).to_be_visible()
    assert (specimen["company"], specimen["people"]) == (["1"], ["7"])


def test_a_late_answer_of_a_picker_does_not_replace_a_later_one(visit, specimen):
    page = visit("manager", "/specimen")
    held = []
    page.route(re.compile(r"/specimen/companies\?q=$"), lambda route: held.append(route))
    with page.expect_request(re.compile(r"companies\?q=$")):
        page.click("#company-ts-control")
    page.keyboard.type("bet")
    expect(page.locator(".ts-dropdown .option")).to_have_text(["BetaINN 1"])
    with page.expect_response(re.compile(r"companies\?q=$")):
        held[0].continue_()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".ts-dropdown .option")).to_have_text(["BetaINN 1"])


def test_a_picker_creates_what_it_does_not_find(visit):
    page = visit("manager", "/specimen")
    page.click("#company-ts-control")
    page.keyboard.type("Delta")
    page.click(".ts-dropdown .create")
    expect(page.locator("#dialog input[name=name]")).to_have_value("Delta")
    page.click("#dialog button")
    expect(page.locator("#company + .ts-wrapper .item")).to_have_text("Delta")
    assert page.locator("#company").input_value() == "42"


def test_a_danger_is_asked_about_and_cancel_is_the_easy_answer(visit, specimen):
    page = visit("manager", "/specimen")
    specimen["acted"] = 0
    page.click("#danger")
    expect(page.locator("#confirm-text")).to_have_text("It will be gone.")
    expect(page.locator("[data-confirm-no]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#confirm")).not_to_be_visible()
    assert specimen["acted"] == 0
    page.click("#danger")
    page.click("#confirm [data-confirm-yes]")
    expect(page.locator(".toast-line")).to_be_visible()
    assert specimen["acted"] == 1


def test_a_toast_of_an_answer_is_shown_and_undone(visit, specimen):
    page = visit("manager", "/specimen")
    specimen["acted"] = 0
    page.click("#act")
    expect(page.locator(".toast-success p")).to_have_text("Готово «да»")
    with page.expect_navigation():
        page.click(".toast-success .btn")
    assert specimen["acted"] == 2


def test_the_page_is_printed_without_the_shell(visit):
    page = visit("manager", "/specimen")
    page.emulate_media(media="print")
    expect(page.locator(".app-header")).not_to_be_visible()
    expect(page.locator("#menu")).not_to_be_visible()
    expect(page.locator("main")).to_be_visible()
