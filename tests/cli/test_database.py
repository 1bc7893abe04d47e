"""The commands for the tables of the database."""

import re
import sqlite3
from contextlib import closing

import pytest

from app.cli import commands
from app.cli.database import next_number
from tests.cli.test_commands import run


@pytest.fixture
def say(tmp_path, monkeypatch):
    """`say("upgrade")`: does `run.py db upgrade` on a database of its own."""
    monkeypatch.setenv("DEALFLOW_DATA", str(tmp_path))
    return lambda *arguments: commands.main(["db", *arguments], standalone_mode=False)


def current(folder) -> list[str]:
    with closing(sqlite3.connect(folder / "dealflow.sqlite3")) as connection:
        return [number for (number,) in connection.execute("SELECT version_num FROM alembic_version")]


def test_the_tables_are_made_taken_back_and_made_again(say, tmp_path):
    say("upgrade")
    assert current(tmp_path) == [f"{int(next_number()) - 1:04}"]
    say("downgrade", "0001")
    assert current(tmp_path) == ["0001"]
    say("upgrade", "0002")
    assert current(tmp_path) == ["0002"]


def test_what_no_migration_makes_is_told(say, tmp_path):
    say("upgrade", "0002")
    assert run(tmp_path, "db", "check").returncode == 1
    say("upgrade")
    assert run(tmp_path, "db", "check").returncode == 0  # in a process without the tables of tests


def test_the_history_has_every_migration(tmp_path):
    numbers = re.findall(r"-> (\d{4})", run(tmp_path, "db", "history").stdout)
    assert numbers == [f"{number:04}" for number in range(int(next_number()) - 1, 0, -1)]


def test_the_tables_of_packages_are_made_with_the_others(tmp_path):
    assert run(tmp_path, "db", "upgrade", DEALFLOW_PACKAGES="tests.extension.orders").returncode == 0
    assert "orders_0001" in current(tmp_path)
