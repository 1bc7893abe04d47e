"""The rules of the house that a machine can check."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LONGEST_FILE = 400


def test_lower_layers_never_import_higher_ones():
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_no_file_is_longer_than_400_lines():
    files = [
        *ROOT.glob("app/**/*.py"),
        *ROOT.glob("benchmarks/**/*.py"),
        *ROOT.glob("tests/**/*.py"),
        *ROOT.glob("app/web/assets/**/*.*s"),
        *ROOT.glob("app/**/*.html"),
    ]
    long = {str(path.relative_to(ROOT)): count for path in files if (count := _lines(path)) > LONGEST_FILE}
    assert long == {}


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy", "--no-color-output"],
        ["djlint", "--profile=jinja", "--lint", "app"],
    ],
    ids=lambda command: command[0] + command[1],
)
def test_the_linters_find_nothing(command):
    program = Path(sys.executable).with_name(command[0])
    checked = subprocess.run([program, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
