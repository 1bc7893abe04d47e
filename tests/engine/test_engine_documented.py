"""docs/engine.md: every part of the engine has its place in the book, and what it says can be tried."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENGINE = ROOT / "app" / "engine"
PAGE = (ROOT / "docs" / "engine.md").read_text(encoding="utf-8")
FOLDERS = sorted(path.name for path in ENGINE.iterdir() if (path / "__init__.py").exists())
FILES = sorted(
    {path.name for folder in (ENGINE, *(ENGINE / name for name in FOLDERS)) for path in folder.glob("[a-z]*.py")}
)


@pytest.mark.parametrize("name", FILES)
def test_every_file_has_its_place(name):
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize("name", FOLDERS)
def test_every_folder_has_its_place(name):
    assert f"`{name}/`" in PAGE


def test_a_newcomer_sees_few_rooms():
    rooms = [path for path in ENGINE.iterdir() if path.suffix == ".py" or path.name in FOLDERS]
    assert len(rooms) <= 15


def test_the_tests_stand_in_the_same_chapters():
    """Beside the chapters: what shows the engine as a whole, and the diagrams that many tests run."""
    together = {"diagrams", "faults", "fixtures", "golden", "random_processes"}
    tests = Path(__file__).parent
    folders = {path.name for path in tests.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders - together <= set(FOLDERS)
    assert [path.name for path in tests.glob("test_*.py")] == [Path(__file__).name]


@pytest.mark.parametrize("name", FOLDERS)
def test_every_chapter_opens_with_what_it_never_knows(name):
    opening = ast.get_docstring(ast.parse((ENGINE / name / "__init__.py").read_text(encoding="utf-8")))
    assert "never" in opening


def test_the_engine_runs_in_an_application_of_its_own(tmp_path):
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "examples" / "engine_alone.py"],
        env={**os.environ, "DEALFLOW_DATA": str(tmp_path), "PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == ["asked: Approve the order (yes, no)", "told: It comes."]


def test_files_are_short():
    long = {path.name for path in ENGINE.rglob("*.py") if len(path.read_text(encoding="utf-8").splitlines()) > 400}
    assert long == set()
