"""Which tests a change touches."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools.touched import touched_tests


@pytest.mark.parametrize(
    ("changed", "touched"),
    [
        ("tests/feel/test_parser.py", "tests/feel/test_parser.py"),  # itself
        ("app/web/formats.py", "tests/web/test_formats.py"),  # the mirror
        (
            "app/records/pages/board/views.py",
            "tests/records/pages/board/test_board.py",
        ),  # the mirrored folder
        ("app/records/pages/templates/records/journal/table.html", "tests/records/pages/journal/test_journal.py"),
        ("app/access/throttle.py", "tests/access/test_sign_in.py"),  # it mirrors what imports it
        ("tests/visitors.py", "tests/records/pages/card/test_card.py"),  # imports it
        ("bpmn/deal.bpmn", "tests/bpmn/test_deal.py"),
        ("migrations/versions/0001_first_tables.py", "tests/test_migrations.py"),
        ("docs/settings.md", "tests/test_settings_documented.py"),  # names it
        ("setup.cfg", "tests/tools/test_requirements.py"),
    ],
)
def test_a_change_touches(changed, touched):
    assert touched in touched_tests([changed])


@pytest.mark.parametrize("missing", ["grimp", "pytest"])
def test_where_the_tools_of_tests_are_not_installed_it_says_how_to_get_them(missing):
    without = f"import sys; sys.modules[{missing!r}] = None; import runpy; runpy.run_module('tools.touched')"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", without], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == (
        f"{missing} is missing: make .venv/.test-tools installs what tests need, and so does make check.\n"
    )


def test_the_mirror_comes_before_what_imports_it():
    found = touched_tests(["app/access/passwords.py"])
    assert found.index("tests/access/test_passwords.py") < found.index("tests/access/test_sign_in.py")


def test_what_no_test_has_to_do_with_touches_none():
    picture = "card"
    assert touched_tests([f"docs/pictures/{picture}.png"]) == []
