"""The document library in a browser: folders, files chosen and dropped, the trash with Undo, both languages."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete, select

from app.access.demo import PASSWORD
from app.db import db
from app.documents.library.models import LibraryItem
from tests.browser.conftest import assert_accessible

DROP = """([name, text]) => {
  const files = new DataTransfer();
  files.items.add(new File([text], name, { type: "text/plain" }));
  for (const kind of ["dragover", "drop"]) {
    document.querySelector("#library-list").dispatchEvent(
      new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: files }));
  }
}"""


@pytest.fixture(autouse=True)
def empty_library(live_server):
    with live_server.app.app_context():
        inside = LibraryItem.parent_id.is_not(None)
        db.session.execute(delete(LibraryItem).where(inside))
        db.session.commit()
        db.session.remove()


def names(page: Page):
    return page.locator("#library-list .library-name")


def chosen(*given: tuple[str, bytes]) -> list[dict]:
    return [{"name": name, "mimeType": "text/plain", "buffer": content} for name, content in given]


@pytest.mark.parametrize(
    ("language", "menu", "made", "refused", "thrown"),
    [
        ("ru", "Библиотека документов", "Создана папка «Договоры».", "пуст", "«b.txt» в корзине."),
        ("en", "Document library", "The folder “Договоры” is made.", "is empty", "“b.txt” is in the trash."),
    ],
)
def test_S29_folders_and_files_are_made_moved_and_thrown_away(visit, language, menu, made, refused, thrown):
    page = visit("manager", "/", language=language)
    page.get_by_role("link", name=menu, exact=True).click()
    expect(page.locator("h1")).to_have_text(menu)
    assert_accessible(page)

    page.locator(".page-head-actions .btn-primary").press("Enter")
    expect(page.locator("#library-name")).to_be_focused()
    page.keyboard.type("Договоры")
    assert_accessible(page)
    page.keyboard.press("Enter")
    expect(page.locator(".toast-success")).to_contain_text(made)
    expect(names(page)).to_have_text(["Договоры"])

    page.set_input_files("input[name=file]", chosen(("a.txt", b"a"), ("empty.txt", b""), ("b.txt", b"b")))
    expect(names(page)).to_have_text(["Договоры", "a.txt", "b.txt"])
    expect(page.locator(".library-progress [role=alert]")).to_contain_text(refused)
    page.problems[:] = [each for each in page.problems if "422" not in each]
    assert_accessible(page)
    page.evaluate(DROP, ["c.txt", "c"])
    expect(names(page)).to_have_text(["Договоры", "a.txt", "b.txt", "c.txt"])

    row = page.locator("tr", has_text="a.txt")
    row.locator("a[href$='/move']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#dialog .btn-primary")).to_have_count(0)  # it is there already
    page.locator("#dialog .library-folders a").click()
    expect(page.locator("#dialog .library-place")).to_have_text("Договоры")
    assert_accessible(page)
    page.locator("#dialog .btn-primary").click()
    expect(names(page)).to_have_text(["Договоры", "b.txt", "c.txt"])

    page.locator("tr", has_text="b.txt").locator("button.danger").focus()
    page.keyboard.press("Enter")
    expect(names(page)).to_have_text(["Договоры", "c.txt"])
    toast = page.locator(".toast-line", has_text=thrown)
    toast.locator("button.btn").click()
    expect(names(page)).to_have_text(["Договоры", "b.txt", "c.txt"])

    page.locator("#library-search").fill("A.TX")
    page.keyboard.press("Enter")
    expect(names(page)).to_have_text(["a.txt"])
    assert_accessible(page)
    page.locator("td a", has_text="Договоры").click()
    expect(page.locator("h1")).to_have_text("Договоры")
    with page.expect_download() as download:
        page.locator("tr", has_text="a.txt").locator("a[href$='/content']").click(force=True)
    assert download.value.suggested_filename == "a.txt"


def test_two_who_rename_the_same_and_the_later_is_told(visit):
    page = visit("manager", "/library")
    page.set_input_files("input[name=file]", chosen(("a.txt", b"a")))
    expect(names(page)).to_have_text(["a.txt"])
    page.locator("a[href$='/rename']").click(force=True)
    other = visit("director", "/library")
    other.locator("a[href$='/rename']").click(force=True)
    other.locator("#library-name").fill("b.txt")
    other.keyboard.press("Enter")
    expect(names(other)).to_have_text(["b.txt"])
    page.locator("#library-name").fill("c.txt")
    page.keyboard.press("Enter")
    expect(page.locator("#dialog .notice-error")).to_contain_text("b.txt")
    page.problems[:] = [each for each in page.problems if "412" not in each]
    expect(page.locator("#library-name")).to_have_value("c.txt")
    page.locator("#library-name").press("Enter")
    expect(names(page)).to_have_text(["c.txt"])


def test_a_session_that_ends_while_files_go_up_loses_none(visit, live_server):
    page = visit("manager2", "/library")
    live_server.sessions.pop("manager2", None)
    page.context.clear_cookies()
    page.set_input_files("input[name=file]", chosen(("a.txt", b"a"), ("b.txt", b"b")))
    page.locator("#sign-in [name=again-password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(names(page)).to_have_text(["a.txt", "b.txt"])
    page.problems[:] = [each for each in page.problems if "401" not in each and "403" not in each]


def test_without_scripts_files_go_up_and_are_renamed(visit, live_server):
    page = visit("manager", "/library", scripts=False)
    page.set_input_files("input[name=file]", chosen(("a.txt", b"a"), ("b.txt", b"b")))
    page.click(".library-send")
    expect(names(page)).to_have_text(["a.txt", "b.txt"])
    page.locator("a[href$='/rename']").first.click(force=True)
    page.locator("#library-name").fill("c.txt")
    page.locator("form.form-narrow [type=submit]").click()
    expect(names(page)).to_have_text(["b.txt", "c.txt"])
    page.locator("button.danger").first.click(force=True)
    expect(names(page)).to_have_text(["c.txt"])


@pytest.mark.parametrize("dark", [False, True])
def test_on_a_small_screen_nothing_sticks_out(visit, dark):
    page = visit("manager", "/library", width=360, height=720, dark=dark)
    page.set_input_files("input[name=file]", chosen((f"{'Очень длинное имя ' * 6}.txt", b"a")))
    expect(names(page)).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert_accessible(page)
    page.locator("a[href$='/copy']").click()
    expect(page.locator("#library-copy-name")).to_be_visible()
    assert_accessible(page)


def test_an_administrator_says_who_may_read(visit, live_server):
    page = visit("admin", "/library")
    page.locator(".page-head-actions .btn-primary").click()
    page.locator("#library-name").fill("Тайное")
    page.keyboard.press("Enter")
    names(page).click()
    page.get_by_role("link", name="Rights").click()
    page.locator("input[value=own]").check()
    page.select_option("#level-everybody", "")
    page.select_option("#level-crm-cco", "write")
    assert_accessible(page)
    page.locator("#dialog .btn-primary").click()
    expect(page.locator(".toast-success", has_text="The rights are saved.")).to_be_visible()
    observer = visit("observer", "/library")
    expect(observer.locator(".empty-state")).to_be_visible()
    assert_accessible(observer)
    with live_server.app.app_context():
        assert db.session.scalar(select(LibraryItem.name).where(LibraryItem.parent_id.is_not(None))) == "Тайное"
        db.session.remove()
    expect(visit("manager", "/library").locator(".library-name")).to_have_text("Тайное")
