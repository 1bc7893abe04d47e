import os

import pytest

from app.settings import read_settings

FILES = (
    "secret.key",
    "dealflow.sqlite3",
    "dealflow.sqlite3-wal",
    "dealflow.sqlite3-shm",
    "dealflow.log",
    "dealflow.log.1",
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A data folder that everybody on the machine may read, as older versions and people make them."""
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    data.chmod(0o755)
    for name in (*FILES, "notes.txt"):
        (data / name).write_text("x", encoding="ascii")
        (data / name).chmod(0o644)
    monkeypatch.setenv("DEALFLOW_DATA", str(data))
    return data


def mode(path) -> int:
    return path.stat().st_mode & 0o777


def test_an_existing_data_folder_is_tightened(folder):
    read_settings()
    assert mode(folder) == 0o700
    assert {name: mode(folder / name) for name in FILES} == dict.fromkeys(FILES, 0o600)


def test_so_are_the_files_of_records(folder):
    """Copied back from a backup, they are as open as whoever copied them lets them be."""
    content = folder / "files" / "ab" / "abcdef"
    content.parent.mkdir(parents=True)
    content.write_text("x", encoding="ascii")
    for path, open_to_all in ((content, 0o644), (content.parent, 0o755), (folder / "files", 0o755)):
        path.chmod(open_to_all)
    read_settings()
    assert [mode(path) for path in (folder / "files", content.parent, content)] == [0o700, 0o700, 0o600]


def test_what_is_not_ours_in_it_is_left_alone(folder):
    read_settings()
    assert mode(folder / "notes.txt") == 0o644


def test_a_link_out_of_it_is_not_followed(folder, tmp_path):
    outside = tmp_path / "outside.log"
    outside.write_text("x", encoding="ascii")
    outside.chmod(0o644)
    (folder / "other.log").symlink_to(outside)
    read_settings()
    assert mode(outside) == 0o644


def test_a_new_one_is_for_its_owner_only(tmp_path, monkeypatch):
    monkeypatch.setenv("DEALFLOW_DATA", str(tmp_path / "new"))
    mask = os.umask(0)
    try:
        read_settings()
    finally:
        os.umask(mask)
    assert mode(tmp_path / "new") == 0o700
    assert mode(tmp_path / "new" / "secret.key") == 0o600
