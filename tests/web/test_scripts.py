"""The scripts of the pages: what the linter and the type checker of JavaScript find."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAMS = ROOT / "node_modules" / ".bin"
NODE = Path(sys.executable).parent  # comes with the Python packages


@pytest.mark.parametrize("command", [["biome", "lint", "--error-on-warnings"], ["tsc"]], ids=["biome", "tsc"])
def test_nothing_is_found(command):
    program = PROGRAMS / command[0]
    if not program.exists():
        pytest.fail("The browser libraries are not installed: run `make assets`")
    path = f"{NODE}{os.pathsep}{os.environ['PATH']}"
    checked = subprocess.run(
        [program, *command[1:]], cwd=ROOT, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
