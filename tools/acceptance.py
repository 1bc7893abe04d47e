"""Writes docs/acceptance.md: what the product promises, line by line, and the test that shows it.

`tests/acceptance/lines.yaml` has the lines: what each says, the tests by file and name, or why there is none.
"""

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
LINES = ROOT / "tests" / "acceptance" / "lines.yaml"
PAGE = ROOT / "docs" / "acceptance.md"
PARTS = (
    ("S", "What the product does", "In the order in which a company meets it."),
    ("W", "What was weak elsewhere", "Weaknesses of a product that people know, and how they are beaten here."),
)
OPENING = """# Acceptance

Each line is a promise and the tests that show it. `python -m tools.acceptance` writes this page from
`tests/acceptance/lines.yaml`; a test fails where a line names a test that is not there, or neither a test nor a reason.
"""


def read_lines() -> tuple[dict[str, str], dict[str, Any]]:
    """The reasons by name, and the lines by number."""
    read = yaml.safe_load(LINES.read_text(encoding="utf-8"))
    return read["reasons"], read["lines"]


def page() -> str:
    """The page as it should be."""
    reasons, lines = read_lines()
    written = [OPENING]
    for letter, title, words in PARTS:
        chosen = {number: line for number, line in lines.items() if number.startswith(letter)}
        shown = sum("missing" not in line for line in chosen.values())
        written.append(
            f"## {title}\n\n{words} {shown} of {len(chosen)} are shown.\n\n| | | shown by |\n| --- | --- | --- |"
        )
        written[-1] += "".join(
            f"\n| {number} | {line['says']} | {_shown_by(line, reasons)} |" for number, line in chosen.items()
        )
        written[-1] += "\n"
    return "\n".join(written)


def _shown_by(line: dict[str, Any], reasons: dict[str, str]) -> str:
    tests = [_link(each) for each in line.get("tests", ())]
    return "<br>".join([*tests, *([reasons[line["missing"]]] if "missing" in line else [])])


def _link(test: str) -> str:
    file, _separator, name = test.partition("::")
    words = name.split("::")[-1].removeprefix("test_").replace("_", " ")
    return f"[{words}](../tests/{file})"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
