"""docs/security.md names code and tests that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (.+?) \| `([^`]+)` \| `([^`:]+)::(\w+)` \|$", PAGE, re.MULTILINE)


def test_every_row_names_code_and_a_test_that_are_there():
    assert len(ROWS) > 25
    missing = [
        what
        for what, code, tests, name in ROWS
        if not (ROOT / code).is_file() or f"def {name}(" not in (ROOT / tests).read_text(encoding="utf-8")
    ]
    assert missing == []


def test_no_row_is_written_in_another_way():
    table = PAGE.partition("## What is met")[2]
    rows = [line for line in table.splitlines() if line.startswith("| ") and not line.startswith("| what")]
    assert len(rows) == len(ROWS)
