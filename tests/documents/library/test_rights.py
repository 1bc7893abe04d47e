"""Who is told what: a folder that somebody may not read is not there for them, nor is anything in it."""

import pytest

from app.access.models import SecurityEvent
from app.db import db

EVERYBODY, SELLERS = {}, {"group": "crm-cco"}
NOBODY: tuple = ()


def writing(grant: dict) -> dict:
    return {**grant, "write": True}


@pytest.fixture
def secret(admin, manager) -> int:
    """A folder of the managers with a file and a folder; the observer is none of them."""
    folder = manager.folder("Тайное")
    manager.file("секрет.txt", manager.folder("внутри", folder))
    assert admin.set_rights(folder, writing(SELLERS)).status_code == 200
    return folder


def inside(manager, folder: int) -> list[int]:
    """The ids of a folder and everything in it."""
    found = [folder]
    for each in manager.get(f"{folder}/items").json["items"]:
        found += inside(manager, each["id"]) if each["type"] == "folder" else [each["id"]]
    return found


def test_everybody_may_fill_a_new_library(observer):
    observer.file("a.txt", observer.folder("Дом"))
    assert observer.get(observer.top).json["permissions"] == {"read": True, "write": True}


def test_who_may_not_read_a_folder_is_told_nothing_of_it(manager, observer, secret):
    open_to_all = observer.folder("Открытое")
    ids = inside(manager, secret)
    assert len(ids) == 3
    assert observer.names() == ["Открытое"]
    assert observer.names(words="е") == ["Открытое"]
    mine = observer.file("a.txt")
    unknown = 999
    for each in ids:
        for ask in (
            lambda number: observer.get(number),
            lambda number: observer.get(f"{number}/items"),
            lambda number: observer.get(f"{number}/content"),
            lambda number: observer.post(f"{number}/folders", {"name": "x"}),
            lambda number: observer.upload("x.txt", number),
            lambda number: observer.rename(number, "x"),
            lambda number: observer.move(number, open_to_all),
            lambda number: observer.move(mine, number),
            lambda number: observer.copy(number, open_to_all),
            lambda number: observer.copy(mine, number),
            lambda number: observer.throw_away(number),
            lambda number: observer.restore(number),
            lambda number: observer.remove(number),
        ):
            of_it, of_nothing = ask(each), ask(unknown)
            assert (of_it.status_code, of_it.json) == (of_nothing.status_code, of_nothing.json) == (404, of_it.json)
    manager.throw_away(ids[-1])
    manager.throw_away(secret)
    assert observer.trash() == []
    assert observer.restore(secret).status_code == 404


def test_reading_is_not_writing(admin, manager, observer):
    folder = manager.folder("Общее")
    item, inner = manager.file("a.txt", folder), manager.folder("внутри", folder)
    admin.set_rights(folder, EVERYBODY, writing(SELLERS))
    mine = observer.folder("Моё")
    assert observer.names(folder) == ["внутри", "a.txt"]
    assert observer.get(f"{item}/content").status_code == 200
    for answer in (
        observer.upload("x.txt", folder),
        observer.post(f"{inner}/folders", {"name": "x"}),
        observer.rename(item, "x"),
        observer.rename(folder, "x"),
        observer.move(item, mine),
        observer.move(folder, mine),
        observer.move(mine, folder),
        observer.copy(item, folder),
        observer.throw_away(item),
        observer.throw_away(folder),
    ):
        assert answer.status_code == 403, answer.text
    assert observer.copy(item, mine).status_code == 201
    manager.throw_away(item)
    assert observer.trash() == ["a.txt"]
    assert observer.restore(item).status_code == 403
    assert observer.remove(item).status_code == 403


def test_a_folder_with_wider_rights_within_a_secret_one_stays_secret(admin, observer, secret):
    inner = admin.folder("Для всех", secret)
    admin.set_rights(inner, EVERYBODY)
    assert observer.get(inner).status_code == 404
    assert observer.names(words="всех") == []
    admin.move(inner, admin.top)
    assert observer.names() == ["Для всех"]
    admin.move(inner, secret)
    assert observer.names() == []


def test_a_person_is_named_by_themselves(admin, observer, secret, actors):
    admin.set_rights(secret, {"person": actors["observer"].id})
    assert observer.names(secret) == ["внутри"]
    assert observer.upload("a.txt", secret).status_code == 403


def test_rights_are_inherited_again(admin, observer, secret):
    inner = admin.folder("ещё", secret)
    admin.set_rights(inner, SELLERS)
    admin.set_rights(secret, inherited=True)
    assert observer.names() == ["Тайное"]
    assert observer.names(secret) == ["внутри"]
    assert admin.get(f"{secret}/rights").json == {
        "inherited": True,
        "grants": [{"group": None, "person": None, "write": True}],
    }
    assert admin.get(f"{inner}/rights").json["inherited"] is False
    admin.set_rights(inner, inherited=True)
    assert observer.names(secret) == ["внутри", "ещё"]


def test_moving_gives_the_rights_of_the_new_place(manager, observer, secret):
    item = observer.file("a.txt")
    manager.move(item, secret)
    assert observer.get(item).status_code == 404
    manager.move(item, manager.top)
    assert observer.get(item).status_code == 200


def test_a_folder_with_something_of_others_is_not_taken_away(admin, manager, observer):
    folder = observer.folder("Общее")
    secret = manager.folder("Тайное", folder)
    admin.set_rights(secret, writing(SELLERS))
    other = observer.folder("Другое")
    for answer in (observer.throw_away(folder), observer.move(folder, other)):
        assert answer.status_code == 403
        assert "Тайное" not in answer.text
    copied = observer.made(observer.copy(folder, other))
    assert manager.names(copied) == []  # what one may not read is not copied
    assert manager.throw_away(folder).status_code == 204


def test_a_copy_keeps_the_rights_of_its_own(admin, manager, observer, secret):
    other = observer.folder("Открытое")
    copied = manager.made(manager.copy(secret, other))
    assert observer.names(other) == []
    assert observer.get(copied).status_code == 404
    assert manager.names(copied) == ["внутри"]
    item = manager.get(f"{manager.get(f'{copied}/items').json['items'][0]['id']}/items").json["items"][0]["id"]
    assert observer.get(f"{item}/content").status_code == 404


def test_only_administrators_give_rights_and_it_is_noted(admin, manager, secret):
    assert manager.set_rights(secret, EVERYBODY).status_code == 403
    assert manager.get(f"{secret}/rights").status_code == 403
    assert admin.set_rights(admin.top, inherited=True).status_code == 422
    assert admin.set_rights(secret, {"group": "nobody"}).status_code == 422
    assert admin.set_rights(secret, {"person": 999}).status_code == 422
    assert admin.set_rights(secret, {"group": "crm-cco", "person": 1}).status_code == 400
    lines = db.session.query(SecurityEvent).filter_by(kind="library-rights").all()
    assert [(line.subject, line.data["rights"]) for line in lines] == [("Тайное", ["crm-cco: write"])]


def test_a_library_of_administrators_alone(admin, observer, library):
    item = observer.file("a.txt")
    admin.set_rights(admin.top, *NOBODY)
    for path in ("", f"{observer.top}/items", str(item)):
        assert observer.client.get(f"/api/v1/library/{path}".rstrip("/")).status_code == 404
    assert observer.trash() == []
    assert admin.names() == ["a.txt"]


def test_rights_are_asked_of_many_folders_with_as_many_statements(admin, manager, observer, count_statements):
    def statements() -> int:
        with count_statements() as made:
            assert observer.client.get("/api/v1/library?q=n").status_code == 200
        return len(made)

    folder = manager.folder("n")
    admin.set_rights(folder, EVERYBODY)
    few = statements()
    for number in range(20):
        admin.set_rights(admin.folder(f"n{number}", folder), EVERYBODY)
    assert statements() == few
