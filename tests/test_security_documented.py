"""docs/security.md and docs/security-asvs.md name code and tests that are there, and leave no requirement out."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (.+?) \| `([^`]+)` \| `([^`:]+)::(\w+)` \|$", PAGE, re.MULTILINE)

ASVS = (ROOT / "docs" / "security-asvs.md").read_text(encoding="utf-8")
MET = re.findall(r"^\| (V[\d.]+) \| [^|]+ \| `([^`]+)` \| `([^`:]+)::(\w+)` \|$", ASVS, re.MULTILINE)
NOT_MET = re.findall(r"^\| (V[\d.]+) \| [^|]+ \| (missing|does not apply): [^|]{9,} \| \|$", ASVS, re.MULTILINE)

# OWASP ASVS 4.0.3: what levels 1 and 2 ask for, by section.
REQUIREMENTS = """
    1.1: 1-7; 1.2: 1-4; 1.4: 1,4-5; 1.5: 1-4; 1.6: 1-4; 1.7: 1-2; 1.8: 1-2; 1.9: 1-2
    1.10: 1; 1.11: 1-2; 1.12: 2; 1.14: 1-6
    2.1: 1-12; 2.2: 1-3; 2.3: 1-3; 2.4: 1-5; 2.5: 1-7; 2.6: 1-3; 2.7: 1-6; 2.8: 1-7; 2.9: 1-3; 2.10: 1-4
    3.1: 1; 3.2: 1-4; 3.3: 1-4; 3.4: 1-5; 3.5: 1-3; 3.7: 1
    4.1: 1-3,5; 4.2: 1-2; 4.3: 1-3
    5.1: 1-5; 5.2: 1-8; 5.3: 1-10; 5.4: 1-3; 5.5: 1-4
    6.1: 1-3; 6.2: 1-6; 6.3: 1-2; 6.4: 1-2
    7.1: 1-4; 7.2: 1-2; 7.3: 1,3-4; 7.4: 1-3
    8.1: 1-4; 8.2: 1-3; 8.3: 1-8
    9.1: 1-3; 9.2: 1-4
    10.2: 1-2; 10.3: 1-3
    11.1: 1-8
    12.1: 1-3; 12.2: 1; 12.3: 1-6; 12.4: 1-2; 12.5: 1-2; 12.6: 1
    13.1: 1,3-5; 13.2: 1-3,5-6; 13.3: 1-2; 13.4: 1-2
    14.1: 1-4; 14.2: 1-6; 14.3: 2-3; 14.4: 1-7; 14.5: 1-4
"""


def required() -> list[str]:
    """The numbers of all requirements, in their order."""
    numbers = []
    for section, parts in re.findall(r"(\d+\.\d+): ([\d,-]+)", REQUIREMENTS):
        for part in parts.split(","):
            first, _, last = part.partition("-")
            numbers += [f"V{section}.{number}" for number in range(int(first), int(last or first) + 1)]
    return numbers


def not_there(rows: list[tuple[str, str, str, str]]) -> list[str]:
    """What is said of code or of a test that does not exist."""
    return [
        what
        for what, code, tests, name in rows
        if not (ROOT / code).is_file() or f"def {name}(" not in (ROOT / tests).read_text(encoding="utf-8")
    ]


def test_every_row_names_code_and_a_test_that_are_there():
    assert len(ROWS) > 25
    assert not_there(ROWS) == []


def test_no_row_is_written_in_another_way():
    table = PAGE.partition("## What is met")[2]
    rows = [line for line in table.splitlines() if line.startswith("| ") and not line.startswith("| what")]
    assert len(rows) == len(ROWS)


def test_every_requirement_of_level_2_is_answered_once():
    assert re.findall(r"^\| (V\S+) \|", ASVS, re.MULTILINE) == required()


def test_every_answer_is_code_with_a_test_or_a_reason():
    answered = [row[0] for row in (*MET, *NOT_MET)]
    assert [number for number in required() if number not in answered] == []


def test_every_requirement_that_is_met_names_code_and_a_test_that_are_there():
    assert not_there(MET) == []


def test_both_pages_say_the_same():
    met = {row[0] for row in MET}
    missing = {number for number, answer in NOT_MET if answer == "missing"}
    table, _, rest = PAGE.partition("## What is met")[2].partition("## What is missing")
    assert set(re.findall(r"V\d+\.\d+\.\d+", table)) - met == set()
    assert set(re.findall(r"V\d+\.\d+\.\d+", rest)) - missing == set()
