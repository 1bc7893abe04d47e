"""A session that ends, a server that is down and a line that is dead: said over the page, and nothing is lost."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.access.demo import PASSWORD
from app.access.models import Person
from app.db import db
from app.engine import Actor, unit_of_work
from app.records.commands.create import create_record
from app.records.types import registry
from tests.browser.conftest import assert_accessible

TYPED = "Мои слова"
SAVE = "main form button.btn-primary"


@pytest.fixture
def new(live_server):
    """A new record of the manager; answers its id."""

    def make(record_type: str, **values) -> int:
        with live_server.app.app_context():
            found = db.session.scalar(select(Person).where(Person.login == "manager"))
            actor = Actor(found.id, found.login, found.display_name, frozenset(group.id for group in found.groups))
            with unit_of_work(actor) as unit:
                return create_record(unit, registry[record_type], {"manager": actor.id, **values}).id

    return make


@pytest.fixture
def value(live_server):
    """A value of a record as the database has it."""

    def read(record_type: str, record_id: int, name: str):
        with live_server.app.app_context():
            found = getattr(db.session.get(registry[record_type].model, record_id), name)
            db.session.remove()
            return found

    return read


def typing(visit, lead: int, **how) -> Page:
    """The edit page of a lead with something typed, which the server has looked at."""
    page = visit("manager", f"/leads/{lead}/edit", **how)
    with page.expect_response(lambda answer: "/evaluate" in answer.url):
        page.fill("[name=counterparty_text]", TYPED)
    return page


def sign_in_over(page: Page, login: str = "") -> None:
    """Answer the dialog that comes over the page."""
    dialog = page.locator("dialog#sign-in")
    expect(dialog).to_be_visible()
    if login:
        dialog.locator("[name=again-login]").fill(login)
    dialog.locator("[name=again-password]").fill(PASSWORD)
    dialog.locator("[type=submit]").click()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_card_that_is_moved_when_the_session_is_over_moves_after_signing_in(visit, new, value, language):
    deal = new("deal", name="Перетащить", manager=None)
    page = visit("manager", "/deals/board", language=language)
    page.context.clear_cookies()

    page.locator(f"#card-{deal}").focus()
    page.keyboard.press("Control+ArrowRight")
    expect(page.locator("#sign-in")).to_contain_text({"ru": "Сеанс завершён", "en": "Your session has ended"}[language])
    assert_accessible(page, "#sign-in")
    page.locator("[name=again-password]").fill("wrong")
    page.locator("#sign-in [type=submit]").click()
    expect(page.locator("#sign-in .error-summary, #sign-in .field-error").first).to_be_visible()
    sign_in_over(page)

    expect(page.locator(f'[data-column="firstContact"] #card-{deal}:not(.waiting)')).to_be_visible()
    expect(page.locator("#sign-in")).to_be_hidden()
    assert value("deal", deal, "status") == "firstContact"


def test_a_card_comes_back_when_signing_in_is_put_off(visit, new, value):
    deal = new("deal", name="Вернуть", manager=None)
    page = visit("manager", "/deals/board")
    page.context.clear_cookies()
    page.locator(f"#card-{deal}").focus()
    page.keyboard.press("Control+ArrowRight")
    expect(page.locator("#sign-in")).to_be_visible()
    page.keyboard.press("Escape")

    expect(page.locator(f'[data-column="new"] #card-{deal}')).to_be_visible()
    expect(page.locator("#connection")).to_contain_text("session has ended")
    assert value("deal", deal, "status") == "new"

    page.locator("#connection button").click()
    sign_in_over(page)
    expect(page.locator("#connection")).to_be_hidden()
    page.locator(f"#card-{deal}").focus()
    page.keyboard.press("Control+ArrowRight")
    expect(page.locator(f'[data-column="firstContact"] #card-{deal}:not(.waiting)')).to_be_visible()


def test_the_edit_page_goes_on_with_what_was_typed(visit, new, value):
    lead = new("lead", name="Правка")
    page = typing(visit, lead)
    page.context.clear_cookies()
    page.click(SAVE)
    sign_in_over(page)

    expect(page).to_have_url(re.compile(f"/leads/{lead}$"))
    assert value("lead", lead, "counterparty_text") == TYPED
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:'))") == []


def test_a_draft_goes_only_when_the_server_has_saved_it(visit, new):
    lead = new("lead", name="Черновик")
    page = typing(visit, lead)
    page.context.clear_cookies()
    page.click(SAVE)
    expect(page.locator("#sign-in")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[name=counterparty_text]")).to_have_value(TYPED)

    page.on("dialog", lambda question: question.accept())
    page.goto(f"/leads/{lead}/edit")
    page.fill("#login", "manager")
    page.fill("#password", PASSWORD)
    page.click("form[data-sign-in] [type=submit]")
    expect(page.locator("[name=counterparty_text]")).to_have_value(TYPED)


def test_another_person_does_not_go_on_with_what_was_begun(visit, new, value):
    lead = new("lead", name="Чужая страница")
    page = typing(visit, lead, language="ru")
    page.context.clear_cookies()
    page.click(SAVE)
    sign_in_over(page, "director")

    expect(page.locator("#connection")).to_contain_text("Борис Алексеев")
    page.click(SAVE)
    expect(page.locator("main form button[aria-busy]")).to_have_count(0)
    expect(page.locator("[name=counterparty_text]")).to_have_value(TYPED)
    assert value("lead", lead, "counterparty_text") is None


def test_an_edit_in_place_and_a_dialog_go_on(visit, new, value):
    lead = new("lead", name="На месте", counterparty_text="Весна")
    page = visit("manager", f"/leads/{lead}")
    page.locator("#property-counterparty_text .property-value").click()
    page.locator("[name=counterparty_text]").fill(TYPED)
    page.context.clear_cookies()
    page.keyboard.press("Enter")
    sign_in_over(page)
    expect(page.locator("#property-counterparty_text .property-value")).to_contain_text(TYPED)
    assert value("lead", lead, "counterparty_text") == TYPED

    page.context.clear_cookies()
    page.keyboard.press("s")
    sign_in_over(page)
    expect(page.locator("#dialog [name=status]").first).to_be_attached()


ASKED_ON_ITS_OWN = {
    "what is computed": ("/leads/new", "/evaluate", lambda page: page.fill("[name=counterparty_text]", TYPED)),
    "what is the same": ("/counterparties/new", "/similar", lambda page: page.fill("[name=inn]", "7707083893")),
    "a picker": ("/deals/new", "/pickers/", lambda page: page.locator("#new-deal_counterparty-ts-control").fill("Вес")),
    "verdicts": ("/deals/board", "/moves", lambda page: page.locator("[data-card]").first.press("m")),
    "counters": ("/deals/board", "/counters", lambda page: page.evaluate("htmx.trigger(document.body, 'counters')")),
}


@pytest.mark.parametrize("case", ASKED_ON_ITS_OWN)
def test_whatever_a_page_asks_it_learns_that_the_session_is_over(visit, new, case):
    """Each request alone: the others of the page are held back."""
    new("deal", name="На доске")
    path, asked, act = ASKED_ON_ITS_OWN[case]
    page = visit("manager", path)
    page.wait_for_load_state("networkidle")
    page.context.clear_cookies()
    page.route(
        lambda address: not re.search(f"{asked}|/sign-in/again|/static/", address), lambda route: route.abort("aborted")
    )
    act(page)
    sign_in_over(page)
    expect(page.locator("#sign-in")).to_be_hidden()
    page.problems.clear()  # what was held back


def test_a_session_that_was_renewed_in_another_tab_needs_no_word(visit, new, value):
    lead = new("lead", name="Две вкладки")
    page = typing(visit, lead)
    page.context.clear_cookies()
    other = page.context.new_page()
    other.goto("/sign-in")
    other.fill("#login", "manager")
    other.fill("#password", PASSWORD)
    other.click("form[data-sign-in] [type=submit]")
    other.wait_for_url(lambda address: "/sign-in" not in address)
    page.click(SAVE)

    expect(page).to_have_url(re.compile(f"/leads/{lead}$"))
    assert value("lead", lead, "counterparty_text") == TYPED


@pytest.mark.parametrize("fault", ["down", "broken"])
def test_a_server_that_does_not_answer_loses_nothing_and_may_be_asked_again(visit, new, value, fault):
    lead = new("lead", name="Сервер")
    page = typing(visit, lead)

    def answer(route) -> None:
        if fault == "down":
            route.abort("connectionrefused")
        else:
            route.fulfill(status=502, body="<h1>Bad gateway</h1>")

    page.route(f"**/leads/{lead}/edit", answer)
    page.click(SAVE)
    said = page.locator("#connection:visible, .toast-error")
    expect(said).to_contain_text("typed")
    expect(page.locator("[name=counterparty_text]")).to_have_value(TYPED)
    page.unroute_all()
    said.get_by_role("button", name="Try again").click()

    expect(page).to_have_url(re.compile(f"/leads/{lead}$"))
    assert value("lead", lead, "counterparty_text") == TYPED
    page.problems.clear()  # the fault was on purpose
