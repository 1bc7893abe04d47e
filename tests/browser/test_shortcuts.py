"""Every shortcut of every page is in the list that `?` opens, and does what the list says of it when it is pressed."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from app.db import db
from app.engine.models import UserTask
from app.records.types import registry

#: What each kind of element does when its keys are pressed, found before they are.
KINDS = """target => {
  if (target.matches("input, select, textarea")) return "focus";
  if (target.matches("summary")) return "open";
  if (target.hasAttribute("data-dialog")) return "dialog";
  return target.matches("a[href]") ? "go" : "press";
}"""


@dataclass(frozen=True)
class Shortcut:
    """One of a page: its keys, what the list calls it, and what is to happen; `address` of what it goes to."""

    keys: str
    label: str
    kind: str
    address: str
    in_shell: bool


def shortcuts(page: Page) -> list[Shortcut]:
    found = []
    for each in page.locator("[data-shortcut]:visible").all():
        address = each.evaluate("target => target.href ?? ''")
        label = each.get_attribute("data-shortcut-label") or each.get_attribute("aria-label") or each.inner_text()
        in_shell = each.evaluate("target => !target.closest('main')")
        found.append(Shortcut(each.get_attribute("data-shortcut"), label, each.evaluate(KINDS), address, in_shell))
    return found


def press(page: Page, shortcut: Shortcut) -> None:
    page.evaluate("document.activeElement.blur()")
    for key in shortcut.keys.split(" "):
        page.keyboard.press(key)


def does_what_it_says(page: Page, shortcut: Shortcut) -> None:
    """Wait for what the element promises."""
    match shortcut.kind:
        case "focus":
            expect(target(page, shortcut)).to_be_focused()
        case "open":
            expect(target(page, shortcut).locator("xpath=..")).to_have_attribute("open", "")
        case "dialog":
            expect(page.locator("#dialog")).to_be_visible()
            expect(page.locator("#dialog-title")).not_to_be_empty()
        case "go":
            expect(page).to_have_url(re.compile(re.escape(shortcut.address.split("#")[0]) + r"([?#].*)?$"))
            expect(page.locator("main h1")).not_to_be_empty()
        case kind:
            raise AssertionError(f"say what {shortcut} does: {kind}")


def target(page: Page, shortcut: Shortcut) -> Locator:
    return page.locator(f'[data-shortcut="{shortcut.keys}"]:visible').first


@pytest.fixture(scope="module")
def pages(demo_server) -> list[str]:
    """A page of every kind: inbox, a task, and of each record type journal, board and card."""
    with demo_server.app.app_context():
        task = db.session.scalars(
            db.select(UserTask.id).where(UserTask.state == "open", UserTask.record_type == "deal")
        )
        addresses = ["/tasks", "/tasks/completed", "/tasks/subordinates", f"/tasks/{task.first()}"]
        for record_type in registry:
            page = f"/{record_type.plural}"
            addresses += [page]
            addresses += [f"{page}/board"] if record_type.board else []
            one = db.session.scalars(db.select(record_type.model.id).order_by(record_type.model.id)).first()
            addresses += [f"{page}/{one}"] if one else []
        db.session.remove()
    return [*addresses, "/studio/artifacts", "/studio/waiting", "/people", "/profile", "/search?q=a"]


def test_every_shortcut_is_in_the_list_and_no_keys_mean_two_things(visit, demo_server, pages):
    page = visit("director", server=demo_server)
    for address in pages:
        page.goto(address)
        found = shortcuts(page)
        labels = {}
        for each in found:
            assert labels.setdefault(each.keys, each.label) == each.label, (address, each)
            assert not any(other.keys.startswith(f"{each.keys} ") for other in found), (address, each)
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("?")
        lines = page.locator("#help [data-found]").all()
        listed = {line.locator("dd").inner_text().replace("\n", " "): line.locator("dt").inner_text() for line in lines}
        assert {keys.replace(" ", "") for keys in listed} == {keys.replace(" ", "") for keys in labels}, address
        assert all(listed.values()), address
        page.keyboard.press("Escape")
        expect(page.locator("#help")).not_to_be_visible()


def test_every_shortcut_of_the_shell_does_what_the_list_says(visit, demo_server, pages):
    page = visit("admin", "/deals", server=demo_server)
    found = [each for each in shortcuts(page) if each.in_shell]
    assert {"c", "/", "g l", "g d"} <= {each.keys for each in found}
    for each in found:
        page.goto("/profile")
        press(page, each)
        does_what_it_says(page, each)


def test_every_shortcut_of_a_page_does_what_the_list_says(visit, demo_server, pages):
    page = visit("director", server=demo_server)
    pressed = set()
    for address in pages:
        page.goto(address)
        for each in [each for each in shortcuts(page) if not each.in_shell]:
            page.goto(address)
            press(page, each)
            does_what_it_says(page, each)
            pressed.add(each.keys)
    assert {"s", "e", "n", "1", "2"} <= pressed
