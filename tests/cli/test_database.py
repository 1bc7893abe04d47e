"""The commands for the tables of the database."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from app.cli import commands
from app.cli.database import next_number
from tests.cli.test_commands import ROOT, run


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


PARCELS = """
from pathlib import Path

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base

MIGRATIONS = Path(__file__).parent / "migrations"


class Parcel(Base):
    __tablename__ = "parcel"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(255))
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id"))


def init_app(app):
    pass
"""
# As `python run.py db …`, with the migrations of the application in another folder.
COPIED = """
import sys
from app.cli import commands
sys.modules["app.cli.database"].MIGRATIONS = sys.argv[1]
commands.main(sys.argv[2:])
"""


@pytest.fixture
def parcels(tmp_path):
    """`parcels("db", "upgrade")`: does it with a package that has a table and no migration yet, and says what was said.

    What is written for the application lies in `tmp_path / "migrations"`.
    """
    package = tmp_path / "parcels"
    package.mkdir()
    (package / "__init__.py").write_text(PARCELS, encoding="utf-8")
    shutil.copytree(ROOT / "migrations", tmp_path / "migrations")
    named = {"DEALFLOW_DATA": str(tmp_path), "DEALFLOW_PACKAGES": "parcels"}
    path = {"PYTHONPATH": os.pathsep.join((str(ROOT), str(tmp_path)))}

    def do(*arguments: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-c", COPIED, str(tmp_path / "migrations"), *arguments],
            cwd=tmp_path,
            env={**os.environ, **named, **path},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        return done.returncode, done.stdout + done.stderr

    return do


def made_by(folder) -> dict[str, list[str]]:
    """By the number of each migration in a folder: the tables that it makes."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py"))}
    return {name: re.findall(r"create_table\(\s*[\"'](\w+)", text) for name, text in texts.items()}


def test_a_migration_of_a_package_is_written_into_its_folder_and_makes_its_tables_only(parcels, tmp_path):
    parcels("db", "upgrade")
    assert parcels("db", "check")[0] == 1
    assert parcels("db", "migrate", "first tables", "--package", "parcels")[0] == 0
    assert made_by(tmp_path / "parcels" / "migrations") == {"parcels_0001_first_tables": ["parcel"]}
    assert parcels("db", "upgrade")[0] == 0
    assert current(tmp_path) == ["parcels_0001"]  # which depends on the newest of the application
    assert parcels("db", "check") == (0, "No new upgrade operations detected.\n")


def test_neither_the_application_nor_a_package_migrates_what_is_the_others(parcels, tmp_path):
    """A table that the package has given up, and one that it has got since."""
    parcels("db", "upgrade")
    parcels("db", "migrate", "first tables", "--package", "parcels")
    parcels("db", "upgrade")
    model = tmp_path / "parcels" / "__init__.py"
    model.write_text(PARCELS.replace("Parcel", "Letter").replace('"parcel"', '"letter"'), encoding="utf-8")
    parcels("db", "migrate", "of the application")
    parcels("db", "upgrade")
    parcels("db", "migrate", "letters", "--package", "parcels")
    name = f"{next_number()}_of_the_application.py"
    own = (tmp_path / "migrations" / "versions" / name).read_text(encoding="utf-8")
    theirs = (tmp_path / "parcels" / "migrations" / "parcels_0002_letters.py").read_text(encoding="utf-8")
    assert re.findall("parcel|letter", own) == []
    assert "down_revision = 'parcels_0001'" in theirs
    assert re.findall(r"op\.(\w+_table)\('(\w+)'", theirs.partition("def downgrade")[0]) == [
        ("create_table", "letter"),
        ("drop_table", "parcel"),
    ]


@pytest.mark.parametrize(
    ("change", "name", "words"),
    [
        (None, "letters", "letters is not loaded (loaded: parcels): name it in DEALFLOW_PACKAGES"),
        (
            "MIGRATIONS =",
            "parcels",
            'parcels has no folder for them: MIGRATIONS = Path(__file__).parent / "migrations"',
        ),
    ],
    ids=["unknown", "without a folder"],
)
def test_a_package_for_which_none_can_be_written_is_refused_in_words(parcels, tmp_path, change, name, words):
    if change:
        model = tmp_path / "parcels" / "__init__.py"
        model.write_text(PARCELS.replace(change, "OTHERS ="), encoding="utf-8")
    code, said = parcels("db", "migrate", "first tables", "--package", name)
    assert code == 2
    assert words in " ".join(said.split())
    assert "Traceback" not in said


def test_tables_that_are_not_up_to_date_are_said_in_words(parcels):
    code, said = parcels("db", "migrate", "first tables", "--package", "parcels")
    assert code == 1
    assert "run.py db upgrade" in said
    assert "Traceback" not in said
