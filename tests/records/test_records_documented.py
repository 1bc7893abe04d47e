"""docs/records.md: every chapter of the records has its place, and what it names is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECORDS = ROOT / "app" / "records"
PAGE = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
FOLDERS = sorted(path.name for path in RECORDS.iterdir() if (path / "__init__.py").exists())
ROWS = re.findall(r"^\| `(\w+)/` \| .+ \| (.+) \|$", PAGE, re.MULTILINE)


def test_every_chapter_has_its_place():
    assert sorted(name for name, _begin in ROWS) == FOLDERS


def test_a_newcomer_sees_few_rooms():
    assert len(FOLDERS) <= 15


@pytest.mark.parametrize(("chapter", "begin"), ROWS)
def test_where_to_begin_is_there(chapter, begin):
    for name in re.findall(r"`([^`]+)`", begin):
        assert (RECORDS / chapter / name).exists()


@pytest.mark.parametrize("name", sorted(path.name for path in RECORDS.glob("[a-z]*.py")))
def test_every_file_beside_the_chapters_has_its_place(name):
    assert f"`{name}`" in PAGE


def test_the_tests_stand_in_the_same_chapters():
    folders = {path.name for path in Path(__file__).parent.iterdir() if (path / "__init__.py").exists()}
    assert folders <= set(FOLDERS)
