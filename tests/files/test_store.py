import errno
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.files.store import FolderStore, TooLarge
from tests.files.samples import stream

DAY = 24 * 3600


@pytest.fixture
def store(tmp_path) -> FolderStore:
    return FolderStore(tmp_path / "files")


def keep(store: FolderStore, content: bytes) -> str:
    with store.receive(stream(content), 1000) as received:
        store.keep(received)
        return received.digest


def make_old(store: FolderStore, digest: str) -> None:
    old = time.time() - 2 * DAY
    os.utime(store.path(digest), (old, old))


def files(store: FolderStore) -> set[str]:
    return {path.name for path in store.folder.rglob("*") if path.is_file()}


def test_a_content_is_found_by_its_digest(store):
    digest = keep(store, b"hello")
    assert digest == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    assert store.path(digest).read_bytes() == b"hello"
    assert store.path(digest).relative_to(store.folder).parts == ("2c", "f2", digest)


def test_the_same_content_is_kept_once(store):
    assert keep(store, b"hello") == keep(store, b"hello")
    assert len(files(store)) == 1


def test_what_is_kept_is_for_nobody_else_on_the_machine(store):
    umask = os.umask(0)
    try:
        digest = keep(store, b"hello")
    finally:
        os.umask(umask)
    path = store.path(digest)
    assert path.stat().st_mode & 0o777 == 0o600
    assert {folder.stat().st_mode & 0o777 for folder in (store.folder, path.parent, path.parent.parent)} == {0o700}


def test_what_is_not_kept_leaves_nothing(store):
    with store.receive(stream(b"hello"), 1000):
        pass
    assert files(store) == set()


def test_a_content_that_is_too_large_leaves_nothing(store):
    with pytest.raises(TooLarge), store.receive(stream(bytes(1001)), 1000):
        pass
    assert files(store) == set()


def test_a_full_disk_leaves_nothing(store, monkeypatch):
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"), store.receive(stream(b"hello"), 1000):
        pass
    assert files(store) == set()


def test_the_head_has_the_beginning_of_a_large_content(store):
    content = bytes(range(256)) * 20_000
    with store.receive(stream(content), len(content)) as received:
        assert received.head == content[:8192]
        assert received.size == len(content)


def test_a_content_is_removed_after_its_time(store):
    digest = keep(store, b"hello")
    assert not store.remove(digest, DAY)
    make_old(store, digest)
    assert store.remove(digest, DAY)
    assert files(store) == set()
    assert not store.remove(digest, DAY)


def test_a_content_that_is_given_again_counts_as_new(store):
    digest = keep(store, b"hello")
    make_old(store, digest)
    keep(store, b"hello")
    assert not store.remove(digest, DAY)


def test_what_is_given_while_it_is_removed_is_there_afterwards(store):
    digest = keep(store, b"hello")
    both = threading.Barrier(2)
    with ThreadPoolExecutor(1) as other:
        for _round in range(200):
            make_old(store, digest)
            removed = other.submit(lambda: both.wait() + store.remove(digest, DAY))
            both.wait()
            keep(store, b"hello")
            removed.result()
            assert store.is_whole(digest)


def test_leftovers_of_killed_writers_go_after_their_time(store):
    arriving = store.folder / "arriving"
    arriving.mkdir(parents=True)
    for name, age in (("old", 2 * DAY), ("new", 0)):
        (arriving / name).write_bytes(b"x")
        os.utime(arriving / name, (time.time() - age,) * 2)
    assert store.remove_leftovers(DAY) == 1
    assert files(store) == {"new"}


def test_what_a_killed_sweep_has_set_aside_is_put_back(store):
    digest = keep(store, b"hello")
    path = store.path(digest)
    path.rename(path.with_suffix(".set-aside"))
    assert list(store.digests()) == []
    store.remove_leftovers(DAY)
    assert list(store.digests()) == [digest]


def test_a_content_that_was_changed_on_the_disk_is_not_whole(store):
    digest = keep(store, b"hello")
    assert store.is_whole(digest)
    store.path(digest).write_bytes(b"hullo")
    assert not store.is_whole(digest)
