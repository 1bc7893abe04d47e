"""Folders and files: made, named, moved, copied, found, downloaded."""

import pytest

from app.db import db
from app.documents.library.models import LibraryItem
from app.documents.library.tree import MOST_LEVELS
from app.files import StoredFile
from app.files.sweeping import differences
from tests.documents.library.conftest import TEXT

FAMILY = "👨‍👩‍👧"


def test_folders_come_first_and_names_by_the_alphabet(manager):
    for name in ("яблоки.txt", "Арбузы.txt"):
        manager.file(name)
    for name in ("Ёлки", "Дом", "жёлуди"):
        manager.folder(name)
    assert manager.names() == ["Дом", "Ёлки", "жёлуди", "Арбузы.txt", "яблоки.txt"]


def test_a_file_is_handed_out_as_it_was_given(manager):
    item = manager.file("Порядок.txt")
    answer = manager.get(f"{item}/content")
    assert answer.data == TEXT
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    shown = manager.get(item).json
    assert (shown["type"], shown["size"], shown["media_type"]) == ("file", len(TEXT), "text/plain")
    assert [step["name"] for step in shown["path"]] == ["Document library"]


def test_a_file_is_saved_under_the_name_that_it_has_now(manager):
    item = manager.file("Черновик.txt")
    assert manager.rename(item, "Порядок.txt").status_code == 200
    assert "%D0%9F%D0%BE%D1%80" in manager.get(f"{item}/content").headers["Content-Disposition"]


@pytest.mark.parametrize(
    "name",
    [
        "a/b",
        "a\\b",
        "..",
        ".",
        ".git",
        "конец.",
        "a\nb",
        "a\u202eb",
        "a\x00b",
        "a\u200bb",
        "",
        "   ",
        "о" * 300,
        "a" * 251,
    ],
)
def test_names_that_are_refused(manager, name):
    answer = manager.post(f"{manager.top}/folders", {"name": name})
    assert answer.status_code in (400, 422), answer.text
    item = manager.folder("Дом")
    assert manager.rename(item, name).status_code in (400, 422)
    assert manager.names() == ["Дом"]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a" * 250, "a" * 250),
        ("о" * 125, "о" * 125),
        (f"Семья {FAMILY}", f"Семья {FAMILY}"),
        ("עברית", "עברית"),
        (" a   b ", "a b"),
    ],
)
def test_names_that_are_kept(manager, given, kept):
    manager.folder(given)
    assert manager.names() == [kept]


def test_how_much_a_name_is_too_long_is_said(manager):
    answer = manager.post(f"{manager.top}/folders", {"name": "о" * 127})
    assert answer.json["details"]["name"] == "The name is too long: shorten it by 2 characters."


@pytest.mark.parametrize("same", ["отчёт", "ОТЧЕТ", "Отче\u0308т"])
def test_a_name_is_there_once_in_a_folder(manager, same):
    first, other = manager.folder("Отчёт"), manager.folder("Иное")
    assert manager.post(f"{manager.top}/folders", {"name": same}).status_code == 422
    assert manager.rename(other, same).status_code == 422
    assert "already" in manager.upload(same).json["details"]["name"]
    assert manager.rename(first, same).status_code == 200  # its own name in other letters
    assert manager.folder(same, other)  # elsewhere


def test_a_repeated_upload_is_there_once(manager):
    manager.file("a.txt")
    assert manager.upload("A.TXT").status_code == 422
    assert manager.names() == ["a.txt"]


@pytest.mark.parametrize(("name", "kept"), [("../../etc/passwd", "passwd"), ("a:b?.txt", "ab.txt"), ("..", "file")])
def test_an_uploaded_name_loses_what_is_dangerous(manager, name, kept):
    manager.file(name)
    assert manager.names() == [kept]


def test_files_that_are_refused(manager, crm, monkeypatch):
    assert manager.upload("empty.txt", content=b"").status_code == 422
    assert manager.upload("picture.png", content=b"<html>").status_code == 422
    assert manager.client.post(f"/api/v1/library/{manager.top}/files", data={}).status_code == 422
    item = manager.file("a.txt")
    assert manager.upload("b.txt", item).status_code == 404  # a file is no folder
    assert manager.names() == ["a.txt"]


def test_moving_takes_everything_along(manager):
    outer, inner = manager.folder("Дом"), manager.folder("Сад")
    manager.file("a.txt", inner)
    assert manager.move(inner, outer).status_code == 200
    assert manager.names() == ["Дом"]
    assert manager.names(inner) == ["a.txt"]
    assert [step["name"] for step in manager.get(inner).json["path"]] == ["Document library", "Дом"]


def test_a_folder_does_not_come_into_itself(manager):
    outer = manager.folder("Дом")
    inner = manager.folder("Сад", outer)
    deepest = manager.folder("Куст", inner)
    for into in (outer, inner, deepest):
        assert "itself" in manager.move(outer, into).json["details"]["into"]
        assert "itself" in manager.copy(outer, into).json["details"]["into"]
    assert manager.move(inner, outer).status_code == 200  # where it is already


def test_the_library_itself_stays(manager, admin):
    folder = manager.folder("Дом")
    for each in (manager, admin):
        assert each.rename(each.top, "Иное").status_code == 409
        assert each.move(each.top, folder).status_code == 409
        assert each.copy(each.top, folder).status_code == 409
        assert each.throw_away(each.top).status_code == 409


def test_folders_lie_only_so_deep(manager):
    at = manager.top
    for number in range(MOST_LEVELS):
        at = manager.folder(str(number), at)
    assert "deep" in manager.post(f"{at}/folders", {"name": "x"}).json["details"]["into"]
    manager.file("a.txt", at)
    pair = manager.folder("Пара")
    manager.folder("внутри", pair)
    above = manager.get(at).json["parent_id"]
    assert manager.move(pair, above).status_code == 422
    assert manager.copy(pair, above).status_code == 422
    deep = manager.names(words="a.txt")
    assert deep == ["a.txt"]


def test_a_copy_has_its_own_files_with_the_same_contents(manager, crm):
    folder, other = manager.folder("Дом"), manager.folder("Сад")
    inner = manager.folder("внутри", folder)
    manager.file("a.txt", inner)
    manager.file("b.txt", folder, b"b")
    made = manager.made(manager.copy(folder, other, name="Копия"))
    assert manager.names(made) == ["внутри", "b.txt"]
    assert manager.names(words="a.txt") == ["a.txt", "a.txt"]
    rows = db.session.query(StoredFile.record_id, StoredFile.digest, LibraryItem.id)
    rows = rows.join(LibraryItem, LibraryItem.file_id == StoredFile.id).filter(LibraryItem.name == "a.txt").all()
    assert [row.record_id for row in rows] == [row.id for row in rows]
    assert len({row.digest for row in rows}) == 1
    assert manager.copy(folder, manager.top).status_code == 422  # its name is taken there
    assert not differences(read_contents=True).missing


def test_somebody_was_faster(manager, library):
    other, item = library("director"), manager.file("a.txt")
    seen = manager.get(item).headers["ETag"]
    assert other.rename(item, "b.txt").status_code == 200
    folder = manager.folder("Дом")
    assert manager.rename(item, "c.txt", If_Match=seen).status_code == 412
    assert manager.move(item, folder, If_Match=seen).status_code == 412
    assert manager.throw_away(item, If_Match=seen).status_code == 412
    assert manager.rename(item, "c.txt", If_Match="nonsense").status_code == 412
    assert manager.rename(item, "c.txt", If_Match=manager.get(item).headers["ETag"]).status_code == 200


def test_a_request_that_comes_twice_is_done_once(manager):
    for _ in range(2):
        answer = manager.post(f"{manager.top}/folders", {"name": "Дом"}, Idempotency_Key="1")
        assert answer.status_code == 201
    assert manager.names() == ["Дом"]


def test_names_are_found_as_everywhere(manager):
    outer = manager.folder("Договоры 2026")
    manager.file("Счёт «Лето».txt", outer)
    assert manager.names(words="счет ЛЕТО") == ["Счёт «Лето».txt"]
    assert manager.names(words="100%") == []
    assert manager.names(outer, words="договоры") == []  # itself is not in it
    found = manager.client.get("/api/v1/library", query_string={"q": "лето"}).json["items"][0]
    assert [step["name"] for step in found["path"]] == ["Document library", "Договоры 2026"]


def test_a_full_folder_is_read_page_by_page_with_as_many_statements(manager, count_statements, crm):
    def statements() -> int:
        with count_statements() as made:
            answer = manager.client.get("/api/v1/library?page=2&per_page=10")
        assert answer.status_code == 200
        return len(made)

    for number in range(3):
        manager.folder(f"{number}")
    few = statements()
    values = {"parent_id": manager.top, "is_file": False, "rights_id": manager.top, "revision": 1}
    changed = db.session.query(LibraryItem.changed_at).first()[0]
    db.session.execute(
        LibraryItem.__table__.insert(), [{**values, "name": f"n{n:05}", "changed_at": changed} for n in range(5000)]
    )
    db.session.commit()
    assert statements() == few
    page = manager.client.get("/api/v1/library?page=501&per_page=10").json
    assert (page["total"], page["page"], len(page["items"])) == (5003, 501, 3)
