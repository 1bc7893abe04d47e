"""What was thrown away: kept, restored, deleted for good, emptied by the clock."""

from datetime import timedelta

import pytest

from app.access.models import SecurityEvent
from app.clock import clock
from app.db import db
from app.documents.library.commands.remove import empty_trash
from app.documents.library.models import LibraryItem
from app.files import StoredFile
from app.files.sweeping import sweep


@pytest.fixture
def later():
    """`later(31)`: the clock of the application goes on by days."""

    def turn(days: float) -> None:
        moment = clock.now() + timedelta(days=days)
        clock.set(lambda: moment)

    yield turn
    clock.reset()


def test_what_is_thrown_away_is_told_nowhere_but_in_the_trash(manager):
    folder = manager.folder("Дом")
    item = manager.file("a.txt", folder)
    assert manager.throw_away(folder).status_code == 204
    assert manager.names() == []
    assert manager.names(words="a") == []
    assert manager.trash() == ["Дом"]
    for path in (folder, item, f"{item}/content", f"{folder}/items"):
        assert manager.get(path).status_code == 404, path
    for answer in (
        manager.upload("b.txt", folder),
        manager.post(f"{folder}/folders", {"name": "b"}),
        manager.rename(folder, "b"),
        manager.throw_away(folder),
        manager.move(manager.file("c.txt"), folder),
    ):
        assert answer.status_code == 404
        assert "trash" in answer.json["message"]


def test_it_comes_back_with_everything_but_what_was_thrown_away_before(manager):
    folder = manager.folder("Дом")
    first, kept = manager.file("a.txt", folder), manager.file("b.txt", folder)
    manager.throw_away(first)
    manager.throw_away(folder)
    assert manager.trash() == ["Дом", "a.txt"]
    assert manager.restore(first).status_code == 409  # its folder is in the trash
    assert manager.restore(kept).status_code == 404  # it went with its folder
    assert manager.restore(folder).status_code == 200
    assert manager.names(folder) == ["b.txt"]
    assert manager.restore(first).status_code == 200
    assert manager.names(folder) == ["a.txt", "b.txt"]
    assert manager.restore(first).status_code == 404


def test_a_name_that_was_taken_meanwhile(manager):
    first = manager.file("a.txt")
    manager.throw_away(first)
    second = manager.file("A.txt")
    assert "already" in manager.restore(first).json["details"]["name"]
    manager.throw_away(second)
    assert manager.restore(first).status_code == 200


def test_for_good_is_for_good(manager, later):
    folder = manager.folder("Дом")
    item = manager.file("a.txt", folder)
    assert manager.remove(folder).status_code == 404  # it is not in the trash
    manager.throw_away(folder)
    assert manager.remove(item).status_code == 404  # not by itself
    assert manager.remove(folder).status_code == 204
    assert manager.trash() == []
    assert db.session.query(LibraryItem).count() == 1
    assert db.session.query(SecurityEvent.subject).filter_by(kind="library-removed").all() == [("Дом",)]
    assert db.session.query(StoredFile).filter(StoredFile.unused_since.is_(None)).count() == 0
    db.session.commit()
    later(30)
    sweep()
    assert db.session.query(StoredFile).count() == 0
    assert manager.folder("Дом") != folder


def test_the_clock_empties_the_trash(manager, later):
    old, folder = manager.file("old.txt"), manager.folder("Дом")
    inner = manager.file("inner.txt", folder)
    manager.throw_away(inner)
    manager.throw_away(old)
    later(20)
    new = manager.file("new.txt")
    manager.throw_away(new)
    manager.throw_away(folder)
    later(11)
    assert empty_trash() == 2  # one of them out of a folder that is in the trash itself
    assert sorted(manager.trash()) == ["new.txt", "Дом"]
    later(20)
    assert empty_trash() == 2
    assert manager.trash() == []
    assert empty_trash() == 0
