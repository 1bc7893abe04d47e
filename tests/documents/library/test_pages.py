"""The pages of the library without scripts: everything can be done by forms and links."""

import re
from io import BytesIO

import pytest

from tests.documents.library.conftest import Library
from tests.visitors import Visitor, signed_in


@pytest.fixture
def visitor(crm) -> Visitor:
    return signed_in(crm, "manager")


def send_files(visitor: Visitor, folder: int, *names: str, **options):
    files = [(BytesIO(b"x" if "empty" not in name else b""), name) for name in names]
    data = {"file": files}
    return visitor.post(f"/library/{folder}/files", data, content_type="multipart/form-data", **options)


def revision(page: str) -> str:
    return re.search(r'name="revision" value="(\d+)"', page)[1]


def test_a_folder_is_made_filled_renamed_and_moved(visitor, manager: Library):
    made = visitor.post(f"/library/{manager.top}/folders/new", {"name": "Договоры"})
    assert (made.status_code, made.headers["Location"]) == (303, f"/library/{manager.top}")
    assert "is made" in visitor.get(made.headers["Location"]).text
    (folder,) = [each["id"] for each in manager.get(f"{manager.top}/items").json["items"]]
    sent = send_files(visitor, folder, "a.txt", "empty.txt", "b.txt", "A.txt")
    page = visitor.get(sent.headers["Location"]).text
    assert "2 files are in the folder." in page
    assert "“empty.txt” is empty." in page
    assert "“A.txt” is in this folder already" in page
    item = manager.get(f"{folder}/items").json["items"][0]["id"]
    form = visitor.get(f"/library/items/{item}/rename").text
    visitor.post(f"/library/items/{item}/rename", {"name": "c.txt", "revision": revision(form)})
    assert manager.names(folder) == ["b.txt", "c.txt"]
    form = visitor.get(f"/library/items/{item}/move?into={manager.top}").text
    assert "Move here" in form
    visitor.post(f"/library/items/{item}/move", {"into": manager.top, "revision": revision(form)})
    assert manager.names() == ["Договоры", "c.txt"]


def test_a_copy_beside_the_original_is_offered_a_free_name(visitor, manager: Library):
    item = manager.file("a.txt")
    assert 'value="a (copy).txt"' in visitor.get(f"/library/items/{item}/copy").text
    visitor.post(f"/library/items/{item}/copy", {"into": manager.top, "name": "a (copy).txt"})
    assert manager.names() == ["a (copy).txt", "a.txt"]
    again = visitor.post(f"/library/items/{item}/copy", {"into": manager.top, "name": "a (copy).txt"})
    assert again.status_code == 422
    assert "in this folder already" in again.text


def test_what_somebody_has_changed_meanwhile_is_shown_and_the_text_stays(visitor, manager: Library):
    item = manager.file("a.txt")
    seen = revision(visitor.get(f"/library/items/{item}/rename").text)
    manager.rename(item, "b.txt")
    late = visitor.post(f"/library/items/{item}/rename", {"name": "c.txt", "revision": seen})
    assert late.status_code == 412
    assert "Somebody has changed “b.txt”" in late.text
    assert 'value="c.txt"' in late.text
    assert revision(late.text) != seen
    assert visitor.post(f"/library/items/{item}/trash", {"revision": seen}).status_code == 412


@pytest.mark.parametrize(
    ("name", "words"), [("a/b", "does not have the signs"), ("", "Write a name"), (".", "with a dot")]
)
def test_a_refused_name_is_told_beside_the_field(visitor, manager: Library, name, words):
    answer = visitor.post(f"/library/{manager.top}/folders/new", {"name": name})
    assert answer.status_code == 422
    assert words in answer.text
    assert 'aria-describedby=" library-name-error"' in answer.text


def test_a_folder_is_not_moved_into_itself(visitor, manager: Library):
    folder = manager.folder("Дом")
    inner = manager.folder("Сад", folder)
    answer = visitor.post(f"/library/items/{folder}/move", {"into": inner})
    assert answer.status_code == 422
    assert "cannot be put into itself" in answer.text
    assert visitor.post(f"/library/items/{folder}/move", {"into": "x"}).status_code == 404
    assert visitor.post(f"/library/items/{folder}/move", {}).status_code == 404


def test_the_trash_and_back(visitor, manager: Library):
    folder = manager.folder("Дом")
    item = manager.file("a.txt", folder)
    gone = visitor.post(f"/library/items/{item}/trash", {})
    assert gone.headers["Location"] == f"/library/{folder}"
    trash = visitor.get("/library/trash").text
    assert "a.txt" in trash
    assert "30 days" in trash
    visitor.post(f"/library/items/{item}/restore", {})
    assert manager.names(folder) == ["a.txt"]
    visitor.post(f"/library/items/{item}/trash", {})
    visitor.post(f"/library/items/{item}/remove", {})
    assert "The trash is empty" in visitor.get("/library/trash").text
    assert send_files(visitor, folder, "a.txt").status_code == 303
    manager.throw_away(folder)
    assert send_files(visitor, folder, "b.txt").status_code == 404
    assert visitor.get(f"/library/{folder}").status_code == 404


def test_a_script_is_told_in_words(visitor, manager: Library):
    asked = {"headers": {"Accept": "application/json", "X-CSRFToken": visitor._token}}
    assert send_files(visitor, manager.top, "a.txt", **asked).status_code == 201
    twice = send_files(visitor, manager.top, "a.txt", **asked)
    assert (twice.status_code, twice.json["message"]) == (
        422,
        "“a.txt” is in this folder already: choose another name.",
    )
    nothing = visitor.post(f"/library/{manager.top}/files", {}, **asked)
    assert (nothing.status_code, nothing.json["message"]) == (422, "Choose files first.")


def test_who_may_only_read_is_offered_nothing_else(crm, admin: Library, manager: Library):
    folder = manager.folder("Общее")
    item = manager.file("a.txt", folder)
    admin.set_rights(folder, {}, {"group": "crm-cco", "write": True})
    observer = signed_in(crm, "observer")
    page = observer.get(f"/library/{folder}").text
    for offer in (
        f"items/{item}/rename",
        f"items/{item}/move",
        f"items/{item}/trash",
        "folders/new",
        "data-library-upload",
        "/rights",
    ):
        assert offer not in page
    assert f"items/{item}/copy" in page
    assert observer.get(f"/library/items/{item}/rename").status_code == 403
    assert observer.get(f"/library/{folder}/folders/new").status_code == 403


def test_rights_are_given_in_a_form(crm, admin: Library, manager: Library, observer: Library, actors):
    folder = manager.folder("Тайное")
    page = signed_in(crm, "admin")
    form = page.get(f"/library/{folder}/rights").text
    values = {"revision": revision(form), "whose": "own", "everybody": "", "group-crm-cco": "write"}
    page.post(f"/library/{folder}/rights", {**values, "people-read": [str(actors["observer"].id)]})
    assert observer.get(folder).json["permissions"]["write"] is False
    assert manager.get(folder).json["permissions"]["write"] is True
    late = page.post(f"/library/{folder}/rights", values)
    assert late.status_code == 412
    form = page.get(f"/library/{folder}/rights").text
    page.post(f"/library/{folder}/rights", {"revision": revision(form), "whose": "inherited"})
    assert observer.get(folder).json["permissions"]["write"] is True


def test_a_search_that_finds_nothing_offers_the_folder(visitor, manager: Library):
    folder = manager.folder("Дом")
    manager.file("Отчёт <b>.txt".replace("<b>", "b"), folder)
    found = visitor.get("/library?q=ОТЧЕТ").text
    assert "Отчёт b.txt" in found
    assert f'href="/library/{folder}"' in found
    assert "Nothing is called so" in visitor.get(f"/library/{folder}?q=дом").text
