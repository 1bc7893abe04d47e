"""The scripts of the pages: what the linter and the type checker of JavaScript find."""

import os
import re
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


ASSETS = ROOT / "app" / "web" / "assets"
ASKS = re.compile(r"(?<![\w.])(?:fetch\(|new XMLHttpRequest|navigator\.sendBeacon|new EventSource|new WebSocket)")


def test_every_request_of_a_page_learns_that_the_session_is_over():
    """What asks the server by itself renews a session and says whose page it is; everything else goes through that."""
    asking = {path.relative_to(ASSETS).as_posix(): path.read_text(encoding="utf-8") for path in ASSETS.rglob("*.js")}
    asking = {name: text for name, text in asking.items() if ASKS.search(re.sub(r"//.*", "", text))}
    assert sorted(asking) == ["shell/send.js", "shell/session.js", "shell/transmit.js"]
    assert [name for name, text in asking.items() if "signInAgain" not in text or "headersOf" not in text] == []
