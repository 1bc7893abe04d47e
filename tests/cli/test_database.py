"""The commands for the tables of the database."""

import re

import pytest

from app.cli import commands
from app.cli.database import next_number


@pytest.fixture
def say(tmp_path, monkeypatch, capfd):
    """`say("current")`: what `run.py db current` prints about a database of its own."""
    monkeypatch.setenv("DEALFLOW_DATA", str(tmp_path))

    def run(*arguments: str) -> str:
        commands.main(["db", *arguments], standalone_mode=False)
        return capfd.readouterr().out

    return run


def test_the_tables_are_made_taken_back_and_made_again(say):
    say("upgrade")
    assert f"{int(next_number()) - 1:04} (head)" in say("current")
    assert "No new upgrade operations detected." in say("check")
    say("downgrade", "0001")
    assert say("current").strip() == "0001"
    say("upgrade", "0002")
    assert say("current").strip() == "0002"


def test_what_no_migration_makes_is_told(say):
    say("upgrade", "0002")
    with pytest.raises(SystemExit) as told:
        say("check")
    assert told.value.code == 1


def test_the_history_has_every_migration(say):
    numbers = re.findall(r"-> (\d{4})", say("history"))
    assert numbers == [f"{number:04}" for number in range(int(next_number()) - 1, 0, -1)]
